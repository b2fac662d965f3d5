import { type Chance } from '../world/chance.js';
import { type Persona } from './persona.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Range of the time to an answer for each pace, in milliseconds. */
export const PACES: Readonly<Record<Persona['pace'], readonly [number, number]>> = {
  at_once: [15 * SECOND, 5 * MINUTE],
  hours: [40 * MINUTE, 7 * HOUR],
  next_day: [14 * HOUR, 30 * HOUR],
};

/** Who is at the desk already often writes back within minutes. */
const STAYS_ON = 0.45;

/** Time to an answer in milliseconds; `talking`: they have written in this conversation before. */
export function timeToAnswer(pace: Persona['pace'], talking: boolean, chance: Chance): number {
  const present = talking && chance.happens(STAYS_ON);
  const [low, high] = PACES[present ? 'at_once' : pace];
  // Evenly on a logarithmic scale: short times are as common as long ones.
  return Math.round(low * Math.pow(high / low, chance.uniform()));
}

/** Time between two messages in a row, in milliseconds. */
export function timeToNext(chance: Chance): number {
  return Math.round(chance.between(3 * SECOND, 45 * SECOND));
}

/** Time until someone else takes over or a mind is changed, in milliseconds. */
export function timeToLater(chance: Chance): number {
  return Math.round(chance.between(0.5 * HOUR, 9 * HOUR));
}
