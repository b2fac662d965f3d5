import {
  AGENT_ACTS,
  ASK_STEPS,
  CONCERNS,
  MOODS,
  PARTNER_ACTS,
  PRICE_BASES,
  RATE_UNITS,
  STAGES,
  TACTICS,
  TAX_BASES,
} from '../../taxonomy.js';
import { MENTION_KINDS, type MentionKind } from '../../understanding/reading.js';

/** Tickets and levers that have a tag of their own; further ones share the last. */
const NUMBERED = 6;
/** Rounds and nights are told apart up to here. */
const MOST_ROUNDS = 6;
const MOST_NIGHTS = 7;

/** How far our ask and the partner's figure (or the current rate) are apart, in percent of the current rate. */
const GAPS = ['none', 'up_to_2', 'up_to_5', 'up_to_10', 'up_to_20', 'over_20'] as const;
export type Gap = (typeof GAPS)[number];

/** Where the partner's figure lies; relations are to our ask and the current rate only. */
const QUOTE_RELATIONS = ['none', 'at_or_below_ask', 'above_ask', 'at_or_above_current'] as const;
export type QuoteRelation = (typeof QUOTE_RELATIONS)[number];

const numbersTo = (count: number, from = 1): number[] => Array.from({ length: count - from + 1 }, (_, index) => index + from);
const family = (name: string, values: readonly (string | number)[]): string[] => values.map((value) => `<${name}:${value}>`);

/** One tag of a family: `<stage:bargaining>`. */
export const tag = (name: string, value: string | number): string => `<${name}:${value}>`;
export const ticketTag = (index: number): string => tag('ticket', Math.min(index + 1, NUMBERED));
export const leverTag = (index: number): string => tag('lever', Math.min(index + 1, NUMBERED));
export const roundTag = (round: number): string => tag('round', Math.min(round, MOST_ROUNDS));
export const nightsTag = (nights: number): string => tag('nights', Math.min(nights, MOST_NIGHTS));

/** What a number that is on no record becomes. */
export const kindSlot = (kind: MentionKind): string => (kind === 'money' ? 'amount' : kind);

/** Every tag that a transcript can hold. Each is one token to a model; the order is part of the serialiser's version. */
export const TAGS: readonly string[] = [
  ...[
    'system',
    'partner',
    'person',
    'agent',
    'menu',
    'levers',
    'may',
    'must',
    'used',
    'plan',
    '/plan',
    'script',
    'silent',
    'end',
  ].map((name) => `<${name}>`),
  ...family('stage', STAGES),
  ...family('act', [...PARTNER_ACTS, 'none']),
  ...family('round', numbersTo(MOST_ROUNDS, 0)),
  ...family('mood', MOODS),
  ...family('concern', CONCERNS),
  ...family('gap', GAPS),
  ...family('quote', QUOTE_RELATIONS),
  ...family('basis', [...PRICE_BASES, 'unknown', 'none']),
  ...family('do', AGENT_ACTS),
  ...family('tactic', TACTICS),
  ...family('ask', ASK_STEPS),
  ...family('lever', [...numbersTo(NUMBERED), 'none']),
  ...family('ticket', numbersTo(NUMBERED)),
  ...family('nights', numbersTo(MOST_NIGHTS, 0)),
  ...family('unit', RATE_UNITS),
  ...family('taxes', TAX_BASES),
];

/** Slots of a ticket: `{quote}` is of the ticket that a reply is about, `{quote_2}` of the second one. */
const TICKET_SLOTS = [
  'room',
  'stay',
  'nights',
  'basis',
  'current_rate',
  'competitor_rate',
  'competitor',
  'gap',
  'gap_percent',
  'standing_ask',
  'ask_rate',
  'quote',
  'agreed_rate',
];

/** Every slot that a transcript can hold, without braces; the last ones stand for numbers that are on no record. */
export const SLOTS: readonly string[] = [
  'ota',
  'hotel',
  'partner',
  'lever',
  'terms',
  'agreed_terms',
  ...TICKET_SLOTS,
  ...TICKET_SLOTS.flatMap((name) => numbersTo(NUMBERED).map((number) => `${name}_${number}`)),
  ...MENTION_KINDS.map(kindSlot),
];

const KNOWN_SLOTS: ReadonlySet<string> = new Set(SLOTS);

/** Whether a text may hold this slot; a ticket beyond the last numbered one has none. */
export const isSlot = (name: string): boolean => KNOWN_SLOTS.has(name);
