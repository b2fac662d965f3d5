import { describe, expect, it } from 'vitest';
import { answerTo, Reader, type ReadingFacts } from './reader.js';

const FACTS: ReadingFacts = {
  currency: 'EUR',
  today: '2026-10-01',
  rooms: [
    { name: 'Deluxe Double', currentRate: 520, figures: [], seen: [462] },
    { name: 'Garden Suite', currentRate: 720, figures: [690], seen: [655] },
  ],
  levers: ['the Preferred badge on your page'],
  focus: 0,
  said: 'The rent of the building is in dollars.',
};
const read = (text: string, over: Partial<ReadingFacts> = {}) =>
  new Reader().read({ text }, { ...FACTS, ...over }, ['deluxe', 'suite']);

describe('Reader', () => {
  it.each([
    ['With EUR 462 showing elsewhere, could you offer EUR 455 with us for the Deluxe Double?', [[0, 455]]],
    [
      'The Deluxe Double for 10–13 Dec 2026 (3 nights) is EUR 520 on our site, and the same room shows at EUR 462 elsewhere. May I suggest a rate?',
      [],
    ],
    [
      'EUR 690 for the Garden Suite is a step in the right direction. What about EUR 660, so that each of us gives a little?',
      [[1, 660]],
    ],
    [
      'Could you lower the Deluxe Double to EUR 455 and the Garden Suite to EUR 640?',
      [
        [0, 455],
        [1, 640],
      ],
    ],
    [
      'Would EUR 455 for the Deluxe Double and EUR 640 for the Garden Suite be possible?',
      [
        [0, 455],
        [1, 640],
      ],
    ],
    ['For the Garden Suite I ask for EUR 640 because guests see EUR 655 elsewhere. Is there a way?', [[1, 640]]],
    ['Next to EUR 462 elsewhere, would EUR 458 be a rate you can live with for the Deluxe Double?', [[0, 458]]],
  ] as const)('finds what is asked for in "%s"', (text, asks) => {
    expect(read(text).asks.map(({ room, rate }) => [room, rate])).toEqual(asks.map((each) => [...each]));
  });

  it('reads terms from what the chat shows', () => {
    const heard = new Reader().read({ text: 'Do you agree?', terms: [{ ticketId: 'suite', rate: '650' }] }, FACTS, [
      'deluxe',
      'suite',
    ]);
    expect(heard.terms).toEqual([{ room: 1, rate: 650 }]);
  });

  it('sees which worries a reply speaks to, and a lever apart from them', () => {
    expect(read('Your energy bills are high.').concerns).toEqual(['cost']);
    expect(read('In return I could add the Preferred badge on your page.')).toMatchObject({ concerns: [], levers: [0] });
    expect(read('Costs, quality, season and commission matter to you.').concerns.length).toBeGreaterThan(2);
  });

  it('notices when it is picked up what they said, and when it is only echoed', () => {
    expect(read('Rent in another currency is a real burden.').picksUp).toBe(true);
    expect(read('The rent of the building is in dollars.').picksUp).toBe(false);
  });

  it('tells a promise from its denial', () => {
    expect(read('I guarantee you more bookings.').promise).toBe(true);
    expect(read('I cannot promise more bookings than that.').promise).toBe(false);
  });

  it('knows its sentences again, and another rate for the same fact', () => {
    const reader = new Reader();
    const hear = (text: string) => reader.read({ text }, FACTS, []);
    expect(hear('The same room shows at EUR 462 elsewhere, so I ask for EUR 455.').repetition).toBe(0);
    expect(hear('The same room shows at EUR 462 elsewhere, so I ask for EUR 460.').repetition).toBe(1);
    expect(hear('The Deluxe Double shows at EUR 430 elsewhere today.').contradiction).toBe(true);
  });

  it('does not take piled up words for sentences', () => {
    expect(read('cost quality season commission parity owner demand guests because').legible).toBe(false);
    expect(read('I understand that your costs are high in those weeks.').legible).toBe(true);
  });

  it('grades answers to a question', () => {
    expect(answerTo('ask_if_ai', read('I am an AI assistant.'))).toBe(1);
    expect(answerTo('ask_dates', read('A colleague can look it up.'))).toBe(0.6);
    expect(answerTo('ask_if_ai', read('Would EUR 455 be possible?'))).toBe(0);
  });
});
