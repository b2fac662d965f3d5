import { type Conversation } from '../../domain/conversation/conversation.js';
import { type Evidence, type Lever, type Stay, type Ticket } from '../../domain/negotiation/ticket.js';
import { type Outcome, type TicketResult } from '../../domain/negotiation/state.js';
import { type StoredMessage } from '../../turn/ports/conversation-store.js';
import {
  type CreatedNegotiationView,
  type MessageView,
  type NegotiationView,
  type OutcomeView,
  type TicketView,
} from './responses.dto.js';

/** Field by field, so that what the domain gains later does not leak out by itself. */

function presentStay({ from, to, daysOfWeek, excludedDates }: Stay): Stay {
  return {
    from,
    to,
    ...(daysOfWeek === undefined ? {} : { daysOfWeek }),
    ...(excludedDates === undefined ? {} : { excludedDates }),
  };
}

function presentEvidence({ kind, source, rate, text, observedAt, expiresAt, disclose }: Evidence): Evidence {
  return {
    kind,
    ...(source === undefined ? {} : { source }),
    ...(rate === undefined ? {} : { rate }),
    ...(text === undefined ? {} : { text }),
    observedAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    disclose: disclose ?? 'none',
  };
}

function presentLever({ id, kind, title, terms, value, requires, ticketIds, maxUses }: Lever): Lever {
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

/** @param targetRate for the OTA that set it; the limit rate has no way in here */
export function presentTicket(ticket: Ticket, result: TicketResult, targetRate?: string): TicketView {
  const {
    id,
    version,
    roomType,
    ratePlan,
    occupancy,
    currency,
    priceBasis,
    rateUnit,
    taxes,
    commissionRate,
    currentRate,
    withdrawn,
  } = ticket;
  return {
    id,
    version,
    result,
    roomType,
    ...(ratePlan === undefined ? {} : { ratePlan }),
    ...(occupancy === undefined ? {} : { occupancy }),
    stay: presentStay(ticket.stay),
    currency,
    priceBasis,
    rateUnit,
    taxes,
    ...(commissionRate === undefined ? {} : { commissionRate }),
    currentRate,
    ...(targetRate === undefined ? {} : { targetRate }),
    evidence: ticket.evidence.map(presentEvidence),
    withdrawn,
  };
}

function presentTickets({ snapshot: { state } }: Conversation, targetRates: ReadonlyMap<string, string>): TicketView[] {
  return state.tickets.map((ticket) => presentTicket(ticket, state.results[ticket.id] ?? 'open', targetRates.get(ticket.id)));
}

export function presentCreated(conversation: Conversation, targetRates: ReadonlyMap<string, string>): CreatedNegotiationView {
  const { id, externalId, status, stage, createdAt } = conversation;
  return { id, externalId, status, stage, tickets: presentTickets(conversation, targetRates), createdAt };
}

export function presentNegotiation(
  conversation: Conversation,
  targetRates: ReadonlyMap<string, string> = new Map(),
): NegotiationView {
  const { hotel, partner, deadline, metadata, endedAt } = conversation;
  return {
    id: conversation.id,
    externalId: conversation.externalId,
    status: conversation.status,
    stage: conversation.stage,
    owner: conversation.owner,
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
    },
    tickets: presentTickets(conversation, targetRates),
    levers: conversation.snapshot.state.levers.map(presentLever),
    sop: { id: conversation.sop.id, version: conversation.sop.version },
    policy: conversation.arm,
    start: conversation.start,
    ...(deadline === undefined ? {} : { deadline }),
    ...(metadata === undefined ? {} : { metadata }),
    createdAt: conversation.createdAt,
    updatedAt: conversation.updatedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
  };
}

export function presentOutcome({ status, completeness, tickets, levers, decidedAt }: Outcome): OutcomeView {
  return {
    status,
    ...(completeness === undefined ? {} : { completeness }),
    tickets: tickets.map(({ id, result, agreedRate, basis, currency, agreedTerms, agreedInMessage }) => ({
      id,
      result,
      ...(agreedRate === undefined ? {} : { agreedRate }),
      ...(basis === undefined ? {} : { basis }),
      currency,
      agreedTerms: agreedTerms.map((terms) => ({
        stay: presentStay(terms.stay),
        rate: terms.rate,
        basis: terms.basis,
        currency: terms.currency,
        rateUnit: terms.rateUnit,
        taxes: terms.taxes,
        conditions: terms.conditions,
      })),
      ...(agreedInMessage === undefined ? {} : { agreedInMessage }),
    })),
    levers: levers.map(({ id, ticketId, terms }) => ({
      id,
      ...(ticketId === undefined ? {} : { ticketId }),
      ...(terms === undefined ? {} : { terms }),
    })),
    ...(decidedAt === undefined ? {} : { decidedAt }),
  };
}

export function presentMessage({ id, seq, author, text, sentAt, clientMessageId, terms }: StoredMessage): MessageView {
  return {
    id,
    seq,
    author,
    text,
    sentAt,
    ...(clientMessageId === undefined ? {} : { clientMessageId }),
    ...(terms === undefined ? {} : { terms: { termsId: terms.termsId, tickets: terms.tickets } }),
  };
}
