import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonObject } from './read-json.js';

describe('Reading the JSON object of an answer', () => {
  it.each([
    ['an object alone', ' {"a":1}\n', true],
    ['a code fence', '```json\n{"a":1}\n```', false],
    ['remarks around it', 'Sure! {"a":1} Does that help? {"a":2}', false],
    ['leaked reasoning that holds another object', '<think>maybe {"a":9}?</think>{"a":1}', false],
    ['braces in prose before it', 'The set {x} is fine: {"a":1}', false],
  ])('finds it in %s', (_name, text, bare) => {
    expect(readJsonObject(text)).toEqual({ value: { a: 1 }, bare });
  });

  it('takes braces and quotation marks within strings for what they are', () => {
    expect(readJsonObject('x {"a":"} \\" {"} y')?.value).toEqual({ a: '} " {' });
  });

  it.each([
    ['nothing', ''],
    ['prose', 'I would say 450.'],
    ['an object that is cut off', '{"a":{"b":1}'],
    ['an array', '[1,2]'],
    ['a number', '7'],
    ['single quotes', "{'a':1}"],
  ])('finds none in %s', (_name, text) => {
    expect(readJsonObject(text)).toBeUndefined();
  });

  it('finds any object between braceless remarks', () => {
    const prose = fc.string().map((text) => text.replace(/[{}]/g, ''));
    fc.assert(
      fc.property(prose, fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), prose, (before, value, after) => {
        const text = `${before.replace(/"/g, '')}${JSON.stringify(value)}${after}`;
        expect(JSON.stringify(readJsonObject(text)?.value)).toBe(JSON.stringify(JSON.parse(JSON.stringify(value))));
      }),
    );
  });

  it('takes no longer than linear time over braces that never close', () => {
    const begun = performance.now();
    expect(readJsonObject('{'.repeat(65_000))).toBeUndefined();
    expect(readJsonObject('{"'.repeat(32_000))).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(500);
  });
});
