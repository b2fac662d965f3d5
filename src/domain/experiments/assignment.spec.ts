import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variantOf } from './assignment.js';

const variants = [
  { name: 'script', arm: 'intent', weight: 1 },
  { name: 'model', arm: 'onnx', weight: 3 },
];
const partners = Array.from({ length: 4_000 }, (_, index) => `partner-${index}`);

describe('assignment of partners to variants', () => {
  it('gives a partner the same variant whenever it is asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (id, partner) => {
        expect(variantOf({ id, variants }, partner)).toBe(variantOf({ id, variants }, partner));
      }),
    );
  });

  it('gives each variant partners in proportion to its weight', () => {
    const own = partners.filter((partner) => variantOf({ id: 'first', variants }, partner).name === 'model');
    expect(own.length / partners.length).toBeCloseTo(0.75, 1);
  });

  it('says nothing about the variant of another experiment', () => {
    const even = variants.map((each) => ({ ...each, weight: 1 }));
    const of = (id: string, partner: string): string => variantOf({ id, variants: even }, partner).name;
    const model = partners.filter((partner) => of('first', partner) === 'model');
    const again = model.filter((partner) => of('second', partner) === 'model');
    expect(again.length / model.length).toBeCloseTo(0.5, 1);
  });
});
