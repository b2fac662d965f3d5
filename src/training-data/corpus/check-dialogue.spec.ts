import { describe, expect, it } from 'vitest';
import { checkDialogue } from './check-dialogue.js';
import { SAMPLE_FILE } from './dialogues.fixtures.js';
import { parseDialogues } from './parse-dialogues.js';
import { overlapOf, repeatedReplies, twinsIn } from './repetition.js';

const read = (content: string) => parseDialogues('sample.txt', content).dialogues;
const faultsAfter = (before: string, after: string): string[] => {
  expect(SAMPLE_FILE).toContain(before);
  return read(SAMPLE_FILE.replace(before, after)).flatMap((dialogue) => checkDialogue(dialogue).map(({ message }) => message));
};

describe('a dialogue', () => {
  it('that keeps to the guide has no fault', () => {
    expect(read(SAMPLE_FILE).flatMap(checkDialogue)).toEqual([]);
  });

  it.each([
    ['a digit', 'no. {quote} maybe', 'no. 180 maybe', 'a digit; numbers are slots'],
    ['a slot that does not exist', '{quote} maybe', '{figure} maybe', '{figure} is no slot'],
    [
      'a second room where there is one',
      'about the {room} for',
      'about the {room_2} for',
      '{room_2} in a dialogue about one room',
    ],
    [
      'another rate where none is on record',
      'rooms: 1\noutcome: agreed',
      'evidence: none\nrooms: 1\noutcome: agreed',
      '{competitor_rate} in a dialogue without evidence',
    ],
    ['an opening that hides the AI', 'the AI assistant', 'the assistant', 'our first line does not say that we are an AI'],
    [
      'an ask without its step',
      'counter reciprocity small lever',
      'counter reciprocity lever',
      '{ask_rate} without its step (first, same, small, medium, large)',
    ],
    [
      'a step without its ask',
      'Would {ask_rate} still leave',
      'Would it still leave',
      'step first without {ask_rate} or {standing_ask} in the text',
    ],
    ['a lever that is not tagged', 'small lever |', 'small |', '{lever} in the text without the tag lever'],
    ['terms that are not restated', 'In writing it is {terms}. Is', 'Is', 'confirm_terms restates {terms}'],
    ['an amount in words', 'Breakfast stays', 'For eighty breakfast stays', 'an amount in words; amounts are slots'],
    ['an end that is none', 'A closing close_agreed appreciation |', 'A closing answer |', 'agreed without close_agreed'],
  ])('is told of %s', (_, before, after, fault) => {
    expect(faultsAfter(before, after)).toContain(fault);
  });
});

describe('a reply that says what another has said', () => {
  const [one, two] = read(
    SAMPLE_FILE.replace(
      'Both rooms are noted with your yes.',
      'Then your yes is noted. Thank you, and good luck with the luggage.',
    ),
  );

  it('is found, with the line that it repeats', () => {
    expect(repeatedReplies([one!, two!]).map(({ dialogue, message }) => [dialogue, message])).toEqual([
      ['sample-002', expect.stringMatching(/^nearly the same as line \d+ of sample-001$/)],
    ]);
    expect(twinsIn([one!]).twins).toEqual([]);
  });

  it('is found between parts as well', () => {
    expect(overlapOf([two!], [one!]).twins).toHaveLength(1);
    expect(overlapOf([one!], []).twins).toEqual([]);
  });

  it('may be said by a partner: people repeat themselves', () => {
    expect(twinsIn([one!, one!], 'agent').twins.length).toBeGreaterThan(0);
    expect(twinsIn([one!, two!], 'partner').twins).toEqual([]);
  });
});
