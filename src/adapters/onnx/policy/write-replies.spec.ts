import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReplyGrammar } from '../../../domain/policy/serialiser/reply-grammar.js';
import { KeyValueCache } from './key-value-cache.js';
import { PolicyGraph } from './policy-graph.js';
import { PolicyTokenizer } from './policy-tokenizer.js';
import { type SamplingVocabulary, TokenGrammar } from './token-grammar.js';
import { ReadContext, type WriteRequest } from './write-replies.js';

interface Reference {
  text: string;
  prompt: number[];
  reply: number[];
  /** Of the trainer's own network, after the prompt and after the reply. */
  logits: [number[], number[]];
}

const MODEL = join(import.meta.dirname, '../../../../test/models/tiny-policy');
const read = <T>(name: string): T => JSON.parse(readFileSync(join(MODEL, name), 'utf8')) as T;
const tokenizer = new PolicyTokenizer(read<object>('tokenizer.json'));
const references = read<Reference[]>('reference.json');
const vocabulary = read<SamplingVocabulary>('sampling.json');

const GREETING: ReplyGrammar = {
  states: [
    { next: { '<do:greet>': 1, '<do:brief>': 1 } },
    { next: { '<tactic:none>': 2 } },
    { next: { '<ask:none>': 3 } },
    { next: { '<lever:none>': 4 } },
    { next: { '</plan>': 5 } },
    { next: {}, slots: 0 },
  ],
  slots: [['{ota}', '{room}']],
};
const grammar = new TokenGrammar(GREETING, tokenizer, vocabulary);

let graph: PolicyGraph;
beforeAll(async () => {
  graph = await PolicyGraph.load(join(MODEL, 'policy.onnx'), 1);
});
afterAll(() => graph.release());

/** A generator of its own for each test, so that order means nothing. */
function numbers(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
const request = (more: Partial<WriteRequest> = {}): WriteRequest => ({
  grammar,
  count: 3,
  maximumTokens: 40,
  sampling: { temperature: 1, topP: 1 },
  random: numbers(),
  ...more,
});
const reading = async (tokens: readonly number[]): Promise<ReadContext> => {
  const context = new ReadContext(graph);
  await context.read(tokens);
  return context;
};

/** Activations are quantised on the way, so logits are alike and not the same. */
function expectAlike(found: Float32Array, expected: readonly number[]): void {
  const spread = Math.max(...expected) - Math.min(...expected);
  const apart = Math.max(...expected.map((value, index) => Math.abs(value - found[index]!)));
  expect(apart).toBeLessThan(0.03 * spread);
}

describe('the policy in the server', () => {
  it.each(references.map((reference, index) => [index, reference] as const))(
    'splits text %i into the tokens that the trainer splits it into, and puts it together again',
    (_index, { text, prompt, reply }) => {
      const tokens = tokenizer.encode(text);
      expect(tokens.slice(0, prompt.length + reply.length)).toEqual([...prompt, ...reply]);
      expect(tokenizer.decode(tokens).trim()).toBe(text);
    },
  );

  it('says what the trainer says, after a context and after a reply token by token', async () => {
    for (const { prompt, reply, logits } of references) {
      const context = new KeyValueCache(graph.shape, 1, 128);
      const first = await graph.run([prompt], context, new KeyValueCache(graph.shape, 1, 1));
      expectAlike(first.logits[0]!, logits[0]);
      context.append(first.keys, first.values, prompt.length);
      const own = new KeyValueCache(graph.shape, 2, 32);
      let last = first.logits;
      for (const token of reply) {
        const next = await graph.run([[token], [token]], context, own);
        own.append(next.keys, next.values, 1);
        last = next.logits;
      }
      // Two rows of the same tokens: neither sees the other.
      for (const row of last) expectAlike(row, logits[1]);
    }
  });

  it('reads only what is new of a conversation that has grown', async () => {
    const { prompt, reply } = references[0]!;
    const context = new ReadContext(graph);
    expect(await context.read(prompt)).toBe(prompt.length);
    expect(await context.read([...prompt, ...reply])).toBe(reply.length);
    expect(await context.read([...prompt, ...reply])).toBe(0);
    // The oldest turns were dropped: what follows them has to be read anew.
    expect(await context.read(prompt.slice(100))).toBe(prompt.length - 100);
    const grown = await context.write(request({ sampling: { temperature: 0, topP: 1 } }));
    const alone = await (await reading(prompt.slice(100))).write(request({ sampling: { temperature: 0, topP: 1 } }));
    expect(grown[0]!.tokens.slice(0, 10)).toEqual(alone[0]!.tokens.slice(0, 10));
  });

  it('goes back to the beginning of what it has read', async () => {
    const { prompt } = references[0]!;
    const context = await reading(prompt);
    expect(await context.read(prompt.slice(0, 200))).toBe(1);
  });

  it('writes plans that are permitted and words without digits, tags or slots that have no value', async () => {
    const context = await reading(references[1]!.prompt);
    for (const { tokens, cutOff } of await context.write(request({ count: 16 }))) {
      const text = tokenizer.decode(tokens);
      expect(text).toMatch(/^ <do:(greet|brief)> <tactic:none> <ask:none> <lever:none> <\/plan>./s);
      const words = text.split('</plan>')[1]!.replace(' <end>', '');
      expect(words.replaceAll('{ota}', '').replaceAll('{room}', '')).not.toMatch(/[<>{}0-9]/);
      expect(text.endsWith('<end>')).toBe(!cutOff);
    }
  });

  it('gives the same replies for the same numbers, and others for others', async () => {
    const context = await reading(references[0]!.prompt);
    const once = await context.write(request({ random: numbers(7) }));
    expect(await context.write(request({ random: numbers(7) }))).toEqual(once);
    expect(await context.write(request({ random: numbers(8) }))).not.toEqual(once);
  });

  it('goes on with the rows that have not ended, each with its own past', async () => {
    const context = await reading(references[2]!.prompt);
    // Ends are made likely, so that rows leave at different times.
    const eager = new TokenGrammar(GREETING, tokenizer, { ...vocabulary, words: vocabulary.words.slice(0, 3) });
    const written = await context.write(request({ grammar: eager, count: 8, maximumTokens: 60 }));
    expect(new Set(written.map(({ tokens }) => tokens.length)).size).toBeGreaterThan(2);
    for (const { tokens, logProbabilities } of written) {
      const alone = await reading([...references[2]!.prompt, ...tokens.slice(0, -1)]);
      const { logits } = await lastOf(alone, references[2]!.prompt, tokens.slice(0, -1));
      const allowed = [...eager.vocabulary.words, tokenizer.idOf('{ota}'), tokenizer.idOf('{room}'), vocabulary.end];
      const total = Math.log(allowed.reduce((sum, token) => sum + Math.exp(logits[token]!), 0));
      expect(logits[tokens.at(-1)!]! - total).toBeCloseTo(logProbabilities.at(-1)!, 1);
    }
  });

  it('stops between two tokens when it is told to', async () => {
    const context = await reading(references[0]!.prompt);
    const controller = new AbortController();
    let drawn = 0;
    const random = (): number => {
      if (++drawn === 20) controller.abort(new Error('past the deadline'));
      return 0.5;
    };
    await expect(context.write(request({ random, signal: controller.signal }))).rejects.toThrow('past the deadline');
    expect(drawn).toBeLessThan(30);
  });

  it('refuses a model whose vocabulary lacks a tag of the grammar', () => {
    const unknown = { states: [{ next: { '<do:unheard_of>': 0 } }], slots: [] };
    expect(() => new TokenGrammar(unknown, tokenizer, vocabulary)).toThrow('no <do:unheard_of>');
  });

  /** Logits after these tokens, read in one pass. */
  async function lastOf(
    _context: ReadContext,
    prompt: readonly number[],
    more: readonly number[],
  ): Promise<{ logits: Float32Array }> {
    const empty = (): KeyValueCache => new KeyValueCache(graph.shape, 1, 1);
    const { logits } = await graph.run([[...prompt, ...more]], empty(), empty());
    return { logits: logits[0]! };
  }
});
