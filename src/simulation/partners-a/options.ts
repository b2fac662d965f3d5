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
const TEMPERATURE = 0.48;

/** What the utilities of a moment are made of. */
export interface Moment {
  room: Room;
  goodwill: Goodwill;
  persona: Persona;
  heard: Pick<Heard, 'asksFigure' | 'asksReason' | 'offersPerson'>;
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
    // A yes after "shall a colleague look at it?" would be a yes to the colleague.
    accept: heard.offersPerson ? -Infinity : acceptUtility(moment),
    counter:
      moves && next > ask
        ? 0.75 + 0.9 * room.progress + 0.5 * trust - 0.9 * annoyance - 0.7 * room.waits + (heard.asksFigure ? 0.8 : 0)
        : -Infinity,
    stay_firm: named && !moves ? 0.5 + 0.6 * room.progress + 0.3 * annoyance + 0.7 * room.waits : -Infinity,
    refuse: 0.5 + 7 * short + 0.8 * annoyance - 0.6 * trust + 0.8 * room.waits - (named ? 0.9 : 0) - 0.2 * room.refusals,
    give_reason: (reasonsGiven === 0 ? 0.9 : -0.7 - 0.8 * reasonsGiven) + (heard.asksReason ? 1.6 : 0),
    question: -0.1 - 0.9 * questionsAsked - 0.4 * trust,
    later: -2.2 - 1.5 * putOff,
    silent: -2.8 + 1.2 * annoyance + (goodwill.tired ? 0.8 : 0),
    leave: -3.6 + 3.2 * annoyance + (goodwill.tired ? 0.9 : 0) + (short > 0 ? 0.3 * room.refusals : 0),
    person: -5.5 + 1.5 * annoyance,
    opt_out: -5.8 + 3.8 * annoyance * persona.touchiness,
  };
}

/**
 * Margin over the floor (nothing below it), how the ask stands beside the figure that would be named next, how far they
 * have come round, empty rooms, goodwill, that it is its own figure, what waiting might bring, and the face that a yes
 * after a no costs unless there was a reason for it.
 */
export function acceptUtility({ room, goodwill, floor }: Moment): number {
  const ask = room.ask;
  if (ask === undefined || ask < floor) return -Infinity;
  const beside = within(-0.04, (ask - room.figure().rate) / room.current, 0.03);
  const margin = within(0, (ask - floor) / room.current, 0.06);
  const face = goodwill.last === 'refused' && !goodwill.faceEased ? 0.9 : 0;
  const { trust, annoyance } = goodwill;
  const own = room.said !== undefined && ask >= room.said.rate - room.tolerance ? 2.5 : 0;
  const ready = 5.5 * room.progress + 1.4 * trust - 2 * annoyance - 2.2 * room.waits;
  return own - 1.4 + 20 * beside + 5 * margin + 0.8 * (1 - room.occupancy) + ready - face;
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
