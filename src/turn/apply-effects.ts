import { type SopEffect, type SopPosition } from '../domain/sop/sop.js';
import { type ConversationTransaction } from './ports/conversation-store.js';

const HOUR_MS = 3_600_000;

/** Writes what a step of the procedure brings about besides words: timers, the end, events. */
export function applyEffects(
  transaction: ConversationTransaction,
  step: { before: SopPosition; after: SopPosition; effects: readonly SopEffect[] },
  now: Date,
): void {
  const { before, after, effects } = step;
  if (before.stage !== after.stage) {
    transaction.emit({ type: 'negotiation.stage_changed', from: before.stage, to: after.stage });
  }
  for (const effect of effects) {
    switch (effect.type) {
      case 'end':
        transaction.change({ endedAt: now });
        transaction.timer('follow_up', null);
        transaction.timer('deadline', null);
        transaction.emit({ type: `negotiation.${effect.status}` });
        break;
      case 'escalate':
        transaction.timer('follow_up', null);
        transaction.emit({ type: 'negotiation.escalated', reason: effect.reason });
        break;
      case 'reopen':
        transaction.change({ endedAt: null });
        transaction.emit({ type: 'negotiation.reopened' });
        transaction.emit({ type: 'negotiation.escalated', reason: effect.reason });
        break;
      case 'schedule_follow_up':
        transaction.timer('follow_up', new Date(now.getTime() + effect.inHours * HOUR_MS));
        break;
      case 'cancel_follow_ups':
        transaction.timer('follow_up', null);
        break;
      case 'opt_out':
        transaction.optOutPartner();
        break;
    }
  }
}
