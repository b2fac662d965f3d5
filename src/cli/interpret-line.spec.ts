import { describe, expect, it } from 'vitest';
import { interpretLine } from './interpret-line.js';

describe('a line of the interpret command', () => {
  it('gives mentions, quotes, acts, ambiguity and language', () => {
    const reading = interpretLine({ id: 'a', text: 'how about 450?', currency: 'EUR', asked: 'rate' });
    expect(reading.acts[0]).toMatchObject({ act: 'counter' });
    expect(reading.mentions).toHaveLength(1);
    expect(reading.quotes).toMatchObject([{ kind: 'absolute', amount: '450' }]);
    expect(reading.language).toBe('en');
    expect(typeof reading.ambiguous).toBe('boolean');
  });

  it('takes a partial ticket, unknown fields and unknown values of asked', () => {
    const reading = interpretLine({ text: 'yes', asked: 'whatever', ticket: { id: 't1', currency: 'eur' }, more: 1 });
    expect(reading.acts[0]).toMatchObject({ act: 'accept' });
  });

  it('maps other names of what was asked', () => {
    expect(interpretLine({ text: 'ok', asked: 'confirm_terms' }).acts[0]).toMatchObject({ act: 'acknowledge' });
  });

  it.each([
    [{}, 'text must be a string'],
    [{ text: 5 }, 'text must be a string'],
    [{ text: 'x', language: 5 }, 'language must be a string'],
    [{ text: 'x', standingAsk: 'much' }, 'standingAsk must be a decimal string'],
    [{ text: 'x', ticket: 5 }, 'ticket must be an object'],
  ])('refuses %j', (record, message) => {
    expect(() => interpretLine(record)).toThrow(message);
  });
});
