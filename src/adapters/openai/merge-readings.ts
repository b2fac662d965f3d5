import { Decimal } from 'decimal.js';
import {
  CONCERNS,
  MOODS,
  PARTNER_ACTS,
  QUESTION_TOPICS,
  type Concern,
  type Mood,
  type PartnerAct,
  type QuestionTopic,
} from '../../domain/taxonomy.js';
import { joinActs } from '../../domain/understanding/acts/join-acts.js';
import { type Ambiguity, type InterpretInput, type PartnerReading, type Quote } from '../../domain/understanding/reading.js';
import { foldForQuoting, occursIn } from './quoting.js';
import { isRecord } from './read-json.js';

/** What a model read, each point with the partner's own words for it. */
export interface ModelReading {
  acts: { act: PartnerAct; words: string }[];
  /** Numbers that the partner proposes or agrees to; decimal strings. */
  amounts: { value: string; words: string }[];
  concerns: Concern[];
  mood: Mood;
  topics: QuestionTopic[];
}

/** Checks the shape of a model's answer; undefined where any part of it cannot be relied on. */
export function readModelReading(value: Record<string, unknown>): ModelReading | undefined {
  const acts = listOf(value['acts'], (entry) => {
    const act = PARTNER_ACTS.find((known) => known === entry['act']);
    return act && typeof entry['words'] === 'string' ? { act, words: entry['words'] } : undefined;
  });
  const amounts = listOf(value['amounts'], (entry) => {
    const amount = decimal(entry['value']);
    return amount !== undefined && typeof entry['words'] === 'string' ? { value: amount, words: entry['words'] } : undefined;
  });
  const mood = MOODS.find((known) => known === value['mood']);
  if (!acts || !amounts || !mood) return undefined;
  return { acts, amounts, mood, concerns: known(value['concerns'], CONCERNS), topics: known(value['topics'], QUESTION_TOPICS) };
}

/**
 * The deterministic reading, enriched by what a model read. Numbers and consent stay as the parser read them; where the
 * model sees others, the reading becomes ambiguous, so that we ask instead of guessing. What the model cannot show in the
 * partner's own words does not count.
 */
export function mergeReadings(
  { text, asked }: Pick<InterpretInput, 'text' | 'asked'>,
  parsed: PartnerReading,
  model: ModelReading,
): PartnerReading {
  const folded = foldForQuoting(text);
  const said = model.acts.filter(({ words }) => occursIn(words, folded)).map(({ act }) => act);
  const hearsNoYes = !said.includes('accept') || said.includes('conditional_accept');
  const joined = joinActs(parsed, { acts: said, hearsNoYes }, asked);
  const ambiguities = new Set<Ambiguity>(joined.ambiguities);
  if (numbersDiffer(folded, parsed.quotes, model)) ambiguities.add('amount');

  const concerns = parsed.concerns.filter((concern) => concern !== 'none');
  const alsoConcerned = model.concerns.filter((concern) => concern !== 'none' && !concerns.includes(concern));
  const allConcerns = [...concerns, ...alsoConcerned];
  const questions = joined.acts.some(({ act }) => act === 'question');
  return {
    ...joined,
    topics: questions ? [...new Set([...parsed.topics, ...model.topics])] : parsed.topics,
    concerns: allConcerns.length > 0 ? allConcerns : parsed.concerns,
    mood: parsed.mood === 'neutral' ? model.mood : parsed.mood,
    ambiguous: ambiguities.size > 0,
    ambiguities: [...ambiguities],
  };
}

/** A number is disputed where one side takes it for a proposal and the other does not. */
function numbersDiffer(folded: string, quotes: readonly Quote[], model: ModelReading): boolean {
  const proposed = quotes.filter((quote) => !quote.refused);
  const corrected = proposed.filter((quote) => quote.corrects);
  const standing = (corrected.length > 0 ? corrected : proposed).flatMap(numbersIn);
  const all = proposed.flatMap(numbersIn);
  // A number that the model cannot show in the text was made up, or worked out (a midpoint): no dispute.
  const seen = model.amounts.filter(({ words }) => occursIn(words, folded)).map(({ value }) => value);
  const within = (value: string, others: readonly string[]): boolean => others.some((other) => new Decimal(other).eq(value));
  return seen.some((value) => !within(value, all)) || standing.some((value) => !within(value, seen));
}

function numbersIn({ amount, low, high, percent, delta }: Quote): string[] {
  return [amount, low, high, percent, delta].flatMap((value) =>
    value === undefined ? [] : [new Decimal(value).abs().toFixed()],
  );
}

function decimal(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,12}(\.\d{1,6})?$/.test(text) ? text : undefined;
}

function listOf<T>(value: unknown, read: (entry: Record<string, unknown>) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > 50) return undefined;
  const entries = value.map((entry) => (isRecord(entry) ? read(entry) : undefined));
  return entries.some((entry) => entry === undefined) ? undefined : (entries as T[]);
}

function known<T extends string>(value: unknown, words: readonly T[]): T[] {
  return Array.isArray(value) ? words.filter((word) => value.includes(word)) : [];
}
