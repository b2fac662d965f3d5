import { type TurnSettings } from './turn-settings.js';

/**
 * When the turn for a burst of partner messages begins: `burstQuietMs` after the last sign of life (a message, or
 * typing), but no later than `burstMaximumMs` after the first unanswered message.
 */
export function turnDueAt(
  firstUnansweredAt: Date,
  lastSignOfLife: Date,
  settings: Pick<TurnSettings, 'burstQuietMs' | 'burstMaximumMs'>,
): Date {
  return new Date(
    Math.min(lastSignOfLife.getTime() + settings.burstQuietMs, firstUnansweredAt.getTime() + settings.burstMaximumMs),
  );
}
