import { within } from './goodwill.js';
import { type Room } from './rooms.js';

/** What of a new ask is fair, as shares of the current rate. */
const FAIR = {
  /** Comes up by so much without being thought eager. */
  bare: 0.003,
  /** A worry met or a reason not heard before carries so much more. */
  reason: 0.003,
  /** Of what they have come down since we last asked. */
  ofTheirs: 0.3,
} as const;
/** How much waiting pays in their eyes for each share of the current rate that we gave for nothing. */
const EAGERNESS = 45;
/** What of that is left from one message to the next. */
const FORGETS = 0.82;
/** How much faster they move where they could take the ask, and how far below that it gets nowhere. */
const SOUND = 1.5;
const HOPELESS = 0.07;
/** Asks this near each other are the same one, as a share of the current rate. */
export const SAME = 0.0015;

/** How one of our asks stands beside the one before it, as shares of the current rate. */
export interface AskStepSeen {
  same: boolean;
  lower: boolean;
  /** How much our ask came up. */
  raised: number;
  /** How much they came down since we last asked. */
  gave: number;
  /** How far below the reservation rate it lies. */
  short: number;
}

/** Takes an ask down. */
export function seeAsk(room: Room, rate: number): AskStepSeen {
  const change = room.ask === undefined ? 0 : (rate - room.ask) / room.current;
  const standing = room.said?.rate ?? room.current;
  const seen = {
    same: room.ask !== undefined && Math.abs(change) < SAME,
    lower: change < -0.003,
    raised: Math.max(0, change),
    gave: Math.max(0, ((room.standingAtAsk ?? room.current) - standing) / room.current),
    short: Math.max(0, (room.reservation - rate) / room.current),
  };
  room.ask = rate;
  room.standingAtAsk = standing;
  return seen;
}

/**
 * Who comes up fast and for nothing will come up further: the partner begins to wait for that. What was earned, by their
 * own moving or by a reason, is answered in kind. Returns the part that was earned.
 */
export function judgePace(room: Room, { raised, gave }: AskStepSeen, reasoned: boolean): number {
  const fair = FAIR.bare + (reasoned ? FAIR.reason : 0) + FAIR.ofTheirs * gave;
  room.waits = within(0, room.waits + EAGERNESS * Math.max(0, raised - fair), 1);
  return Math.min(raised, fair);
}

/**
 * An ask that leaves them something is one to think about; one far below what they could take gets nowhere. The share of
 * the pace at which they come down after it.
 */
export const soundness = ({ short }: AskStepSeen): number => (short === 0 ? SOUND : within(0, 1 - short / HOPELESS, 1));

/** Between messages the wish to wait fades. */
export function forgetPace(room: Room): void {
  room.waits *= FORGETS;
}
