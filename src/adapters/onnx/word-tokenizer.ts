import * as library from '@huggingface/tokenizers';

/** What is used of the library. Its own declarations import each other without extensions, which this module system does not read. */
interface LibraryTokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): { ids: number[] };
  decode(ids: number[], options: { skip_special_tokens: boolean; clean_up_tokenization_spaces: boolean }): string;
  token_to_id(token: string): number | undefined;
  id_to_token(id: number): string | undefined;
}

const { Tokenizer } = library as unknown as { Tokenizer: new (json: object, config: object) => LibraryTokenizer };

/** A model's tokens, as its `tokenizer.json` describes them. */
export class WordTokenizer {
  private readonly tokenizer: LibraryTokenizer;

  constructor(json: object) {
    this.tokenizer = new Tokenizer(json, {});
  }

  encode(text: string): number[] {
    return [...this.tokenizer.encode(text, { add_special_tokens: false }).ids];
  }

  decode(ids: number[]): string {
    return this.tokenizer.decode(ids, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  }

  /** @throws where the vocabulary has no such token: model and serialiser do not belong together */
  idOf(token: string): number {
    const id = this.tokenizer.token_to_id(token);
    if (id === undefined) throw new Error(`The model's vocabulary has no ${token}`);
    return id;
  }

  tokenOf(id: number): string {
    return this.tokenizer.id_to_token(id) ?? '';
  }
}
