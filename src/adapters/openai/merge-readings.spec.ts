import { describe, expect, it } from 'vitest';
import { interpret } from '../../domain/understanding/interpret.js';
import { type InterpretInput } from '../../domain/understanding/reading.js';
import { mergeReadings, type ModelReading, readModelReading } from './merge-readings.js';

const nothing: ModelReading = { acts: [], amounts: [], concerns: [], mood: 'neutral', topics: [] };

function merge(input: InterpretInput, model: Partial<ModelReading>) {
  const parsed = interpret({ currency: 'EUR', ...input });
  return { parsed, merged: mergeReadings(input, parsed, { ...nothing, ...model }) };
}
const acts = (reading: { acts: { act: string }[] }) => reading.acts.map(({ act }) => act);

describe('Merging a model’s reading into the deterministic one', () => {
  it('changes nothing of numbers on which both agree', () => {
    const { parsed, merged } = merge(
      { text: 'I can do 450 per night.', asked: 'rate' },
      { amounts: [{ value: '450.00', words: '450 per night' }], acts: [{ act: 'counter', words: 'I can do 450' }] },
    );
    expect(merged).toEqual(parsed);
  });

  it('is in doubt about the amount where the model read another number', () => {
    const { parsed, merged } = merge(
      { text: 'I can do 450 for the 30 rooms', asked: 'rate' },
      { amounts: [{ value: '30', words: '30 rooms' }] },
    );
    expect(merged.ambiguities).toContain('amount');
    expect(merged.ambiguous).toBe(true);
    expect(merged.quotes).toEqual(parsed.quotes);
    expect(merged.mentions).toEqual(parsed.mentions);
  });

  it('is in doubt where the model does not take a quoted number for a proposal', () => {
    const { merged } = merge({ text: 'I can do 450 per night.', asked: 'rate' }, {});
    expect(merged.ambiguities).toContain('amount');
  });

  it('does not doubt a number because of one that the model cannot show in the text', () => {
    const { merged } = merge(
      { text: 'I can do 450 per night.', asked: 'rate' },
      {
        amounts: [
          { value: '450', words: '450' },
          { value: '437', words: 'four hundred thirty-seven' },
        ],
      },
    );
    expect(merged.ambiguities).not.toContain('amount');
  });

  it('adds an act that the model shows in the partner’s words, and no other', () => {
    const { merged } = merge(
      { text: 'Honestly, the board decides on such things, Zsuzsa sits there.', asked: 'rate' },
      {
        acts: [
          { act: 'need_approval', words: 'the board decides on such things' },
          { act: 'opt_out', words: 'never write again' },
        ],
      },
    );
    expect(acts(merged)).toContain('need_approval');
    expect(acts(merged)).not.toContain('opt_out');
    expect(merged.ambiguities).not.toContain('meaning');
  });

  it('never takes a yes from the model, but asks where it heard one', () => {
    const { parsed, merged } = merge({ text: 'hmm', asked: 'confirm' }, { acts: [{ act: 'accept', words: 'hmm' }] });
    expect(acts(parsed)).not.toContain('accept');
    expect(acts(merged)).not.toContain('accept');
    expect(merged.ambiguities).toContain('consent');
  });

  it('asks again where the model did not hear the plain yes to restated terms', () => {
    const text = 'Yes, confirmed.';
    expect(merge({ text, asked: 'confirm' }, { acts: [{ act: 'accept', words: 'Yes' }] }).merged.ambiguities).not.toContain(
      'consent',
    );
    expect(merge({ text, asked: 'confirm' }, { acts: [{ act: 'question', words: 'Yes' }] }).merged.ambiguities).toContain(
      'consent',
    );
    expect(
      merge({ text, asked: 'confirm' }, { acts: [{ act: 'conditional_accept', words: 'Yes' }] }).merged.ambiguities,
    ).toContain('consent');
  });

  it('keeps the parser’s concerns and mood, and fills in where it found none', () => {
    const { merged } = merge(
      { text: 'We are half empty that week.', asked: 'rate' },
      { concerns: ['occupancy', 'cash_flow'], mood: 'tired' },
    );
    expect(merged.concerns).toEqual(expect.arrayContaining(['occupancy', 'cash_flow']));
    expect(merged.mood).toBe('tired');
  });
});

describe('Reading what a model answered', () => {
  const sound = {
    acts: [{ act: 'counter', words: '450' }],
    amounts: [{ value: 450, words: '450' }],
    concerns: ['cost', 'weather'],
    mood: 'warm',
    topics: [],
  };

  it('takes numbers as numbers or decimal strings, and knows only the words of the taxonomy', () => {
    expect(readModelReading(sound)).toEqual({ ...sound, amounts: [{ value: '450', words: '450' }], concerns: ['cost'] });
  });

  it.each([
    ['an act that does not exist', { ...sound, acts: [{ act: 'haggle', words: '450' }] }],
    ['an act without words', { ...sound, acts: [{ act: 'counter' }] }],
    ['an amount that is no number', { ...sound, amounts: [{ value: 'four fifty', words: 'four fifty' }] }],
    ['a missing list', { ...sound, amounts: undefined }],
    ['an unknown mood', { ...sound, mood: 'hangry' }],
    ['nothing', {}],
  ])('relies on nothing in an answer with %s', (_name, value) => {
    expect(readModelReading(value)).toBeUndefined();
  });
});
