import { type Lever } from '../negotiation/ticket.js';
import { fold } from './fold.js';
import { remembering } from '../remembered.js';
import { type ReplySignals, type Sentence } from './signals.js';

/** Words that say nothing about what a lever is. */
const COMMON = new Set(
  'a an the and or of for on in at to from with by as is are be our your you we us this that these those it one all any every each per no not only than more will can free page pages stay stays rate rates room rooms hotel offer month months week weeks day days year night nights first'.split(
    ' ',
  ),
);

/** The words that make a lever what it is, folded and without endings. */
export function leverWords(text: string): string[] {
  return [...new Set((fold(text).match(/\p{L}{3,}/gu) ?? []).filter((word) => !COMMON.has(word)).map(stem))];
}

/** {@link leverWords} of the words of a lever, which are the same in reply after reply. */
export const wordsOfLever = remembering(leverWords, 2_000);

/** `badges`, `featured` and `listing` meet `badge`, `feature` and `list`. */
export function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ed|es|s|e)$/, '') : word.replace(/s$/, '');
}

/** Levers whose title stands in the reply, or most of whose own words stand in one sentence of it. */
export function leversNamedIn(text: string, sentences: readonly Sentence[], levers: readonly Lever[]): ReplySignals['levers'] {
  const lower = text.toLowerCase();
  const spoken = new Map<Sentence, Set<string>>();
  return levers.flatMap((lever) => {
    const title = lever.title.toLowerCase();
    const at = title === '' ? -1 : lower.indexOf(title);
    if (at >= 0 && lower.length === text.length) return [{ leverId: lever.id, span: [at, at + title.length] as const }];
    const words = wordsOfLever(lever.title);
    if (words.length === 0) return [];
    const sentence = sentences.find((each) => {
      const said = spoken.get(each) ?? new Set((each.folded.match(/\p{L}{3,}/gu) ?? []).map(stem));
      spoken.set(each, said);
      return words.filter((word) => said.has(word)).length >= Math.ceil(words.length * 0.6);
    });
    return sentence ? [{ leverId: lever.id, span: sentence.span }] : [];
  });
}
