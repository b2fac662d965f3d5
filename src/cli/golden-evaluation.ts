import { type InterpretInput, type Mention, type PartnerReading, type Quote } from '../domain/understanding/reading.js';
import { interpret } from '../domain/understanding/interpret.js';
import { type Concern, type PartnerAct, type QuestionTopic } from '../domain/taxonomy.js';

/** An utterance with what a careful person reads in it. Absent expectations are not checked. */
export interface GoldenUtterance {
  id: string;
  text: string;
  asked?: InterpretInput['asked'];
  expected: {
    /** All of these; the most likely act must be one of them. */
    acts: PartnerAct[];
    /** At least one of these will do: people would differ. Counts for no class. */
    someActs?: PartnerAct[];
    /** Nothing said about what it is, only about what it is not. */
    anyActs?: boolean;
    /** Must not be read with more than half a belief. */
    notActs?: PartnerAct[];
    /** Every quote, as far as its fields are given; an empty list means none at all. `near`: the amount, one-sided or not. */
    quotes?: (Partial<Quote> & { near?: string })[];
    /** Among the mentions. */
    mentions?: Partial<Mention>[];
    topics?: QuestionTopic[];
    concerns?: Concern[];
    ambiguous?: boolean;
  };
}

export interface ClassScore {
  name: string;
  expected: number;
  found: number;
  correct: number;
}

export interface GoldenReport {
  utterances: number;
  classes: ClassScore[];
  misses: { id: string; text: string; fault: string }[];
}

/** What every golden utterance is said about, so that "20 less" and "yes" have something to refer to. */
const SETTING = {
  currency: 'EUR',
  standingAsk: '440',
  today: '2026-11-16',
  tickets: [
    {
      id: 'double',
      roomType: 'Double Room',
      stay: { from: '2026-11-24', to: '2026-11-27' },
      currency: 'EUR',
      priceBasis: 'selling',
      currentRate: '520',
      standingAsk: '440',
    },
  ],
} satisfies Partial<InterpretInput>;
const SURE = 0.6;

/** Reads every utterance and scores acts, quotes, mentions, topics, concerns and ambiguity by class. */
export function evaluateGolden(utterances: readonly GoldenUtterance[]): GoldenReport {
  const classes = new Map<string, ClassScore>();
  const misses: GoldenReport['misses'] = [];
  const count = (name: string, kind: 'expected' | 'found' | 'correct'): void => {
    const score = classes.get(name) ?? { name, expected: 0, found: 0, correct: 0 };
    score[kind] += 1;
    classes.set(name, score);
  };
  for (const { id, text, asked, expected } of utterances) {
    const reading = interpret({ ...SETTING, text, ...(asked === undefined ? {} : { asked }) });
    const fault = (what: string): void => void misses.push({ id, text, fault: what });
    scoreActs(reading, expected, count, fault);
    if (expected.quotes !== undefined) scoreQuotes(reading, expected.quotes, count, fault);
    scoreLists(reading, expected, count, fault);
    if (expected.ambiguous !== undefined) {
      count('ambiguous', 'expected');
      if (reading.ambiguous) count('ambiguous', 'found');
      if (reading.ambiguous === expected.ambiguous) count('ambiguous', 'correct');
      else fault('not read as ambiguous');
    }
  }
  return {
    utterances: utterances.length,
    classes: [...classes.values()].sort((one, other) => one.name.localeCompare(other.name, 'en')),
    misses,
  };
}

type Count = (name: string, kind: 'expected' | 'found' | 'correct') => void;
type Fault = (what: string) => void;

function scoreActs(reading: PartnerReading, expected: GoldenUtterance['expected'], count: Count, fault: Fault): void {
  const found = new Set(reading.acts.filter(({ confidence }, rank) => rank === 0 || confidence >= SURE).map(({ act }) => act));
  const said = reading.acts.map(({ act, confidence }) => `${act} ${confidence}`).join(', ');
  for (const act of expected.notActs ?? []) {
    count('not consent or refusal', 'expected');
    count('not consent or refusal', 'found');
    if (reading.acts.some((read) => read.act === act && read.confidence > 0.5)) fault(`read as ${act} (${said})`);
    else count('not consent or refusal', 'correct');
  }
  if (expected.anyActs === true) return;
  if (expected.someActs !== undefined) {
    count('one of several acts', 'expected');
    count('one of several acts', 'found');
    if (expected.someActs.some((act) => found.has(act))) count('one of several acts', 'correct');
    else fault(`expected one of ${expected.someActs.join(', ')}, read ${said}`);
    return;
  }
  for (const act of expected.acts) {
    count(`act ${act}`, 'expected');
    if (found.has(act)) count(`act ${act}`, 'correct');
    else fault(`expected ${act}, read ${said}`);
  }
  for (const act of found) {
    count(`act ${act}`, 'found');
  }
}

function scoreQuotes(
  reading: PartnerReading,
  expected: NonNullable<GoldenUtterance['expected']['quotes']>,
  count: Count,
  fault: Fault,
): void {
  const offered = reading.quotes.filter((quote) => quote.refused !== true);
  const open = [...offered];
  for (const quote of expected) {
    const name = `quote ${quote.kind ?? 'any'}`;
    count(name, 'expected');
    const match = open.findIndex((read) => quoteFits(read, quote));
    if (match >= 0) {
      open.splice(match, 1);
      count(name, 'correct');
      count(name, 'found');
    } else fault(`expected ${JSON.stringify(quote)}, read ${JSON.stringify(offered)}`);
  }
  for (const quote of open) count(`quote ${quote.kind}`, 'found');
  if (expected.length === 0) {
    count('no quote', 'expected');
    count('no quote', 'found');
    if (offered.length === 0) count('no quote', 'correct');
    else fault(`expected no quote, read ${JSON.stringify(offered)}`);
  }
}

function quoteFits(read: Quote, { near, ...fields }: Partial<Quote> & { near?: string }): boolean {
  if (near !== undefined && ![read.amount, read.low, read.high].some((amount) => sameValue(amount, near))) return false;
  return Object.entries(fields).every(([field, value]) => sameValue(read[field as keyof Quote], value));
}

function sameValue(read: unknown, expected: unknown): boolean {
  if (read === expected) return true;
  return typeof read === 'string' && typeof expected === 'string' && read !== '' && Number(read) === Number(expected);
}

function scoreLists(reading: PartnerReading, expected: GoldenUtterance['expected'], count: Count, fault: Fault): void {
  for (const mention of expected.mentions ?? []) {
    const name = `mention ${mention.kind ?? 'any'}`;
    count(name, 'expected');
    if (
      reading.mentions.some((read) =>
        Object.entries(mention).every(([field, value]) => sameValue(read[field as keyof Mention], value)),
      )
    ) {
      count(name, 'correct');
    } else fault(`expected a mention ${JSON.stringify(mention)}, read ${JSON.stringify(reading.mentions)}`);
  }
  for (const [name, wanted, read] of [
    ['topic', expected.topics, reading.topics],
    ['concern', expected.concerns, reading.concerns],
  ] as const) {
    for (const item of wanted ?? []) {
      count(`${name} ${item}`, 'expected');
      if ((read as readonly string[]).includes(item)) count(`${name} ${item}`, 'correct');
      else fault(`expected ${name} ${item}, read ${read.join(', ')}`);
    }
    if (wanted !== undefined) for (const item of read) count(`${name} ${item}`, 'found');
  }
  for (const mention of expected.mentions === undefined ? [] : reading.mentions) count(`mention ${mention.kind}`, 'found');
}

/** Share found of what was there. 1 where nothing was. */
export function recallOf({ expected, correct }: ClassScore): number {
  return expected === 0 ? 1 : correct / expected;
}

/** Share right of what was found. 1 where nothing was found. */
export function precisionOf({ found, correct }: ClassScore): number {
  return found === 0 ? 1 : Math.min(1, correct / found);
}

/** Sums over the classes whose name begins so. */
export function totalOf(report: GoldenReport, prefix: string): ClassScore {
  const total: ClassScore = { name: prefix, expected: 0, found: 0, correct: 0 };
  for (const score of report.classes) {
    if (!score.name.startsWith(prefix)) continue;
    total.expected += score.expected;
    total.found += score.found;
    total.correct += score.correct;
  }
  return total;
}
