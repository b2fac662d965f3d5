import { type Conversation } from '../domain/conversation/conversation.js';
import { type Outcome, type OutcomeTicket } from '../domain/negotiation/state.js';
import { type OutboxEvent, type StoredMessage } from '../turn/ports/conversation-store.js';
import { type ClaimedDelivery } from './ports/webhook-store.js';

type Told = Pick<ClaimedDelivery, 'event' | 'sequence' | 'latestSequence' | 'negotiationId' | 'externalId' | 'createdAt'>;

/**
 * What a receiver gets: the event, and how things stand. The snapshot is taken when the event is sent first and holds all
 * events up to `snapshotSequence` at the least; no order is promised, so a receiver drops what is older than what it has.
 * Field by field, so that what the domain gains later does not leak out by itself; there is no way in for a limit rate.
 */
export function webhookBody(
  told: Told,
  conversation: Conversation,
  outcome: Outcome,
  message: StoredMessage | undefined,
): string {
  const { status, stage, owner } = conversation;
  return JSON.stringify({
    ...envelope(told),
    data: {
      ...reference(told),
      snapshotSequence: told.latestSequence,
      status,
      stage,
      owner,
      outcome: {
        ...(outcome.completeness === undefined ? {} : { completeness: outcome.completeness }),
        tickets: outcome.tickets.map(presentTicket),
        ...(outcome.decidedAt === undefined ? {} : { decidedAt: outcome.decidedAt }),
      },
      ...particulars(told.event),
      ...(message === undefined ? {} : { message: presentMessage(message) }),
    },
  });
}

/** What is left to say where the partner has been erased. */
export function erasedBody(told: Told): string {
  return JSON.stringify({ ...envelope(told), data: { ...reference(told), erased: true } });
}

const envelope = ({ event, createdAt }: Told) => ({ type: event.type, timestamp: createdAt.toISOString() });

const reference = ({ negotiationId, externalId, sequence }: Told) => ({ negotiationId, externalId, sequence });

/** What an event says besides its type. */
function particulars(event: OutboxEvent): Record<string, string> {
  switch (event.type) {
    case 'negotiation.stage_changed':
      return { fromStage: event.from, toStage: event.to };
    case 'negotiation.escalated':
      return { reason: event.reason };
    case 'ticket.agreed':
      return { ticketId: event.ticketId };
    default:
      return {};
  }
}

function presentTicket({ id, result, agreedRate, basis, currency, agreedTerms, agreedInMessage }: OutcomeTicket) {
  return {
    id,
    result,
    ...(agreedRate === undefined ? {} : { agreedRate }),
    ...(basis === undefined ? {} : { basis }),
    currency,
    agreedTerms: agreedTerms.map((terms) => ({
      stay: terms.stay,
      rate: terms.rate,
      basis: terms.basis,
      currency: terms.currency,
      rateUnit: terms.rateUnit,
      taxes: terms.taxes,
      conditions: terms.conditions,
    })),
    ...(agreedInMessage === undefined ? {} : { agreedInMessage }),
  };
}

const presentMessage = ({ id, seq, author, text, sentAt }: StoredMessage) => ({ id, seq, author, text, sentAt });
