import { type Manner, type Season } from '../../training-data/corpus/dialogue.js';
import { type Concern, type Mood } from '../../domain/taxonomy.js';
import { type Chance } from '../world/chance.js';
import { OWN_PATTERNS } from './own-patterns.js';
import { type Saying, type UtterancePattern } from './utterance.js';

/** What is to be said, by whom and how. */
export interface Wanted {
  saying: Saying;
  concern: Concern;
  mood: Mood;
  manner: Manner;
  season: Season;
  /** About how many words they use. */
  words: number;
  /** Values of slots; patterns with other slots are not used. */
  slots: Readonly<Record<string, string>>;
}

/** Moods that do not go together are said in only if there is nothing else. */
const FRIENDLY: ReadonlySet<Mood> = new Set(['warm', 'amused']);
const UNFRIENDLY: ReadonlySet<Mood> = new Set(['annoyed', 'angry']);

interface Entry {
  pattern: UtterancePattern;
  slots: readonly string[];
  /** Logarithm of its length in words. */
  length: number;
}

const SLOT = /\{([a-z_0-9]+)\}/g;

/** Ways to say things, mined and own, chosen by what is said, worry, mood and manner. May be shared by many partners. */
export class UtteranceBank {
  /** What was found to fit before. */
  private readonly found = new Map<string, readonly Entry[]>();

  private constructor(private readonly entries: ReadonlyMap<Saying, readonly Entry[]>) {}

  /** A bank of these patterns and the simulation's own, so that every saying has some. */
  static of(patterns: readonly UtterancePattern[]): UtteranceBank {
    const entries = new Map<Saying, Entry[]>();
    for (const pattern of [...patterns, ...OWN_PATTERNS]) {
      const slots = [...pattern.text.matchAll(SLOT)].map((match) => match[1]!);
      const entry = { pattern, slots, length: logarithm(pattern.text.split(/\s+/).length) };
      entries.set(pattern.saying, [...(entries.get(pattern.saying) ?? []), entry]);
    }
    return new UtteranceBank(entries);
  }

  /** How many patterns there are for a saying. */
  count(saying: Saying): number {
    return this.entries.get(saying)?.length ?? 0;
  }

  /**
   * Words for what is wanted, with slots filled. Adds the pattern to `used`; a pattern that is there already comes again
   * only when all have been used.
   */
  say(wanted: Wanted, used: Set<string>, chance: Chance): string {
    const { pattern } = pickByWeight(this.fitting(wanted), wanted, used, chance);
    used.add(pattern.text);
    return pattern.text.replace(SLOT, (_, slot: string) => wanted.slots[slot]!);
  }

  private fitting(wanted: Wanted): readonly Entry[] {
    const { saying, concern, season, slots } = wanted;
    const key = `${saying} ${concern} ${season} ${Object.keys(slots).join(' ')}`;
    let fitting = this.found.get(key);
    if (fitting === undefined) this.found.set(key, (fitting = this.find(wanted)));
    return fitting;
  }

  /** The same worry or none; a reason has to be of the same worry, if there is one of it. */
  private find({ saying, concern, season, slots }: Wanted): readonly Entry[] {
    const fillable = (this.entries.get(saying) ?? []).filter((entry) => entry.slots.every((slot) => slots[slot] !== undefined));
    const holding = fillable.filter(({ pattern }) => pattern.season === undefined || pattern.season === season);
    const same = holding.filter(({ pattern }) => pattern.concern === concern);
    const plain = holding.filter(({ pattern }) => pattern.concern === 'none' && concern !== 'none');
    const found = [saying === 'give_reason' ? same : [...plain, ...same], holding, fillable].find(
      (entries) => entries.length > 0,
    );
    if (found === undefined) throw new RangeError(`Nothing to say for ${saying} with the slots ${Object.keys(slots).join(', ')}`);
    return found;
  }
}

const logarithm = (words: number): number => Math.log(words + 1);

function pickByWeight(entries: readonly Entry[], wanted: Wanted, used: ReadonlySet<string>, chance: Chance): Entry {
  const length = logarithm(wanted.words);
  const weights = new Float64Array(entries.length);
  let fresh = 0;
  let total = 0;
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index]!;
    total += weights[index] = weightOf(entry, wanted, length);
    if (used.has(entry.pattern.text)) weights[index] = -weights[index]!;
    else fresh += weights[index]!;
  }
  let left = chance.uniform() * (fresh > 0 ? fresh : total);
  const found = weights.findIndex((weight) => (left -= fresh > 0 ? Math.max(0, weight) : Math.abs(weight)) < 0);
  return entries[found < 0 ? entries.length - 1 : found]!;
}

function weightOf({ pattern, length }: Entry, wanted: Wanted, wantedLength: number): number {
  const clash =
    (FRIENDLY.has(pattern.mood) && UNFRIENDLY.has(wanted.mood)) || (UNFRIENDLY.has(pattern.mood) && !UNFRIENDLY.has(wanted.mood));
  const mood = pattern.mood === wanted.mood ? 3 : clash ? 0.02 : 1;
  const manner = pattern.manner === wanted.manner ? 2 : 1;
  const concern = pattern.concern !== 'none' && pattern.concern === wanted.concern ? 2 : 1;
  return (mood * manner * concern) / (1 + (length - wantedLength) ** 2);
}
