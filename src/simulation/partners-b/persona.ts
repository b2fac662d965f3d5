import { type Concern, type QuestionTopic } from '../../domain/taxonomy.js';
import { Chance } from '../world/chance.js';
import { type Scenario, type Season } from '../world/scenario.js';
import { INTERRUPTIONS, type Interruption } from './interruption-kinds.js';

export const MANNERS = ['plain', 'terse', 'chatty', 'formal', 'second_language', 'typos'] as const;
/** How a partner writes. */
export type Manner = (typeof MANNERS)[number];

export type Worry = Exclude<Concern, 'none'>;

/** What numbers of a persona are drawn from, `[lowest, highest]`; shares are of 1. */
export const PERSONA_RANGES = {
  /** How far below the current rate the first aspiration lies, as a share of it. */
  openingDiscount: [0.005, 0.06],
  /** How far towards an ask that they could do the aspiration goes each time they hear one. */
  adaptation: [0.15, 0.6],
  /** This far below the floor, as a share of the current rate, an ask is taken a third as seriously (by a factor of e). */
  tolerance: [0.01, 0.03],
  /** Answer to our concession: stingy to generous; drawn evenly on a logarithmic scale. */
  ratio: [0.5, 2.5],
  /** A step of ours up to this share of the current rate is an honest concession; more makes them wait for more. */
  usualStep: [0.005, 0.014],
  /** Largest concession of one round, as a share of the current rate. */
  largestStep: [0.02, 0.09],
  /** What an empty hotel gives in a round without a move of ours, as a share of what is left above the floor. */
  drift: [0, 0.12],
  /** An ask that they could do is taken where it lies this near to the aspiration, as a share of the current rate. */
  settlesFor: [0, 0.015],
  goodwillStart: [-0.3, 0.35],
  /** By how much treatment is felt. */
  sensitivity: [0.5, 1.5],
  /** Adaptation and ratio are multiplied by the exponential of this times goodwill. */
  goodwillPull: [0.9, 2],
  /** Patience: what our asks may cost of it until they harden (see `strainAfter`); about one an ask that stays put. */
  patience: [2, 4],
  /** Chance to answer a message at goodwill 0. */
  attention: [0.88, 1],
  nameChance: [0.35, 0.95],
  worryChance: [0.25, 0.8],
  questionChance: [0.06, 0.3],
  burstChance: [0.02, 0.4],
  /** Placebo partners only: our messages until their own schedule has run. */
  scheduleRounds: [4, 10],
  /** Placebo partners only: share of the way from first aspiration to floor that the schedule goes. */
  scheduleDepth: [0.3, 1],
  /** Placebo partners only: exponent of the schedule; above 1 it gives late. */
  scheduleShape: [0.6, 2],
} as const satisfies Record<string, readonly [number, number]>;

/** Everything that makes one partner differ from another; fixed for a conversation. */
export interface Persona {
  manner: Manner;
  /** First name, for the one who turns out to be the right person. */
  name: string;
  pace: 'at_once' | 'hours' | 'next_day';
  worries: readonly Worry[];
  questions: readonly QuestionTopic[];
  openingDiscount: number;
  adaptation: number;
  tolerance: number;
  ratio: number;
  settlesFor: number;
  usualStep: number;
  largestStep: number;
  drift: number;
  goodwillStart: number;
  sensitivity: number;
  goodwillPull: number;
  patience: number;
  hardensBy: 'final_word' | 'silence';
  attention: number;
  /** How many of our messages it takes until they answer at all; Infinity: never. */
  answersFrom: number;
  /** Silent from this message of ours on, for so many messages. */
  absence?: { from: number; messages: number };
  nameChance: number;
  worryChance: number;
  questionChance: number;
  burstChance: number;
  /** Chance that an ask they would take goes to the owner first. */
  ownerChance: number;
  ownerSays: 'yes' | 'no' | 'figure';
  /** What an owner who does not say yes wants above their aspiration, as a share. */
  ownerMarkup: number;
  hesitates: boolean;
  retracts: boolean;
  speaksFirst: boolean;
  bundles: boolean;
  /** Calls a room by a part of its name. */
  shortRoomNames: boolean;
  /** Figures end in multiples of so many natural steps. */
  rounding: 1 | 5 | 10;
  writesCurrency: 'never' | 'code' | 'symbol' | 'mixed';
  separatesThousands: boolean;
  /** Chance of a figure in words, "about", "k" or a percentage. */
  unusualFigureChance: number;
  /** Chance of a figure net where the ticket is selling, and the reverse. */
  otherBasisChance: number;
  /** Says which basis it is in without being asked. */
  labelsBasis: boolean;
  slipChance: number;
  otherRoomChance: number;
  /** Chance for each message of ours that it is answered with this instead. */
  interruptions: Readonly<Record<Interruption, number>>;
  scheduleRounds: number;
  scheduleDepth: number;
  scheduleShape: number;
}

const NAMES = ['Marta', 'Jonas', 'Elif', 'Paulo', 'Chiara', 'Anders', 'Noor', 'Vlad', 'Siti', 'Denise', 'Tomek', 'Aiko'] as const;

const QUESTIONS: readonly (readonly [QuestionTopic, number])[] = [
  ['purpose', 3],
  ['evidence', 4],
  ['which_dates', 2],
  ['which_room', 2],
  ['current_rate', 1.5],
  ['lever', 3],
  ['benefit', 3],
  ['commission', 1.5],
  ['price_basis', 1.5],
  ['payment', 1],
  ['process', 1.5],
  ['deadline', 1.5],
  ['limit', 1],
  ['identity', 1],
  ['privacy', 0.4],
];

/** How empty the season leaves a hotel, 0 to 1. */
export const SEASON_SLACK: Readonly<Record<Season, number>> = { low: 1, shoulder: 0.6, high: 0.2, event: 0 };

/** The persona of a partner: the same for the same scenario and seed. */
export function drawPersona(scenario: Scenario, seed: number): Persona {
  const chance = Chance.of(seed, 'partner-b', scenario.id, 'persona');
  const from = (name: keyof typeof PERSONA_RANGES): number => {
    const [low, high] = PERSONA_RANGES[name];
    return chance.between(low, high);
  };
  const [stingy, generous] = PERSONA_RANGES.ratio;
  return {
    manner: chance.weighted([
      ['plain', 3],
      ['terse', 2],
      ['chatty', 1.5],
      ['formal', 1.2],
      ['second_language', 1.8],
      ['typos', 1.5],
    ]),
    name: chance.pick(NAMES),
    pace: chance.weighted([
      ['at_once', 5],
      ['hours', 3],
      ['next_day', 1.4],
    ]),
    worries: drawWorries(scenario, chance),
    questions: distinct(chance, QUESTIONS, chance.whole(1, 4)),
    openingDiscount: from('openingDiscount'),
    adaptation: from('adaptation'),
    tolerance: from('tolerance'),
    settlesFor: from('settlesFor'),
    usualStep: from('usualStep'),
    ratio: stingy * Math.pow(generous / stingy, chance.uniform()),
    largestStep: from('largestStep'),
    drift: chance.happens(0.6) ? from('drift') : 0,
    goodwillStart: from('goodwillStart'),
    sensitivity: from('sensitivity'),
    goodwillPull: from('goodwillPull'),
    patience: chance.whole(...PERSONA_RANGES.patience),
    hardensBy: chance.happens(0.7) ? 'final_word' : 'silence',
    attention: from('attention'),
    answersFrom: chance.weighted([
      [1, 0.84],
      [2, 0.08],
      [3, 0.03],
      [Infinity, 0.05],
    ]),
    ...drawAbsence(chance),
    nameChance: from('nameChance'),
    worryChance: from('worryChance'),
    questionChance: from('questionChance'),
    burstChance: from('burstChance'),
    ownerChance: chance.happens(0.25) ? chance.between(0.4, 0.9) : 0,
    ownerSays: chance.weighted([
      ['yes', 0.55],
      ['figure', 0.25],
      ['no', 0.2],
    ]),
    ownerMarkup: chance.between(0.005, 0.025),
    hesitates: chance.happens(0.18),
    retracts: chance.happens(0.04),
    speaksFirst: chance.happens(0.03),
    bundles: chance.happens(0.4),
    shortRoomNames: chance.happens(0.65),
    rounding: chance.weighted([
      [1, 4],
      [5, 4],
      [10, 2],
    ]),
    writesCurrency: chance.weighted([
      ['never', 4],
      ['mixed', 3],
      ['code', 1.5],
      ['symbol', 1.5],
    ]),
    separatesThousands: chance.happens(0.4),
    unusualFigureChance: chance.happens(0.5) ? chance.between(0.05, 0.3) : 0,
    otherBasisChance: chance.happens(0.2) ? chance.between(0.6, 1) : 0,
    labelsBasis: chance.happens(0.7),
    slipChance: chance.happens(0.15) ? chance.between(0.1, 0.3) : 0,
    otherRoomChance: chance.happens(0.2) ? chance.between(0.1, 0.3) : 0,
    interruptions: drawInterruptions(chance),
    scheduleRounds: chance.whole(...PERSONA_RANGES.scheduleRounds),
    scheduleDepth: from('scheduleDepth'),
    scheduleShape: from('scheduleShape'),
  };
}

/** What a hotel worries about follows from how it stands; some worry about nothing in particular. */
function drawWorries(scenario: Scenario, chance: Chance): Worry[] {
  const fullness = Math.max(0, ...scenario.tickets.map(({ occupancy }) => occupancy));
  const busy = 1 - SEASON_SLACK[scenario.season];
  const weights: readonly (readonly [Worry, number])[] = [
    ['cost', 2.5],
    ['parity', 1.6],
    ['owner_approval', 1.2],
    ['grievance', 0.9],
    ['quality', 1.2],
    ['occupancy', fullness < 0.45 ? 0 : 0.4 + 2 * fullness],
    ['season', busy === 0 ? 0 : 0.4 + 1.6 * busy],
    ['commission', 1.2],
    ['cash_flow', 0.5 + (1 - fullness)],
  ];
  const count = chance.weighted([
    [0, 0.12],
    [1, 0.58],
    [2, 0.3],
  ]);
  return distinct(chance, weights, count);
}

function drawAbsence(chance: Chance): Pick<Persona, 'absence'> {
  if (!chance.happens(0.13)) return {};
  return {
    absence: {
      from: chance.whole(2, 7),
      messages: chance.weighted([
        [1, 0.65],
        [2, 0.2],
        [Infinity, 0.15],
      ] as const),
    },
  };
}

/** Most kinds are rare for everybody; a persona has one or two that it is inclined to. */
function drawInterruptions(chance: Chance): Record<Interruption, number> {
  const rates = {} as Record<Interruption, number>;
  for (const { kind, everyday, inclined, inclination } of INTERRUPTIONS)
    rates[kind] = chance.happens(inclination) ? chance.between(0.5, 1) * inclined : everyday;
  return rates;
}

function distinct<T>(chance: Chance, weights: readonly (readonly [T, number])[], count: number): T[] {
  const taken: T[] = [];
  while (taken.length < count) taken.push(chance.weighted(weights.filter(([value]) => !taken.includes(value))));
  return taken;
}
