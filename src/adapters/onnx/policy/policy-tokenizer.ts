import * as library from '@huggingface/tokenizers';

/** What is used of the library. Its own declarations import each other without extensions, which this module system does not read. */
interface LibraryTokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): { ids: number[] };
  decode(ids: number[], options: { skip_special_tokens: boolean; clean_up_tokenization_spaces: boolean }): string;
  token_to_id(token: string): number | undefined;
  id_to_token(id: number): string | undefined;
}

const { Tokenizer } = library as unknown as { Tokenizer: new (json: object, config: object) => LibraryTokenizer };

/** A tag takes the space before it with it; a slot is set exactly where it stands. */
const TAG = /^<[^<> ]+>$/;
const SLOT = /^\{[a-z0-9_]+\}$/;

/** The policy's tokens, as its trainer made them: byte pairs, and each tag and slot one token. */
export class PolicyTokenizer {
  private readonly tokenizer: LibraryTokenizer;

  /** `json`: content of the model's `tokenizer.json`. */
  constructor(json: object) {
    this.tokenizer = new Tokenizer(json, {});
  }

  encode(text: string): number[] {
    return [...this.tokenizer.encode(text, { add_special_tokens: false }).ids];
  }

  /** @throws where the vocabulary has no such tag or slot: model and serialiser do not belong together */
  idOf(token: string): number {
    const id = this.tokenizer.token_to_id(token);
    if (id === undefined) throw new Error(`The model's vocabulary has no ${token}`);
    return id;
  }

  /** The text as it was encoded, with one space before each tag. */
  decode(ids: readonly number[]): string {
    let text = '';
    let words: number[] = [];
    const flush = (): void => {
      if (words.length > 0)
        text += this.tokenizer.decode(words, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
      words = [];
    };
    for (const id of ids) {
      const token = this.tokenizer.id_to_token(id) ?? '';
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
