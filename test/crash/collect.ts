import type pg from 'pg';
import { type Backend, pause } from './backend.js';
import { type ConversationHistory, type ConversationRow, type History, type StoredEvent } from './history.js';
import { type LivedNegotiation } from './partner.js';

const POLL_MS = 100;

/** Reads what the database holds by SQL of its own; encrypted columns through the API. */
export async function collectHistory(client: pg.Client, backend: Backend, lived: readonly LivedNegotiation[]): Promise<History> {
  const conversations: ConversationHistory[] = [];
  for (const { negotiationId, mandates, sent, windows } of lived) {
    const api = await backend.conversation(negotiationId);
    const rowsOf = async <T>(sql: string): Promise<T[]> => (await client.query(sql, [negotiationId])).rows as T[];
    const messages = await rowsOf<{ id: string; seq: number; author: string; client_message_id: string | null }>(
      'SELECT id, seq, author, client_message_id FROM messages WHERE negotiation_id = $1 ORDER BY seq, id',
    );
    const turns = await rowsOf<{ number: number; trigger: string; resolution: string; message_seq: number | null }>(
      'SELECT number, trigger, resolution, message_seq FROM turns WHERE negotiation_id = $1 ORDER BY number',
    );
    const ledger = await rowsOf<{
      position: number;
      ticket_id: string;
      type: string;
      author: string;
      message_seq: number;
      rate: string | null;
    }>(
      'SELECT position, ticket_id, type, author, message_seq, rate FROM ledger_entries WHERE negotiation_id = $1 ORDER BY position',
    );
    conversations.push({
      negotiationId,
      mandates,
      sent,
      views: windows.map((window) => window.view),
      row: await rowOf(client, negotiationId),
      messages: messages.map(({ id, seq, author, client_message_id }) => ({
        id,
        seq,
        author,
        clientMessageId: client_message_id,
        text: api.messages.find((message) => message.id === id)?.text ?? '(not in the API)',
      })),
      turns: turns.map(({ number, trigger, resolution, message_seq }) => ({
        number,
        trigger,
        resolution,
        messageSeq: message_seq,
        answers: api.turns.find((turn) => turn.number === number)?.answers ?? [],
      })),
      ledger: ledger.map((row) => {
        // The snapshot's ledger, which the API shows, and its copy in rows are written apart: one has to fit the other.
        const entry = api.ledger[row.position];
        const fits = entry?.type === row.type && entry.messageSeq === row.message_seq && entry.ticketId === row.ticket_id;
        return {
          position: fits ? row.position : -1,
          ticketId: row.ticket_id,
          type: row.type,
          author: row.author,
          messageSeq: row.message_seq,
          rate: row.rate,
          ...(entry?.termsId === undefined ? {} : { termsId: entry.termsId }),
          ...(entry?.of === undefined ? {} : { of: entry.of }),
        };
      }),
      events: await eventsOf(client, negotiationId),
      outcome: await backend.outcome(negotiationId),
    });
  }
  return { conversations };
}

async function rowOf(client: pg.Client, negotiationId: string): Promise<ConversationRow> {
  const { rows } = await client.query(
    `SELECT owner, status, last_seq AS "lastSeq", inbox_head AS "inboxHead", answered_seq AS "answeredSeq",
            turn_count AS "turnCount", event_sequence AS "eventSequence",
            coalesce(next_turn_at <= now(), false) AS "turnIsDue", coalesce(lease_expires_at > now(), false) AS "leased"
     FROM negotiations WHERE id = $1`,
    [negotiationId],
  );
  return rows[0] as ConversationRow;
}

async function eventsOf(client: pg.Client, negotiationId: string): Promise<StoredEvent[]> {
  const { rows } = await client.query(
    `SELECT sequence, type, payload->>'messageId' AS message_id, delivered_at IS NOT NULL AS delivered
     FROM outbox_events WHERE negotiation_id = $1 ORDER BY id`,
    [negotiationId],
  );
  return (rows as { sequence: number; type: string; message_id: string | null; delivered: boolean }[]).map(
    ({ message_id, ...event }) => ({ ...event, ...(message_id === null ? {} : { messageId: message_id }) }),
  );
}

/** Waits until nothing is left to do: no unanswered message, no due turn, nothing undelivered, every window up to date. */
export async function waitForQuiet(client: pg.Client, lived: readonly LivedNegotiation[], limitMs: number): Promise<boolean> {
  const begun = performance.now();
  while (performance.now() - begun < limitMs) {
    const { rows } = await client.query(
      `SELECT id, last_seq, (owner = 'agent' AND inbox_head > answered_seq) OR coalesce(next_turn_at <= now(), false) AS busy,
              EXISTS (SELECT 1 FROM outbox_events e WHERE e.negotiation_id = n.id AND e.delivered_at IS NULL) AS undelivered
       FROM negotiations n`,
    );
    const states = new Map(
      (rows as { id: string; last_seq: number; busy: boolean; undelivered: boolean }[]).map((row) => [row.id, row]),
    );
    const quiet = lived.every(({ negotiationId, windows }) => {
      const state = states.get(negotiationId);
      return state && !state.busy && !state.undelivered && windows.every((window) => window.lastSeq === state.last_seq);
    });
    if (quiet) return true;
    await pause(POLL_MS);
  }
  return false;
}
