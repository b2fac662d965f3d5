import { ACT_COUNTS_FROM } from '../../domain/conversation/advance.js';
import { ANSWERS_AN_ASK, CERTAIN, DOUBT, EXPLICIT, SPEAKS_AGAINST } from '../../domain/negotiation/resolve-quotes.js';
import { type PartnerAct } from '../../domain/taxonomy.js';
import { type PartnerReading } from '../../domain/understanding/reading.js';
import { type ReadTurn } from './read-dialogue.js';

export interface ReadingScore {
  name: string;
  labelled: number;
  found: number;
  correct: number;
  /** Found where the labels say otherwise. */
  wrong: ReadTurn[];
  /** Labelled, and not found. */
  missed: ReadTurn[];
}

export interface ReadingReport {
  turns: number;
  acts: ReadingScore[];
  /** A yes that the ledger would take, and amounts that it would hear. */
  binding: ReadingScore[];
  concerns: ReadingScore[];
  moods: ReadingScore[];
}

/** Acts that bind the partner or interrupt what is going on: a misread one does harm. */
export const CONSEQUENTIAL_ACTS: readonly PartnerAct[] = [
  'accept',
  'reject',
  'counter',
  'wants_person',
  'opt_out',
  'later',
  'wrong_person',
  'need_approval',
  'ask_if_ai',
  'ask_who',
  'upset',
  'retract',
  'manipulate',
];

/** Compares acts, offers, concerns and mood that were read with the labels. The labels are a writer's view, not the truth. */
export function evaluateTurns(turns: readonly ReadTurn[]): ReadingReport {
  return {
    turns: turns.length,
    acts: scoresOf(
      turns,
      (turn) => turn.labels.acts,
      ({ reading }) => heardActs(reading),
    ),
    binding: scoresOf(
      turns,
      ({ labels, offers, standing }) => [
        ...(standing && consents(labels) ? ['consent'] : []),
        ...offers.map(() => 'offer').slice(0, 1),
      ],
      (turn) => [...(takesYes(turn) ? ['consent'] : []), ...(offersFit(turn) ? ['offer'] : [])],
      (name, turn) => name === 'offer' && turn.offers.length > 0 && offersRead(turn.reading).length > 0,
    ),
    concerns: scoresOf(
      turns,
      ({ labels }) => labels.concerns,
      ({ reading }) => reading.concerns.filter((concern) => concern !== 'none'),
    ),
    moods: scoresOf(
      turns,
      ({ labels }) => [labels.mood],
      ({ reading }) => [reading.mood],
    ),
  };
}

/** Acts that the procedure would hear. */
export function heardActs({ acts }: PartnerReading): PartnerAct[] {
  return acts.filter(({ confidence }, rank) => rank === 0 || confidence >= ACT_COUNTS_FROM).map(({ act }) => act);
}

/** Which main labels the turns carry in which an act was wrongly found, or which surest acts those in which it was missed. */
export function confusionsOf({ wrong, missed }: ReadingScore): { found: [string, number][]; missed: [string, number][] } {
  return {
    found: counted(wrong.map(({ labels }) => labels.acts[0] ?? 'none')),
    missed: counted(missed.map(({ reading }) => reading.acts[0]?.act ?? 'none')),
  };
}

/** Share found of what is labelled. 1 where nothing is. */
export const recallOf = ({ labelled, correct }: ReadingScore): number => (labelled === 0 ? 1 : correct / labelled);
/** Share right of what was found. 1 where nothing was. */
export const precisionOf = ({ found, correct }: ReadingScore): number => (found === 0 ? 1 : correct / found);

function scoresOf(
  turns: readonly ReadTurn[],
  labelled: (turn: ReadTurn) => readonly string[],
  found: (turn: ReadTurn) => readonly string[],
  alsoFound: (name: string, turn: ReadTurn) => boolean = () => false,
): ReadingScore[] {
  const scores = new Map<string, ReadingScore>();
  const scoreOf = (name: string): ReadingScore => {
    const score = scores.get(name) ?? { name, labelled: 0, found: 0, correct: 0, wrong: [], missed: [] };
    scores.set(name, score);
    return score;
  };
  for (const turn of turns) {
    const expected = new Set(labelled(turn));
    const read = new Set(found(turn));
    for (const name of expected) {
      const score = scoreOf(name);
      score.labelled += 1;
      if (read.has(name)) score.correct += 1;
      else score.missed.push(turn);
      if (!read.has(name) && alsoFound(name, turn)) score.found += 1;
    }
    for (const name of read) {
      const score = scoreOf(name);
      score.found += 1;
      if (!expected.has(name)) score.wrong.push(turn);
    }
  }
  return [...scores.values()].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** A yes that is taken back in the same turn is none. */
const consents = ({ acts }: ReadTurn['labels']): boolean => acts.includes('accept') && !acts.includes('retract');

/** Whether the ledger would take the words for a yes to what stands. */
function takesYes({ reading, asked, standing }: ReadTurn): boolean {
  const confidence = (act: PartnerAct): number => reading.acts.find((entry) => entry.act === act)?.confidence ?? 0;
  return (
    standing &&
    confidence('accept') >= (ANSWERS_AN_ASK.includes(asked) ? CERTAIN : EXPLICIT) &&
    !reading.ambiguities.includes('consent') &&
    reading.conditions.length === 0 &&
    SPEAKS_AGAINST.every((act) => confidence(act) < DOUBT)
  );
}

/** Amounts read as offered; for bounds the one that is named. */
function offersRead({ quotes }: PartnerReading): string[] {
  return quotes
    .filter((quote) => quote.refused !== true && quote.kind === 'absolute')
    .flatMap(({ amount, low, high }) => amount ?? low ?? high ?? []);
}

/** Every amount that is offered was read, and nothing else; or something was read where nothing is offered. */
function offersFit({ offers, reading }: ReadTurn): boolean {
  const read = [...new Set(offersRead(reading))].map(Number);
  if (offers.length === 0) return read.length > 0;
  const wanted = new Set(offers.map(Number));
  return wanted.size === read.length && read.every((amount) => wanted.has(amount));
}

function counted(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([one, many], [other, more]) => more - many || one.localeCompare(other, 'en'));
}
