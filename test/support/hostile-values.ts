import fc from 'fast-check';

/** Values that programs stumble over: wrong types, edges of numbers and text, names with a meaning to the language. */
export const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  2 ** 31,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\u200b\ufeff',
  '💣'.repeat(200),
  'x'.repeat(70_000),
  '-0',
  '1e400',
  'NaN',
  'Infinity',
  '٤٥٥',
  '999999999999999999999999999999.99',
  '0.000000000000000000000000001',
  '2026-02-30',
  '9999-12-31T23:59:60Z',
  '+275760-09-13',
  "'; DROP TABLE negotiations; --",
  '%00%ff',
  '../../../etc/passwd',
  '${jndi:ldap://127.0.0.1/a}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  [],
  [null],
  [[[[[[]]]]]],
  {},
  { __proto__: null, constructor: { prototype: { admin: true } } },
  { $ne: null },
  { toString: 'x', valueOf: 1, then: 'x' },
];

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }));

/** Anything that JSON can hold, and what is known to hurt. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_VALUES) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }) },
  { weight: 1, arbitrary: text },
);

/** One place inside the value, as the steps that lead to it; the empty list is the value itself. */
export function placesIn(value: unknown, steps: readonly (string | number)[] = []): (string | number)[][] {
  const here = [[...steps]];
  if (Array.isArray(value)) return [...here, ...value.flatMap((item, index) => placesIn(item, [...steps, index]))];
  if (typeof value !== 'object' || value === null) return here;
  return [...here, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...steps, key]))];
}

/** A copy with something else in that place; `undefined` takes the place away. */
export function replaced(value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) {
    const copy = value.map((item, index) => (index === step ? replaced(item, rest, by) : item));
    return rest.length === 0 && by === undefined ? copy.filter((_, index) => index !== step) : copy;
  }
  const entries = Object.entries(value as object).map(([key, item]): [string, unknown] => [
    key,
    key === step ? replaced(item, rest, by) : item,
  ]);
  return Object.fromEntries(entries.filter(([key, item]) => !(key === step && rest.length === 0 && item === undefined)));
}
