import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { sampleStatistics } from './rewards.fixtures.js';
import { sha256 } from './sha256.js';
import { JUDGE_RULES, REWARD_SPECS } from './spec.js';
import { specHash } from './spec-hash.js';
import { JUDGE_RULES_STATISTICS } from './statistics.js';

describe('SHA-256', () => {
  it('is the standard one, for any text', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ maxLength: 150 }));
    fc.assert(
      fc.property(anyText, (text) => {
        expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
      { numRuns: 40 },
    );
  });

  it('is the standard one around the block length', () => {
    for (let length = 50; length < 132; length++) {
      const text = 'é'.repeat(length % 3) + 'a'.repeat(length);
      expect(sha256(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
    }
  });
});

describe('canonical JSON', () => {
  it('is the same for the same content in any order, and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
    expect(canonicalJson({ one: 1, two: 2 })).toBe(canonicalJson({ two: 2, one: 1 }));
  });

  it('refuses numbers that JSON cannot hold', () => {
    expect(() => canonicalJson({ sd: Number.POSITIVE_INFINITY })).toThrow(/not finite/);
  });
});

describe('the hash of a spec', () => {
  it('tells all published specs apart', () => {
    const statistics = sampleStatistics();
    const hashes = [...REWARD_SPECS.values()].map((spec) => specHash(spec, statistics));
    expect(new Set(hashes).size).toBe(REWARD_SPECS.size);
    hashes.forEach((hash) => expect(hash).toMatch(/^[0-9a-f]{16}$/));
  });

  it('changes with a constant of the spec and with any of the statistics, and with nothing else', () => {
    const own = specHash(JUDGE_RULES, JUDGE_RULES_STATISTICS);
    expect(specHash({ ...JUDGE_RULES, clipping: { rm: 1, points: 0.9 } }, JUDGE_RULES_STATISTICS)).not.toBe(own);
    expect(specHash(JUDGE_RULES, { ...JUDGE_RULES_STATISTICS, judge: { mean: 81, sd: 20 } })).not.toBe(own);
    expect(specHash(structuredClone(JUDGE_RULES), structuredClone(JUDGE_RULES_STATISTICS))).toBe(own);
  });
});
