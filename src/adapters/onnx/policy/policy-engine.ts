import { type ReplyGrammar } from '../../../domain/policy/serialiser/reply-grammar.js';
import { seededUniform } from '../../../domain/seeded-uniform.js';
import { ContextCache } from './context-cache.js';
import { type PolicyModel } from './policy-model.js';
import { type SamplingSettings } from './sample-token.js';
import { TokenGrammar } from './token-grammar.js';

/** Tokens that are read at once: between two pieces other conversations get their turn. */
const READ_AT_ONCE = 128;

/** Replies that are to be written to one moment. Plain data: it travels between threads. */
export interface WriteJob {
  /** Names the conversation, so that what was read of it is found again. */
  conversation: string;
  prompt: string;
  grammar: ReplyGrammar;
  /** 0: the prompt is only read. */
  count: number;
  sampling: SamplingSettings;
  /** The same seed gives the same replies. */
  seed: string;
}

export interface WrittenReply {
  /** Plan and words, with tags and slots. */
  completion: string;
  tokens: number[];
  /** Natural logarithms at temperature 1 under the mask. */
  logProbabilities: number[];
  /** There was no end within the limit of tokens. */
  cutOff: boolean;
}

export interface WriteOutcome {
  replies: WrittenReply[];
  /** Tokens of the prompt, and how many of them were not known from earlier turns. */
  prompt: number;
  read: number;
}

/** Writes replies with one model. Jobs that run side by side take turns after every token. */
export class PolicyEngine {
  private readonly contexts: ContextCache;

  constructor(
    private readonly model: PolicyModel,
    cacheBytes: number,
  ) {
    this.contexts = new ContextCache(model.graph, cacheBytes);
  }

  get identity(): string {
    return this.model.identity;
  }

  /** @throws the signal's reason where it is aborted between two passes */
  write(job: WriteJob, signal: AbortSignal): Promise<WriteOutcome> {
    const { tokenizer, vocabulary } = this.model;
    return this.contexts.with(job.conversation, async (context) => {
      const tokens = tokenizer.encode(job.prompt);
      let read = 0;
      for (let known = context.knownOf(tokens), end = 0; end < tokens.length; known = end) {
        signal.throwIfAborted();
        end = Math.min(tokens.length, known + READ_AT_ONCE);
        read += await context.read(tokens.slice(0, end));
      }
      const written = await context.write({
        grammar: new TokenGrammar(job.grammar, tokenizer, vocabulary),
        count: job.count,
        maximumTokens: vocabulary.maximum_new_tokens,
        sampling: job.sampling,
        random: seededUniform(job.seed),
        signal,
      });
      const replies = written.map((reply) => ({ completion: tokenizer.decode(reply.tokens), ...reply }));
      return { replies, prompt: tokens.length, read };
    });
  }
}
