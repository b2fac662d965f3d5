import { type Chance } from '../world/chance.js';
import { type Habit } from './persona.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long an answer takes, in milliseconds. */
export function answerDelay(habit: Habit, chance: Chance): number {
  if (habit === 'prompt')
    return Math.round(Math.min(15 * MINUTE, Math.max(5 * SECOND, 55 * SECOND * Math.exp(chance.normal(0, 0.9)))));
  if (habit === 'day_later' && chance.happens(0.35)) return Math.round(chance.between(16, 28) * HOUR);
  return Math.round(chance.between(habit === 'hours' ? 30 : 5, habit === 'hours' ? 300 : 90) * MINUTE);
}

/** From one message of a burst to the next. */
export const burstDelay = (chance: Chance): number => Math.round(chance.between(2, 25) * SECOND);

/** Until an owner has answered, a colleague has taken over, or a busy person is back. */
export const absenceDelay = (chance: Chance): number => Math.round(chance.between(2, 22) * HOUR);
