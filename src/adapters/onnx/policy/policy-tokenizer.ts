import { WordTokenizer } from '../word-tokenizer.js';

/** A tag takes the space before it with it; a slot is set exactly where it stands. */
const TAG = /^<[^<> ]+>$/;
const SLOT = /^\{[a-z0-9_]+\}$/;

/** The policy's tokens, as its trainer made them: byte pairs, and each tag and slot one token. */
export class PolicyTokenizer extends WordTokenizer {
  /** The text as it was encoded, with one space before each tag. */
  override decode(ids: readonly number[]): string {
    let text = '';
    let words: number[] = [];
    const flush = (): void => {
      if (words.length > 0) text += super.decode(words);
      words = [];
    };
    for (const id of ids) {
      const token = this.tokenOf(id);
      if (TAG.test(token) || SLOT.test(token)) {
        flush();
        text += TAG.test(token) ? ` ${token}` : token;
      } else {
        words.push(id);
      }
    }
    flush();
    return text;
  }
}
