import { type ReplySignals, type Sentence } from '../signals/signals.js';
import { Phrase, phrases } from '../signals/phrases/phrase.js';

/** Words by which a reply states something, looked for sentence by sentence. All patterns run on folded text and are linear. */
export interface Statement<Pattern = Phrase> {
  /** A sentence with such a statement holds one of these words. */
  hint: Pattern;
  says: readonly Pattern[];
  /** In the words before the statement, in its own clause: denied, asked or reported rather than stated. */
  unlessBefore?: RegExp;
  /** Inside the words found: "I will not change". */
  unlessInside?: RegExp;
  /** Anywhere in the sentence. */
  unless?: Pattern;
  /** Whether a question states it as well ("Shall I move you up the list?"). */
  inQuestions: boolean;
}

export function statement({ hint, says, unless, ...rest }: Statement<RegExp>): Statement {
  return { ...rest, hint: new Phrase(hint), says: phrases(says), ...(unless && { unless: new Phrase(unless) }) };
}

export interface Stated {
  sentence: Sentence;
  /** What was found, folded. */
  words: string;
  /** Where in the folded sentence. */
  index: number;
}

/** "I can't promise", "no guarantee", "nobody can say whether …": said to deny it. */
export const DENIED =
  /\b(?:not|never|nor|neither|cannot|nothing|nobody|none|no one|without|unable|no(?= (?:promise|guarantee|say|influence|way|claim|record|right|power|offer|change|part|intention|plan|need|obligation|extra))|refuse[ds]?|impossible|rather than|instead of|whether|wrong to|misleading|untrue|avoid)\b|n't\b|^no\b|\bno (?:\w+ )?$/;

/** A denial among the words found. */
export const HAS_NOT = /\b(?:not|never|cannot|no)\b|n't\b/;

/** Breaks behind which a denial does not reach. */
const CLAUSE = /(?:; |, but |, and (?:i|we|you|it|that|this) |, so |, then | - | but )/g;

/** Every statement of this kind in the reply, at most one for each sentence. */
export function statementsIn({ sentences }: ReplySignals, statement: Statement): Stated[] {
  return sentences.flatMap((sentence): Stated[] => {
    const { folded } = sentence;
    if (sentence.question && !statement.inQuestions) return [];
    for (const phrase of statement.says) {
      const found = phrase.exec(folded);
      if (!found) continue;
      if (!statement.hint.test(folded) || statement.unless?.test(folded)) return [];
      if (!statement.unlessInside?.test(found[0]) && !statement.unlessBefore?.test(clauseBefore(folded, found.index))) {
        return [{ sentence, words: found[0], index: found.index }];
      }
    }
    return [];
  });
}

/** What stands before `index` in its own clause. */
export function clauseBefore(folded: string, index: number): string {
  let start = 0;
  for (const { 0: sign, index: at } of folded.slice(0, index).matchAll(CLAUSE)) start = at + sign.length;
  return folded.slice(start, index);
}
