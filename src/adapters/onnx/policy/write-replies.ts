import { KeyValueCache } from './key-value-cache.js';
import { type PolicyGraph } from './policy-graph.js';
import { type SamplingSettings, sampleToken } from './sample-token.js';
import { GrammarWalk, type TokenGrammar } from './token-grammar.js';

/** Positions by which a reply's cache grows; most replies fit into two. */
const REPLY_BLOCK = 32;
const CONTEXT_BLOCK = 128;

export interface WrittenTokens {
  tokens: number[];
  logProbabilities: number[];
  /** The reply had no end within its limit of tokens. */
  cutOff: boolean;
}

export interface WriteRequest {
  grammar: TokenGrammar;
  count: number;
  maximumTokens: number;
  sampling: SamplingSettings;
  /** Uniform in [0, 1). */
  random: () => number;
  signal?: AbortSignal;
}

/**
 * What a policy has read of one conversation. Reading a text that begins as the one before reads only what is new: transcripts
 * grow at their end.
 */
export class ReadContext {
  private readonly cache: KeyValueCache;
  private tokens: number[] = [];
  private last: Float32Array | undefined;

  constructor(private readonly graph: PolicyGraph) {
    this.cache = new KeyValueCache(graph.shape, 1, CONTEXT_BLOCK);
  }

  /** Memory that the keys and values take. */
  get bytes(): number {
    const { layers, heads, size } = this.graph.shape;
    return 2 * layers * heads * size * this.cache.capacity * Float32Array.BYTES_PER_ELEMENT;
  }

  /** How many of these tokens, from the first on, were read before. */
  knownOf(tokens: readonly number[]): number {
    let known = 0;
    while (known < this.tokens.length && known < tokens.length && this.tokens[known] === tokens[known]) known++;
    return known;
  }

  /** How many tokens had to be read. */
  async read(tokens: readonly number[]): Promise<number> {
    if (tokens.length === 0) throw new RangeError('There is nothing to read');
    let known = this.knownOf(tokens);
    // The logits of the last token are needed, so one token at least is read again.
    if (known === tokens.length && (known !== this.tokens.length || !this.last)) known -= 1;
    if (known === tokens.length) return 0;
    this.cache.truncate(known);
    this.tokens = [...tokens.slice(0, known)];
    this.last = undefined;
    const fresh = tokens.slice(known);
    const { logits, keys, values } = await this.graph.run([fresh], this.cache, new KeyValueCache(this.graph.shape, 1, 1));
    this.cache.append(keys, values, fresh.length);
    this.tokens.push(...fresh);
    this.last = logits[0]!.slice();
    return fresh.length;
  }

  /** Logits before each token of texts that follow on what was read, (texts, tokens, vocabulary), in one pass. */
  async follow(texts: readonly (readonly number[])[]): Promise<Float32Array[][]> {
    if (!this.last) throw new Error('Nothing has been read');
    const longest = Math.max(...texts.map(({ length }) => length)) - 1;
    const { last } = this;
    if (longest < 1) return texts.map((text) => text.map(() => last));
    // Rows of one length; what stands behind a text is seen by nothing of it.
    const rows = texts.map((text) => [
      ...text.slice(0, longest),
      ...new Array<number>(Math.max(0, longest - text.length)).fill(0),
    ]);
    const logits = await this.graph.read(rows, this.cache, new KeyValueCache(this.graph.shape, rows.length, 1));
    return texts.map((text, row) => [last, ...logits[row]!].slice(0, text.length));
  }

  /**
   * Writes replies side by side to what was read. A row that has ended leaves the batch.
   * @throws the signal's reason where it is aborted between two tokens
   */
  async write({ grammar, count, maximumTokens, sampling, random, signal }: WriteRequest): Promise<WrittenTokens[]> {
    if (!this.last) throw new Error('Nothing has been read');
    const written: WrittenTokens[] = Array.from({ length: count }, () => ({ tokens: [], logProbabilities: [], cutOff: true }));
    const walks = written.map(() => new GrammarWalk(grammar));
    const own = new KeyValueCache(this.graph.shape, count, REPLY_BLOCK);
    let rows = written.map((_, index) => index);
    let logits = written.map(() => this.last!);
    for (let step = 0; step < maximumTokens && rows.length > 0; step++) {
      signal?.throwIfAborted();
      rows.forEach((reply, row) => {
        const { token, logProbability } = sampleToken(logits[row]!, walks[reply]!.allowed(), sampling, random);
        written[reply]!.tokens.push(token);
        written[reply]!.logProbabilities.push(logProbability);
        walks[reply]!.advance(token);
      });
      const going = rows.flatMap((reply, row) => (walks[reply]!.done ? [] : [row]));
      for (const reply of rows) if (walks[reply]!.done) written[reply]!.cutOff = false;
      if (going.length < rows.length) {
        own.keepRows(going);
        rows = going.map((row) => rows[row]!);
      }
      if (rows.length === 0 || step + 1 === maximumTokens) break;
      const next = await this.graph.run(
        rows.map((reply) => [written[reply]!.tokens.at(-1)!]),
        this.cache,
        own,
      );
      own.append(next.keys, next.values, 1);
      logits = next.logits;
    }
    return written;
  }
}
