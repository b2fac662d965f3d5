import { mask, wordsOf, type Reading } from './reading.js';

const REMEMBERED = 40;
/** Three words in a row that were said before, of all of the reply. */
const SAID_BEFORE = 0.6;
const TERMS_ACTS: ReadonlySet<string> = new Set(['confirm_terms', 'close_agreed', 'clarify']);

function triples(words: readonly string[]): string[] {
  return words.slice(0, Math.max(0, words.length - 2)).map((_, start) => words.slice(start, start + 3).join(' '));
}

/** Terms are said alike by their nature; other replies not. */
function repeatsUs({ reply, masked, ours }: Reading): boolean {
  const mine = triples(wordsOf(masked));
  if (mine.length < 4) return false;
  return ours.slice(-REMEMBERED).some((earlier) => {
    const theirs = mask(earlier, reply);
    if (theirs === masked) return true;
    if (TERMS_ACTS.has(reply.act) && theirs.includes('theroom') && masked.includes('theroom') && masked.includes('thestay'))
      return false;
    const before = new Set(triples(wordsOf(theirs)));
    return mine.filter((triple) => before.has(triple)).length / mine.length >= SAID_BEFORE;
  });
}

const LONGEST = 64;
const LONGEST_TERMS = 76;
const PER_FURTHER_ROOM = 14;

function isTooLong({ reply }: Reading): boolean {
  const statesTerms = reply.act === 'confirm_terms' || reply.act === 'close_agreed';
  const limit = statesTerms ? LONGEST_TERMS : LONGEST;
  const rooms = statesTerms ? Math.max(0, reply.rooms.length - 1) : 0;
  return reply.text.split(/\s+/).length > limit + PER_FURTHER_ROOM * rooms;
}

/** Whether a colleague should answer, or what else would do, may be asked beside the one question. */
const SIDE_QUESTION =
  /\bcolleague\b|\bpass it on\b|\bwould you like that\b|\b(?:which|what) (?:rate|nights?|could)\b.{0,25}(?:possible|be|offer)\?/;

/** Every reply asks one thing. */
function asksTooMuch({ sentences }: Reading): boolean {
  const questions = sentences.filter((sentence) => sentence.includes('?'));
  const side = questions.some((question) => SIDE_QUESTION.test(question)) ? 1 : 0;
  return questions.length - side > 1;
}

export function repetitionBroken(reading: Reading): string[] {
  const broken: string[] = [];
  if (repeatsUs(reading)) broken.push('near-repetition');
  if (isTooLong(reading)) broken.push('over-length');
  if (asksTooMuch(reading)) broken.push('too-many-questions');
  return broken;
}
