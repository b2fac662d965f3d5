import { type NegotiationState } from '../domain/negotiation/state.js';
import { type SopStep } from '../domain/sop/sop.js';
import { applyEffects } from '../turn/apply-effects.js';
import { type ConversationTransaction } from '../turn/ports/conversation-store.js';

/** Writes what a step of the procedure brings about outside of a turn. Who ends a negotiation answers no further message. */
export function applyStep(transaction: ConversationTransaction, { position, effects }: SopStep, now: Date): void {
  applyEffects(transaction, { before: transaction.conversation.snapshot.position, after: position, effects }, now);
  if (effects.some((effect) => effect.type === 'end')) transaction.change({ nextTurnAt: null });
}

/** Tickets that are agreed now and were not before. */
export function emitNewAgreements(transaction: ConversationTransaction, state: NegotiationState): void {
  const before = transaction.conversation.snapshot.state.results;
  for (const { id } of state.tickets) {
    if (state.results[id] === 'agreed' && before[id] !== 'agreed') transaction.emit({ type: 'ticket.agreed', ticketId: id });
  }
}
