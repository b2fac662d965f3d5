import { type ReplyGrammar } from '../../../domain/policy/serialiser/reply-grammar.js';
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
  /** Tokens of the plan that may come next. */
  steps: readonly number[];
  /** Where the plan is whole: what its words may hold, before there is one and after. A reply ends only where it has words. */
  words?: { first: readonly number[]; later: readonly number[] };
}

/** The permitted plans of one moment, over tokens. */
export class TokenGrammar {
  readonly states: readonly TokenState[];

  constructor(
    grammar: ReplyGrammar,
    tokenizer: PolicyTokenizer,
    readonly vocabulary: SamplingVocabulary,
  ) {
    // A state with words is met once by every token of a reply, so what it allows is listed once.
    const words = grammar.slots.map((set) => {
      const first = [...vocabulary.words, ...set.map((slot) => tokenizer.idOf(slot))];
      return { first, later: [...first, vocabulary.end] };
    });
    this.states = grammar.states.map((state) => {
      const next = new Map(Object.entries(state.next).map(([tag, to]) => [tokenizer.idOf(tag), to]));
      const whole = state.slots === undefined ? {} : { words: words[state.slots]! };
      return { next, steps: [...next.keys()], ...whole };
    });
  }
}

/** Where one reply stands: what may come next, and what came. */
export class GrammarWalk {
  private state = 0;
  private hasWords = false;
  private finished = false;

  constructor(private readonly grammar: TokenGrammar) {}

  get done(): boolean {
    return this.finished;
  }

  /** Tokens that may come next. */
  allowed(): readonly number[] {
    const { steps, words } = this.grammar.states[this.state]!;
    if (!words) return steps;
    return this.hasWords ? words.later : words.first;
  }

  /** @throws for a token that is not allowed: sampling went wrong, and no reply can be made of it */
  advance(token: number): void {
    if (this.finished) throw new Error('The reply has ended');
    const { next, words } = this.grammar.states[this.state]!;
    if (!words) {
      const to = next.get(token);
      if (to === undefined) throw new Error(`Token ${token} is no step of a permitted plan`);
      this.state = to;
    } else if (token === this.grammar.vocabulary.end) {
      this.finished = true;
    } else {
      this.hasWords = true;
    }
  }
}
