import { type Manner } from '../../training-data/corpus/dialogue.js';
import { CONCERNS, type Concern } from '../../domain/taxonomy.js';
import { FIGURE_STYLES, type FigureStyle } from '../language/figures.js';
import { type Chance } from '../world/chance.js';
import { type Scenario } from '../world/scenario.js';

export const WRITING_STYLES = ['terse', 'chatty', 'formal', 'careless', 'second_language'] as const;
export type WritingStyle = (typeof WRITING_STYLES)[number];

/** How they answer: in minutes, in hours, a day later, only after reminders now and then, or never. */
export const HABITS = ['prompt', 'hours', 'day_later', 'needs_reminder', 'never'] as const;
export type Habit = (typeof HABITS)[number];

/** Share of partners with each habit. */
export const HABIT_SHARES: Readonly<Record<Habit, number>> = {
  prompt: 0.53,
  hours: 0.25,
  day_later: 0.11,
  needs_reminder: 0.08,
  never: 0.03,
};

/** Things that come between, and how many conversations in a hundred have them. */
export const INTERRUPTION_SHARES = {
  ask_who: 10,
  ask_if_ai: 10,
  wrong_person: 5,
  later: 8,
  wants_person: 1.5,
  upset: 4,
  off_topic: 6,
  small_talk: 5,
  manipulate: 3,
  unclear: 7,
  acknowledge: 9,
  silence: 6,
} as const;
export type Interruption = keyof typeof INTERRUPTION_SHARES;

/** A hotel's person at the keyboard: what stays the same through a conversation. */
export interface Persona {
  concern: Concern;
  habit: Habit;
  style: WritingStyle;
  manner: Manner;
  /** About how many words a message of theirs has. */
  words: number;
  /** Sends two messages where one would do. */
  bursts: boolean;
  figureStyle: FigureStyle;
  /** Basis in which they name figures where the commission rate is known. */
  speaks: 'selling' | 'net';
  /** Says so when a figure is net, which most do. */
  marksBasis: boolean;
  /** Has to ask the owner before something is agreed. */
  needsOwner: boolean;
  /** How many of our messages they take before tiring, 6 to 16. */
  patience: number;
  /** Share of the way down that they go with each of our messages at neutral trust, 0.03 to 0.09. */
  pace: number;
  /** How late on the way they give most: above 1 early, below 1 late. */
  shape: number;
  /** How easily goodwill is lost, 0.7 to 1.4. */
  touchiness: number;
  /** Trust at the start, -0.2 to 0.3. */
  trust: number;
  /** Answers about all rooms of a message rather than one after the other. */
  bundles: boolean;
  /** Takes a yes back later. */
  fickle: boolean;
  /** Makes a slip in a figure, once. */
  slips: boolean;
  /** Message of ours (counted from one) at which something comes between. */
  interruptions: ReadonlyMap<number, Interruption>;
}

const STYLE_WORDS: Readonly<Record<WritingStyle, number>> = { terse: 3, chatty: 13, formal: 8, careless: 5, second_language: 7 };

/** Draws who answers for the hotel of a scenario. */
export function drawPersona(scenario: Scenario, chance: Chance): Persona {
  const style = chance.weighted<WritingStyle>([
    ['terse', 24],
    ['chatty', 16],
    ['formal', 20],
    ['careless', 18],
    ['second_language', 22],
  ]);
  const ticket = scenario.tickets[0]!.ticket;
  const convertible = ticket.commissionRate !== undefined;
  const otherBasis = ticket.priceBasis === 'selling' ? ('net' as const) : ('selling' as const);
  const busy = scenario.season === 'high' || scenario.season === 'event';
  return {
    concern: chance.weighted(concernWeights(busy, scenario)),
    habit: chance.weighted((Object.keys(HABIT_SHARES) as Habit[]).map((habit) => [habit, HABIT_SHARES[habit]])),
    style,
    manner: style === 'careless' ? 'careless' : chance.happens(style === 'formal' ? 0.4 : 0.15) ? 'demanding' : 'ordinary',
    words: STYLE_WORDS[style],
    bursts: chance.happens(0.25),
    figureStyle: figureStyleFor(Number(ticket.currentRate), chance),
    speaks: convertible && chance.happens(0.14) ? otherBasis : ticket.priceBasis,
    marksBasis: chance.happens(0.85),
    needsOwner: chance.happens(0.26),
    patience: chance.whole(6, 16),
    pace: chance.between(0.03, 0.09),
    shape: chance.between(0.7, 1.6),
    touchiness: chance.between(0.7, 1.4),
    trust: chance.between(-0.2, 0.3),
    bundles: chance.happens(0.55),
    fickle: chance.happens(0.03),
    slips: chance.happens(0.04),
    interruptions: drawInterruptions(chance),
  };
}

function concernWeights(busy: boolean, scenario: Scenario): [Concern, number][] {
  const empty = scenario.tickets[0]!.occupancy < 0.55;
  return CONCERNS.map((concern) => {
    if (concern === 'none') return [concern, 0.6];
    if (concern === 'season') return [concern, busy ? 2 : 0.5];
    if (concern === 'occupancy') return [concern, empty ? 0.4 : 1.6];
    return [concern, 1];
  });
}

function figureStyleFor(rate: number, chance: Chance): FigureStyle {
  if (rate >= 10_000 && chance.happens(0.3)) return 'thousands';
  return chance.weighted(FIGURE_STYLES.map((style) => [style, style === 'plain' ? 50 : style === 'words' ? 4 : 14]));
}

/** At most one thing comes between at a message; who they talk to is asked early, the rest anywhere. */
function drawInterruptions(chance: Chance): Map<number, Interruption> {
  const at = new Map<number, Interruption>();
  for (const kind of Object.keys(INTERRUPTION_SHARES) as Interruption[]) {
    if (!chance.happens(INTERRUPTION_SHARES[kind] / 100)) continue;
    const early = kind === 'ask_who' || kind === 'ask_if_ai' || kind === 'wrong_person';
    const message = early ? chance.whole(1, 2) : chance.whole(2, 8);
    if (!at.has(message)) at.set(message, kind);
  }
  return at;
}
