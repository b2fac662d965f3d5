import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStorable, unusable } from './read-json.js';

/** Code units, every second of a surrogate pair. */
const unit = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff }), fc.constant(0));

describe('a parsed body', () => {
  it('is taken as it is where everything in it can be stored', () => {
    for (const value of [null, 1, 'text', [], {}, { a: [{ b: 'ü 🏨' }] }]) expect(unusable(value)).toBeNull();
  });

  it.each([['a\u0000b'], [{ '\u0000': 1 }], [{ a: ['\ud83c'] }], ['\udfe8\ud83c']])('is refused for %j', (value) => {
    expect(unusable(value)?.problem).toMatchObject({ status: 400, code: 'bad_request' });
  });

  it('is refused for its depth without exhausting the stack', () => {
    let value: unknown = 'deep';
    for (let level = 0; level < 200_000; level++) value = [value];
    expect(unusable(value)?.problem.detail).toContain('deeply');
  });

  it('holds only texts that survive UTF-8', () => {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 6 }), (units) => {
        const text = String.fromCharCode(...units);
        const survives = Buffer.from(text, 'utf8').toString('utf8') === text && !text.includes('\u0000');
        expect(isStorable(text)).toBe(survives);
      }),
    );
    expect(isStorable('\ud800')).toBe(false);
  });
});
