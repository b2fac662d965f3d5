import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleToken, type SamplingSettings } from './sample-token.js';

const LOGITS = fc.array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 60 });
const UNIFORM = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const every = (logits: readonly number[]): number[] => logits.map((_, token) => token);

/** The tokens that may be drawn by definition: the likeliest, until together they have `topP`. */
function likeliest(logits: readonly number[], { temperature, topP }: SamplingSettings): Set<number> {
  const highest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp((logit - highest) / temperature));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const order = every(logits).sort((one, other) => weights[other]! - weights[one]!);
  const kept = new Set<number>();
  let mass = 0;
  // A weight as large as the last one may stand in its place.
  for (const token of order) {
    if (mass >= (topP + 1e-9) * sum && weights[token]! < weights[[...kept].at(-1)!]!) break;
    kept.add(token);
    mass += weights[token]!;
  }
  return kept;
}

describe('a token', () => {
  it('is drawn among the likeliest that have the mass, whatever the logits', () => {
    fc.assert(
      fc.property(
        LOGITS,
        UNIFORM,
        fc.double({ min: 0.05, max: 0.999, noNaN: true }),
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        (values, uniform, topP, temperature) => {
          const logits = Float32Array.from(values);
          const { token } = sampleToken(logits, every(values), { temperature, topP }, () => uniform);
          expect(likeliest([...logits], { temperature, topP })).toContain(token);
        },
      ),
    );
  });

  it('has its probability at temperature 1 among what is allowed, however it was drawn', () => {
    fc.assert(
      fc.property(LOGITS, UNIFORM, fc.double({ min: 0.2, max: 3, noNaN: true }), (values, uniform, temperature) => {
        const logits = Float32Array.from([...values, 30]);
        const { token, logProbability } = sampleToken(logits, every(values), { temperature, topP: 0.9 }, () => uniform);
        const total = values.reduce((sum, _, index) => sum + Math.exp(logits[index]!), 0);
        expect(logProbability).toBeCloseTo(logits[token]! - Math.log(total), 4);
      }),
    );
  });

  it('comes as often as it is likely', () => {
    const logits = Float32Array.of(Math.log(6), Math.log(3), Math.log(1), 9);
    const counts = [0, 0, 0, 0];
    for (let index = 0; index < 1_000; index++)
      counts[sampleToken(logits, [0, 1, 2], { temperature: 1, topP: 1 }, () => (index + 0.5) / 1_000).token]! += 1;
    expect(counts).toEqual([600, 300, 100, 0]);
  });

  it('is the likeliest allowed one at temperature 0', () => {
    const logits = Float32Array.of(1, 5, 3);
    expect(sampleToken(logits, [0, 2], { temperature: 0, topP: 0.9 }, () => 0.99).token).toBe(2);
  });

  it('cannot be drawn of none', () => {
    expect(() => sampleToken(Float32Array.of(1), [], { temperature: 1, topP: 1 }, () => 0)).toThrow('No token is allowed');
  });
});
