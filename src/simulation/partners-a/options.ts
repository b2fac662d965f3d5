import { type Chance } from '../world/chance.js';
import { within, type Goodwill } from './goodwill.js';
import { type Persona } from './persona.js';
import { type Heard } from './reader.js';
import { type Room } from './rooms.js';

export const OPTIONS = [
  'accept',
  'counter',
  'stay_firm',
  'refuse',
  'give_reason',
  'question',
  'later',
  'silent',
  'leave',
  'person',
  'opt_out',
] as const;
export type Option = (typeof OPTIONS)[number];

/** Scale of the Gumbel noise: the lower, the more the best option is taken. */
const TEMPERATURE = 0.55;

/** What the utilities of a moment are made of. */
export interface Moment {
  room: Room;
  goodwill: Goodwill;
  persona: Persona;
  heard: Pick<Heard, 'asksFigure' | 'asksReason'>;
  /** See {@link Room.floor}. */
  floor: number;
  questionsAsked: number;
  reasonsGiven: number;
  /** Rounds that an owner who is away or a desk that is busy has put off already. */
  putOff: number;
}

/** Utility of each option at this moment; -Infinity rules it out. docs/simulation.md has the equations. */
export function utilitiesOf(moment: Moment): Record<Option, number> {
  const { room, goodwill, persona, heard, questionsAsked, reasonsGiven, putOff } = moment;
  const { trust, annoyance } = goodwill;
  const ask = room.ask ?? 0;
  const { rate: next } = room.figure();
  const named = room.said !== undefined;
  const moves = room.canMove;
  const short = within(0, (moment.floor - ask) / room.current, 0.15);
  return {
    accept: acceptUtility(moment),
    counter:
      moves && next > ask ? 0.75 + 0.9 * room.progress + 0.5 * trust - 0.9 * annoyance + (heard.asksFigure ? 0.8 : 0) : -Infinity,
    stay_firm: named && !moves ? 0.5 + 0.6 * room.progress + 0.3 * annoyance : -Infinity,
    refuse: 0.5 + 7 * short + 0.8 * annoyance - 0.6 * trust - (named ? 0.9 : 0) - 0.2 * room.refusals,
    give_reason: (reasonsGiven === 0 ? 0.9 : -0.7 - 0.8 * reasonsGiven) + (heard.asksReason ? 1.6 : 0),
    question: -0.1 - 0.9 * questionsAsked - 0.4 * trust,
    later: -2.2 - 1.5 * putOff,
    silent: -2.8 + 1.2 * annoyance + (goodwill.tired ? 0.8 : 0),
    leave: -3.4 + 2.6 * annoyance + (goodwill.tired ? 0.9 : 0) + (short > 0 ? 0.3 * room.refusals : 0),
    person: -5.5 + 1.5 * annoyance,
    opt_out: -5.8 + 3.8 * annoyance * persona.touchiness,
  };
}

/**
 * Margin over the floor (nothing below it), how the ask stands beside the figure that would be named next, empty rooms,
 * goodwill, that it is its own figure, and the face that a yes after a no costs unless there was a reason for it.
 */
export function acceptUtility({ room, goodwill, floor }: Moment): number {
  const ask = room.ask;
  if (ask === undefined || ask < floor) return -Infinity;
  const beside = within(-0.06, (ask - room.figure().rate) / room.current, 0.03);
  const margin = within(0, (ask - floor) / room.current, 0.1);
  const face = goodwill.last === 'refused' && !goodwill.faceEased ? 0.9 : 0;
  const { trust, annoyance } = goodwill;
  const own = room.said !== undefined && ask >= room.said.rate - room.tolerance ? 2.5 : 0;
  return own + 0.9 + 38 * beside + 8 * margin + 0.8 * (1 - room.occupancy) + 1.1 * trust - 1.1 * annoyance - face;
}

/** Takes the best of the options after seeded Gumbel noise, which is a draw from their softmax. */
export function choose(utilities: Readonly<Record<Option, number>>, chance: Chance): Option {
  let best: Option = 'refuse';
  let most = -Infinity;
  for (const option of OPTIONS) {
    const value = utilities[option] + TEMPERATURE * gumbel(chance);
    if (value > most) [best, most] = [option, value];
  }
  return best;
}

const gumbel = (chance: Chance): number => -Math.log(-Math.log(chance.uniform() * (1 - 2e-12) + 1e-12));
