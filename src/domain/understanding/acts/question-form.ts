import { type TokenisedText } from '../language/tokens.js';

export interface AskingForm {
  any: boolean;
  /** With a question mark, not only by word order. */
  marked: boolean;
  sentences: ReadonlySet<number>;
}

const ASKING_WORDS: ReadonlySet<string> = new Set([
  'what',
  'which',
  'who',
  'whose',
  'whom',
  'when',
  'where',
  'why',
  'how',
  'que',
  'cual',
  'cuanto',
  'quanto',
  'quando',
  'cuando',
  'combien',
  'quel',
  'quelle',
  'wann',
  'welche',
  'welches',
  'quale',
  'qual',
  'berapa',
  'apa',
]);
const INVERTED_FIRST: ReadonlySet<string> = new Set([
  'is',
  'are',
  'do',
  'does',
  'did',
  'can',
  'could',
  'will',
  'would',
  'have',
  'has',
  'may',
  'shall',
  'should',
  'was',
  'were',
  'am',
]);
const SUBJECTS: ReadonlySet<string> = new Set([
  'you',
  'i',
  'we',
  'they',
  'it',
  'he',
  'she',
  'this',
  'that',
  'there',
  'the',
  'your',
  'my',
  'our',
  'guests',
  'anyone',
  'somebody',
  'someone',
  'these',
  'breakfast',
  'a',
  'any',
  'tax',
  'taxes',
  'those',
  'all',
]);
const OPENERS: ReadonlySet<string> = new Set([
  'and',
  'but',
  'so',
  'ok',
  'well',
  'then',
  'also',
  'hi',
  'hello',
  'sorry',
  'please',
  'yes',
  'no',
  'for',
  'at',
  'with',
  'to',
  'in',
  'on',
  'from',
  'first',
  'one',
  'wait',
  'hmm',
  'oh',
  'ah',
]);
const CJK_QUESTION = /[吗嗎呢么か까ไหม]$/u;

/** Which sentences ask: by their mark, or by a question word or inverted order at the beginning. */
export function readAskingForms(text: TokenisedText): AskingForm {
  const sentences = new Set<number>();
  let marked = false;
  text.sentences.forEach((sentence, index) => {
    if (sentence.question) {
      marked = true;
      sentences.add(index);
      return;
    }
    let at = sentence.start;
    while (at < sentence.end - 1 && at < sentence.start + 2 && OPENERS.has(text.tokens[at]?.word ?? '')) at += 1;
    const first = text.tokens[at]?.word ?? '';
    const second = at + 1 < sentence.end ? (text.tokens[at + 1]?.word ?? '') : '';
    const inverted =
      INVERTED_FIRST.has(first) &&
      SUBJECTS.has(second) &&
      !(first === 'do' && (second === 'it' || second === 'that' || second === 'this'));
    const asked = ASKING_WORDS.has(first) && sentence.end - at <= 14 && second !== 'a' && !(first === 'why' && second === 'not');
    if (inverted || asked || CJK_QUESTION.test(text.tokens[sentence.end - 1]?.word ?? '')) sentences.add(index);
  });
  if (text.sentences.length === 0 && /[?？؟]/u.test(text.text)) return { any: true, marked: true, sentences };
  return { any: sentences.size > 0, marked, sentences };
}
