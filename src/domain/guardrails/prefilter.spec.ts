import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import ts from 'typescript';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleContext, sampleMessage, sampleReading } from '../../../test/support/reply-contexts.js';
import type * as Measuring from '../signals/measure.js';
import type * as Evaluating from './evaluate.js';
import { type GuardInput } from './guardrail.js';

/** Every string in the specs of this folder: what guardrails are tried on one by one. */
function textsOfSpecs(): string[] {
  const texts = new Set<string>();
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.add(node.text);
    ts.forEachChild(node, collect);
  };
  for (const file of readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.spec.ts')) continue;
    collect(ts.createSourceFile(file, readFileSync(join(import.meta.dirname, file), 'utf8'), ts.ScriptTarget.Latest));
  }
  return [...texts];
}

const TEXTS = textsOfSpecs();
const WORDS = [...new Set(TEXTS.flatMap((text) => text.toLowerCase().split(/\s+/)))].filter((word) => word !== '');
const UNITS = [
  'a',
  ' ',
  '0 ',
  '12-',
  'a.',
  '[',
  '<a ',
  '"a',
  'your neighbours not ',
  'if i do not hear ',
  'the most that we ',
  'İ',
  'ſ',
  'K',
];

type Judged = typeof Evaluating & typeof Measuring;

describe('looking for literals first', () => {
  let usual: Judged;
  let unfiltered: Judged;

  beforeAll(async () => {
    const load = async () => ({ ...(await import('./evaluate.js')), ...(await import('../signals/measure.js')) });
    usual = await load();
    vi.resetModules();
    // Without literals every pattern is run over every text.
    vi.doMock('../signals/phrases/literals.js', () => ({ requiredLiterals: () => undefined }));
    unfiltered = await load();
    vi.doUnmock('../signals/phrases/literals.js');
    // Specs share what they load: none after this one is to meet the modules without literals.
    vi.resetModules();
  });

  /** How many violations there were. */
  function compare(text: string, partnerSaid = text): number {
    const history = [
      sampleMessage(1, 'agent', 'Hello, I am the AI assistant of Staywell.'),
      sampleMessage(2, 'partner', partnerSaid),
    ];
    const input: GuardInput = { text, author: 'agent', context: sampleContext({ history, reading: sampleReading(['opt_out']) }) };
    const plain = unfiltered.evaluate(input, { modes: {} });
    expect(usual.evaluate(input, { modes: {} })).toEqual(plain);
    expect(usual.measure(input)).toEqual(unfiltered.measure(input));
    return plain.findings.filter(({ result, guardrail }) => result === 'violation' && guardrail !== 'opted-out').length;
  }

  it('finds the same in every text of the specs', () => {
    expect(TEXTS.length).toBeGreaterThan(1_500);
    const found = TEXTS.filter((text) => compare(text) > 0);
    expect(found.length).toBeGreaterThan(700);
  }, 60_000);

  it('finds the same in texts of any words, one after another', () => {
    const salad = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 60 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(salad, salad, (text, partnerSaid) => void compare(text, partnerSaid)),
      { numRuns: 300 },
    );
  }, 60_000);

  it('finds the same in pieces of the texts put together', () => {
    const piece = fc
      .tuple(fc.constantFrom(...TEXTS), fc.nat(40), fc.nat(60))
      .map(([text, from, length]) => text.slice(from, from + length));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => void compare(pieces.join(' '))),
      { numRuns: 300 },
    );
  }, 60_000);

  it('finds the same in texts of any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void compare(text)),
      { numRuns: 200 },
    );
    for (const unit of UNITS) compare(unit.repeat(Math.ceil(2_000 / unit.length)));
  }, 60_000);
});
