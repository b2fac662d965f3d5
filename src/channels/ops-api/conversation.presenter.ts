import { type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type AgreedTerms, type LedgerEntry } from '../../domain/negotiation/ledger.js';
import { standingsOf } from '../../domain/negotiation/standing.js';
import { type TicketResult } from '../../domain/negotiation/state.js';
import { type Lever, type Ticket } from '../../domain/negotiation/ticket.js';
import { type ConversationSummary } from '../../negotiations/ports/negotiation-queries.js';
import { type ConversationTrace } from '../../negotiations/read-negotiations.js';
import { type StoredMessage } from '../../turn/ports/conversation-store.js';
import { type ConversationRowView, type ConversationView } from './responses.dto.js';
import { presentPosition, presentTurn } from './turn.presenter.js';

/** Field by field: neither target nor limit rate has a way in here. */
export function presentConversation({ conversation, messages, turns, ratings }: ConversationTrace): ConversationView {
  const { hotel, partner, ownerName, deadline, endedAt, snapshot, experiment } = conversation;
  const { state } = snapshot;
  return {
    id: conversation.id,
    externalId: conversation.externalId,
    hotel: {
      id: hotel.id,
      name: hotel.name,
      ...(hotel.city === undefined ? {} : { city: hotel.city }),
      timeZone: hotel.timeZone,
    },
    partner: {
      id: partner.id,
      ...(partner.name === undefined ? {} : { name: partner.name }),
      ...(partner.language === undefined ? {} : { language: partner.language }),
      ...(partner.timeZone === undefined ? {} : { timeZone: partner.timeZone }),
      optedOut: partner.optedOut,
    },
    status: conversation.status,
    stage: conversation.stage,
    owner: conversation.owner,
    ...(ownerName === undefined ? {} : { ownerName }),
    arm: conversation.arm,
    ...(experiment === undefined ? {} : { experiment: { id: experiment.id, variant: experiment.variant } }),
    sop: { id: conversation.sop.id, version: conversation.sop.version },
    ...(deadline === undefined ? {} : { deadline }),
    tickets: state.tickets.map((ticket) => presentTicket(ticket, state.results[ticket.id] ?? 'open')),
    levers: state.levers.map(presentLever),
    standings: standingsOf(state).map((standing) => ({ ...standing })),
    ...(state.pendingTerms === undefined
      ? {}
      : {
          pendingTerms: {
            termsId: state.pendingTerms.termsId,
            messageSeq: state.pendingTerms.messageSeq,
            tickets: state.pendingTerms.tickets.map(presentTerms),
          },
        }),
    messages: messages.map(presentMessage),
    ledger: state.ledger.map(presentEntry),
    path: pathOf(turns),
    turns: turns.map(presentTurn),
    ratings: ratings.map((rating) => ({ ...rating })),
    createdAt: conversation.createdAt,
    updatedAt: conversation.updatedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
  };
}

export function presentRow(row: ConversationSummary): ConversationRowView {
  return {
    id: row.id,
    externalId: row.externalId,
    hotel: { id: row.hotel.id, name: row.hotel.name },
    partnerId: row.partnerId,
    status: row.status,
    stage: row.stage,
    owner: row.owner,
    ...(row.ownerName === undefined ? {} : { ownerName: row.ownerName }),
    arm: row.arm,
    messageCount: row.messageCount,
    waitingForReply: row.waitingForReply,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** Stages in the order in which turns reached them; turns that stay where they are add nothing. */
function pathOf(turns: readonly TurnRecord[]) {
  const path: { stage: string; status: string; interruption?: string; turn: number; at: string }[] = [];
  const first = turns[0];
  if (first) path.push({ ...presentPosition(first.before), turn: 0, at: first.startedAt });
  for (const turn of turns) {
    const last = path.at(-1)!;
    const { stage, status, interruption } = turn.after;
    if (last.stage === stage && last.status === status && last.interruption === interruption) continue;
    path.push({ ...presentPosition(turn.after), turn: turn.number, at: turn.committedAt });
  }
  return path;
}

function presentMessage({ id, seq, author, text, sentAt, clientMessageId, terms }: StoredMessage) {
  return {
    id,
    seq,
    author,
    text,
    sentAt,
    ...(clientMessageId === undefined ? {} : { clientMessageId }),
    ...(terms === undefined ? {} : { terms: { termsId: terms.termsId, tickets: terms.tickets.map(presentTerms) } }),
  };
}

function presentTicket(ticket: Ticket, result: TicketResult) {
  const { id, version, roomType, ratePlan, occupancy, stay, currency, priceBasis, rateUnit, taxes, commissionRate, currentRate } =
    ticket;
  return {
    id,
    version,
    result,
    roomType,
    ...(ratePlan === undefined ? {} : { ratePlan }),
    ...(occupancy === undefined ? {} : { occupancy }),
    stay,
    currency,
    priceBasis,
    rateUnit,
    taxes,
    ...(commissionRate === undefined ? {} : { commissionRate }),
    currentRate,
    evidence: ticket.evidence,
    withdrawn: ticket.withdrawn,
  };
}

function presentLever({ id, kind, title, terms, value, requires, ticketIds, maxUses }: Lever) {
  return {
    id,
    kind,
    title,
    ...(terms === undefined ? {} : { terms }),
    ...(value === undefined ? {} : { value }),
    ...(requires === undefined ? {} : { requires }),
    ...(ticketIds === undefined ? {} : { ticketIds }),
    ...(maxUses === undefined ? {} : { maxUses }),
  };
}

function presentTerms({ ticketId, stay, rate, basis, currency, rateUnit, taxes, conditions, leverIds }: AgreedTerms) {
  return { ticketId, stay, rate, basis, currency, rateUnit, taxes, conditions, leverIds };
}

function presentEntry(entry: LedgerEntry) {
  const { type, ticketId, author, messageSeq, at } = entry;
  const common = { type, ticketId, author, messageSeq, at };
  switch (entry.type) {
    case 'ask':
      return { ...common, rate: entry.rate, leverIds: entry.leverIds };
    case 'quote':
      return {
        ...common,
        rate: entry.rate,
        ...(entry.low === undefined ? {} : { low: entry.low }),
        firmness: entry.firmness,
        ...(entry.said === undefined ? {} : { said: entry.said }),
        ...(entry.stay === undefined ? {} : { stay: entry.stay }),
        conditions: entry.conditions,
      };
    case 'terms':
      return { ...common, termsId: entry.termsId, terms: presentTerms(entry.terms) };
    case 'agreement':
      return { ...common, ...(entry.termsId === undefined ? {} : { termsId: entry.termsId }), terms: presentTerms(entry.terms) };
    case 'refusal':
      return { ...common, final: entry.final };
    case 'retraction':
      return { ...common, of: entry.of };
  }
}
