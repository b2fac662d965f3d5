import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONCERNS, MOODS, PARTNER_ACTS } from '../taxonomy.js';
import { interpret } from './interpret.js';
import { AMBIGUITIES, type AskedFor } from './reading.js';

const ASKED: readonly (AskedFor | undefined)[] = [
  undefined,
  'rate',
  'confirm',
  'reason',
  'clarification',
  'time',
  'greeting',
  'nothing',
];
const topAct = (text: string, asked?: AskedFor) =>
  interpret({ text, standingAsk: '440', currency: 'EUR', ...(asked === undefined ? {} : { asked }) }).acts[0]?.act;

describe('the reading of a message', () => {
  it('takes our own figure with a yes for an acceptance, another figure for a counter', () => {
    expect(topAct('yes 440 is fine', 'confirm')).toBe('accept');
    expect(topAct('440?', 'rate')).not.toBe('accept');
    expect(topAct('yes, 450', 'confirm')).toBe('counter');
    expect(
      interpret({ text: 'yes, 450', asked: 'confirm', standingAsk: '440' }).acts.some(
        ({ act, confidence }) => act === 'accept' && confidence >= 0.5,
      ),
    ).toBe(false);
  });

  it('reads several acts in several messages', () => {
    const acts = interpret({ text: 'thanks!\nbut too low\n470 net?', asked: 'rate', standingAsk: '440' }).acts.map(
      ({ act }) => act,
    );
    expect(acts[0]).toBe('counter');
    expect(acts).toEqual(expect.arrayContaining(['thanks', 'reject']));
  });

  it('says what is asked, what worries and when to come back', () => {
    expect(interpret({ text: 'which room?' }).topics).toEqual(['which_room']);
    expect(interpret({ text: 'your comission is too high' }).concerns).toContain('commission');
    expect(interpret({ text: 'in a meeting, write me in 2 hours' }).comeBackInHours).toBe(2);
    expect(interpret({ text: 'let me ask the owner, tmrw ok?' }).comeBackInHours).toBe(24);
    expect(interpret({ text: 'busy, write me on friday', today: '2026-11-23' }).comeBackInHours).toBe(96);
  });

  it('keeps the words of a condition', () => {
    expect(interpret({ text: 'ok deal, but only if you pay us early', asked: 'confirm' }).conditions[0]?.text).toContain(
      'only if you pay us early',
    );
  });

  it('never takes an emoji, a hmm or silence for consent', () => {
    for (const text of ['👍', 'hmm', '', '...', '🙏 🙏', 'ok…', 'noted']) {
      const consent = interpret({ text, asked: 'confirm' }).acts.find(({ act }) => act === 'accept');
      expect(consent?.confidence ?? 0, text).toBeLessThan(0.5);
    }
  });

  it('holds its shape for any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(...ASKED), (text, asked) => {
        const reading = interpret({ text, ...(asked === undefined ? {} : { asked }) });
        expect(reading.acts.length).toBeGreaterThan(0);
        const beliefs = reading.acts.map(({ confidence }) => confidence);
        expect(beliefs).toEqual([...beliefs].sort((one, other) => other - one));
        expect(reading.acts.every(({ act, confidence }) => PARTNER_ACTS.includes(act) && confidence > 0 && confidence <= 1)).toBe(
          true,
        );
        expect(reading.concerns.every((concern) => CONCERNS.includes(concern))).toBe(true);
        expect(MOODS).toContain(reading.mood);
        expect(reading.ambiguities.every((ambiguity) => AMBIGUITIES.includes(ambiguity))).toBe(true);
        expect(reading.ambiguous).toBe(reading.ambiguities.length > 0);
      }),
    );
  });

  it.each([
    ['letters', 'a'],
    ['stops', '.'],
    ['digits', '1'],
    ['spaces', ' '],
    ['words of many cues', 'do not stop no yes if you '],
    ['apostrophes', "a'"],
    ['quotation marks', '"yes" '],
    ['digits with separators', '1.1,'],
    ['card groups', '4111 '],
    ['mail signs', 'a@a.'],
    ['lines', 'yes\n'],
    ['wishes put off', 'call me later '],
    ['yeses spoken of', 'before i say yes '],
    ['moments asked for', 'wait\n'],
    ['amounts refused', '470, no, sorry, '],
    ['questions about us', 'am i talking to a real person? '],
  ])('stays linear on 100 kB of %s', (_name, piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const started = performance.now();
    interpret({ text, asked: 'confirm' });
    expect(performance.now() - started).toBeLessThan(2500);
  });
});
