import { type ReplyGrammar } from '../../domain/policy/serialiser/reply-grammar.js';
import { type PolicyTokenizer } from './policy-tokenizer.js';

/** Which tokens words are made of, as the trainer wrote it beside the model (`sampling.json`). */
export interface SamplingVocabulary {
  end: number;
  pad: number;
  /** Tokens that words may hold: no tag, no slot, no digit. */
  words: number[];
  maximum_new_tokens: number;
}

interface TokenState {
  next: ReadonlyMap<number, number>;
  slots?: readonly number[];
}

/** The permitted plans of one moment, over tokens. */
export class TokenGrammar {
  readonly states: readonly TokenState[];

  constructor(
    grammar: ReplyGrammar,
    tokenizer: PolicyTokenizer,
    readonly vocabulary: SamplingVocabulary,
  ) {
    const slots = grammar.slots.map((set) => set.map((slot) => tokenizer.idOf(slot)));
    this.states = grammar.states.map((state) => ({
      next: new Map(Object.entries(state.next).map(([tag, to]) => [tokenizer.idOf(tag), to])),
      ...(state.slots === undefined ? {} : { slots: slots[state.slots]! }),
    }));
  }
}

/** Where one reply stands: what may come next, and what came. */
export class GrammarWalk {
  private state = 0;
  private slots: readonly number[] | undefined;
  private words = 0;
  private finished = false;

  constructor(private readonly grammar: TokenGrammar) {}

  get done(): boolean {
    return this.finished;
  }

  /** Tokens that may come next. A reply ends only where it has words. */
  allowed(): readonly number[] {
    if (this.slots === undefined) return [...this.grammar.states[this.state]!.next.keys()];
    const { words, end } = this.grammar.vocabulary;
    return [...words, ...this.slots, ...(this.words > 0 ? [end] : [])];
  }

  /** @throws for a token that is not allowed: sampling went wrong, and no reply can be made of it */
  advance(token: number): void {
    if (this.finished) throw new Error('The reply has ended');
    if (this.slots === undefined) {
      const next = this.grammar.states[this.state]!.next.get(token);
      if (next === undefined) throw new Error(`Token ${token} is no step of a permitted plan`);
      this.state = next;
      this.slots = this.grammar.states[next]!.slots;
    } else if (token === this.grammar.vocabulary.end) {
      this.finished = true;
    } else {
      this.words += 1;
    }
  }
}
