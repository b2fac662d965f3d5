/** What an ask costs of somebody's patience where we stay put. */
const HELD = 1;
/** How much less it costs where it is one that they could do, and where something new comes with it as well. */
const IN_EARNEST = 0.3;
const IN_EARNEST_AND_SUPPORTED = 0.6;
/** What an affront costs, even where it moves. */
export const AFFRONTED = 0.5;
/** What it costs to be asked again what was asked before. */
export const ASKED_AGAIN = 1;

export interface Pressed {
  /** We asked for more than before, or offered something new. */
  moves: boolean;
  /** How seriously the ask is taken, 0 to 1. */
  serious: number;
  /** A reason, an offer or a word on their worry comes with it. */
  supported: boolean;
  affronts: boolean;
  /** They have not answered the ask before: a reminder is no pressure. */
  reminds: boolean;
}

/**
 * What our asks have cost of their patience. A move makes up for it as far as it is taken seriously; staying put costs,
 * less where the ask is one that they could do; an affront costs however much it moved.
 */
export function strainAfter(strain: number, { moves, serious, supported, affronts, reminds }: Pressed): number {
  const affront = affronts && !reminds ? AFFRONTED : 0;
  if (moves) return strain * (1 - serious) + affront;
  if (reminds) return strain;
  return strain + HELD - (supported ? IN_EARNEST_AND_SUPPORTED : IN_EARNEST) * serious + affront;
}
