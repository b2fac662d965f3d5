import { WordTokenizer } from '../word-tokenizer.js';
import { type ScorerText } from './scorer-text.js';

/** One row of a scorer's batch: token ids, and 1 for those of the reply. */
export interface ScorerRow {
  ids: number[];
  types: number[];
}

/** `[CLS] context [SEP] reply [SEP]`, as the trainer builds it. */
export class ScorerTokenizer {
  private readonly tokenizer: WordTokenizer;
  private readonly first: number;
  private readonly last: number;

  /** `json`: content of the model's `tokenizer.json`. */
  constructor(
    json: object,
    private readonly maximumTokens: number,
  ) {
    this.tokenizer = new WordTokenizer(json);
    this.first = this.tokenizer.idOf('[CLS]');
    this.last = this.tokenizer.idOf('[SEP]');
  }

  /** What is too long loses the beginning of its context; a context may be empty. */
  row({ context, reply }: ScorerText): ScorerRow {
    const own = this.tokenizer.encode(reply).slice(0, this.maximumTokens - 3);
    const room = this.maximumTokens - 3 - own.length;
    const before = room > 0 ? this.tokenizer.encode(context).slice(-room) : [];
    const head = before.length > 0 ? [this.first, ...before, this.last] : [this.first];
    const tail = [...own, this.last];
    return { ids: [...head, ...tail], types: [...head.map(() => 0), ...tail.map(() => 1)] };
  }
}
