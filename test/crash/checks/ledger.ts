import { Decimal } from 'decimal.js';
import { type ConversationHistory, type StoredLedgerEntry } from '../history.js';
import { reporter, type Violation } from '../violation.js';

/** The ledger is whole, its entries belong to messages that exist, and mandate and outcome agree with it. */
export function checkLedger({ negotiationId, ledger, messages, mandates, outcome, row }: ConversationHistory): Violation[] {
  const { found, report } = reporter(negotiationId);
  const authorOf = new Map(messages.map((message) => [message.seq, message.author]));
  ledger.forEach((entry, index) => {
    if (entry.position !== index) report('ledger', `entry ${index} lies at position ${entry.position}`);
    const author = authorOf.get(entry.messageSeq);
    // What ends a conversation is noted at the last message, whoever wrote it.
    if (author === undefined) report('ledger', `entry ${index} belongs to message ${entry.messageSeq}, which is not stored`);
    else if (entry.type !== 'refusal' && author !== entry.author)
      report('ledger', `entry ${index} of ${entry.author} belongs to a message of ${author}`);
  });

  for (const { ticketId, limitRate } of mandates) {
    const entries = ledger.filter((entry) => entry.ticketId === ticketId);
    checkAsks(entries, limitRate, (detail) => report('ledger', `${ticketId}: ${detail}`));
    const agreements = standingAgreements(entries);
    const result = outcome.tickets.find((ticket) => ticket.id === ticketId);
    if (!result) {
      report('ledger', `${ticketId} has no outcome`);
      continue;
    }
    if (result.result === 'agreed' && agreements.length === 0) report('ledger', `${ticketId} is agreed without an agreement`);
    if (result.result !== 'agreed' && outcome.status === 'agreed' && agreements.length > 0)
      report('ledger', `${ticketId} has an agreement and is ${result.result}`);
    if (result.agreedRate !== undefined && !agreements.some((entry) => entry.rate === result.agreedRate))
      report('ledger', `${ticketId} is agreed at ${result.agreedRate}, which is on no agreement`);
    for (const agreement of agreements) {
      if (agreement.rate === null || new Decimal(agreement.rate).gt(limitRate))
        report('ledger', `${ticketId} is agreed above its limit`);
      const restated = entries.some(
        (entry) => entry.type === 'terms' && entry.termsId === agreement.termsId && entry.position < agreement.position,
      );
      if (agreement.termsId !== undefined && !restated) report('ledger', `${ticketId} is agreed on terms that were not restated`);
    }
  }
  if (outcome.status !== row.status) report('ledger', `the outcome says ${outcome.status}, the conversation ${row.status}`);
  if (outcome.status === 'agreed' && !outcome.tickets.some((ticket) => ticket.result === 'agreed'))
    report('ledger', 'the negotiation is agreed and no ticket is');
  return found;
}

/** Our asks only move up, and stay below the limit. */
function checkAsks(entries: readonly StoredLedgerEntry[], limitRate: string, report: (detail: string) => void): void {
  let highest = new Decimal(0);
  for (const { type, rate, position } of entries) {
    if (type !== 'ask' || rate === null) continue;
    if (new Decimal(rate).gte(limitRate)) report(`the ask of entry ${position} is not below the limit`);
    if (new Decimal(rate).lt(highest)) report(`the ask of entry ${position} is lower than one before it`);
    highest = Decimal.max(highest, rate);
  }
}

/** Agreements that were not taken back afterwards. */
function standingAgreements(entries: readonly StoredLedgerEntry[]): StoredLedgerEntry[] {
  const taken = entries.findLast((entry) => entry.type === 'retraction' && entry.of === 'agreement')?.position ?? -1;
  return entries.filter((entry) => entry.type === 'agreement' && entry.position > taken);
}
