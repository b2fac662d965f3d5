import { describe, expect, it } from 'vitest';
import { readReply } from './reader.js';
import { type ReadingContext } from './reading-context.js';
import { SAMPLE_SUITE, sampleRoom, sampleScenario } from './sample-scenarios.js';

const one = sampleScenario();
const two = sampleScenario([sampleRoom(), SAMPLE_SUITE]);
const TERMS = 'Deluxe Double, 10–13 Dec 2026 (3 nights), at EUR 455 per room and night (selling price, taxes included)';

function read(text: string, changes: Partial<ReadingContext> = {}, scenario = one) {
  return readReply(
    { text },
    {
      tickets: scenario.tickets.map(({ ticket }) => ticket),
      levers: scenario.levers.map(({ lever }) => lever),
      focusId: 'deluxe',
      ownFigures: [],
      earlier: [],
      today: '2026-11-24',
      ...changes,
    },
  );
}
const asked = (...args: Parameters<typeof read>): string[] =>
  read(...args).asks.map(({ ticketId, rate }) => `${ticketId} ${rate}`);

describe('the asks that a partner reads', () => {
  it.each([
    'With EUR 462 showing elsewhere, could you offer EUR 455 with us for the Deluxe Double?',
    'Since it is EUR 462 elsewhere, I would stay with EUR 455. What do you think?',
    'Could we bring the Deluxe Double to EUR 455 for those nights, so that it is easier to choose next to EUR 462?',
    'What I can put beside it is a Preferred badge for 60 days, if EUR 455 works for you.',
    'Is EUR 455 something you could live with?',
    'The rate is EUR 520 with us today. How about 455 euros?',
    'Hello again, have you had a chance to think about EUR 455 for the Deluxe Double, 10–13 Dec 2026 (3 nights)?',
  ])('finds it in: %s', (text) => expect(asked(text)).toEqual(['deluxe 455']));

  it.each([
    'The Deluxe Double for 10–13 Dec 2026 (3 nights) is EUR 520 on our site, and the same room shows at EUR 462 elsewhere. May I suggest a rate?',
    'We saw it on Booking.com: the Deluxe Double at EUR 462 for those nights. Could you check?',
    'Your yes is noted: the Deluxe Double at EUR 455. Thank you, could not be better.',
    'What makes a lower rate difficult for those nights?',
  ])('finds none in: %s', (text) => expect(asked(text)).toEqual([]));

  it('does not take its own figure said back for an ask', () => {
    const text =
      'EUR 395 net (EUR 464.71 selling) is a step in the right direction. What about EUR 458, so that each of us gives a little?';
    expect(asked(text, { ownFigures: [395, 395 / 0.85] })).toEqual(['deluxe 458']);
  });

  it.each(['Then could you do EUR 470?', 'Would EUR 470 be what we agree on?'])(
    'takes its own figure for an ask in: %s',
    (text) => expect(asked(text, { ownFigures: [470] })).toEqual(['deluxe 470']),
  );

  it('tells two rooms apart', () => {
    expect(asked('Could you offer 455 for the Deluxe Double and 640 for the Garden Suite?', {}, two)).toEqual([
      'deluxe 455',
      'suite 640',
    ]);
    expect(
      asked(
        'Thank you. About the Garden Suite: it is EUR 720 with us and EUR 655 elsewhere. Would EUR 640 be possible?',
        {},
        two,
      ),
    ).toEqual(['suite 640']);
    expect(asked('And could we meet at EUR 650 for the suite?', {}, two)).toEqual(['suite 650']);
  });
});

describe('the terms that a partner reads', () => {
  it('are what waits for a yes', () => {
    const hearing = read(`So that we mean the same: ${TERMS}. Is that right, yes or no?`);
    expect(hearing.terms).toEqual([{ ticketId: 'deluxe', rate: 455 }]);
    expect(hearing.asks).toEqual([]);
  });

  it('are those beside the text where there are some', () => {
    const hearing = readReply(
      { text: 'Should I note the terms above as agreed?', terms: [{ ticketId: 'deluxe', rate: '460.50' }] },
      {
        tickets: one.tickets.map(({ ticket }) => ticket),
        levers: [],
        focusId: 'deluxe',
        ownFigures: [],
        earlier: [],
        today: '2026-11-24',
      },
    );
    expect(hearing.terms).toEqual([{ ticketId: 'deluxe', rate: 460.5 }]);
  });

  it('are none once they are agreed', () => expect(read(`Your yes is noted: ${TERMS}. Thank you.`).terms).toEqual([]));
});

describe('what else a partner reads', () => {
  it.each([
    ['cost', 'I see that running the house has become more expensive.'],
    ['parity', 'What you do on your other platforms is up to you.'],
    ['owner_approval', 'Please take the time to check with your director.'],
    ['grievance', 'We let you down then, and I apologise.'],
    ['quality', 'Nobody doubts the standard of your rooms.'],
    ['occupancy', 'If those days are nearly sold out, I understand.'],
    ['season', 'It is a busy period for you.'],
    ['commission', 'You are right that our cut comes on top.'],
    ['cash_flow', 'Being paid sooner would matter more to you, I see.'],
  ] as const)('takes up %s: %s', (worry, text) => {
    expect(read(text).takesUp).toContain(worry);
  });

  it.each([
    ['evidence', 'We saw it on another site yesterday.'],
    ['lever', 'In return I could add a Preferred badge for 60 days.'],
    ['which_dates', 'It is about 10–13 Dec 2026.'],
    ['current_rate', 'Guests pay EUR 520 now.'],
    ['price_basis', 'I mean the selling price.'],
    ['deadline', 'There is no rush.'],
    ['process', 'I write the terms down and you say yes or no.'],
  ] as const)('answers %s: %s', (topic, text) => expect(read(text).answers).toContain(topic));

  it('sees what is offered, by most of its title', () => {
    expect(read('You would get the Preferred badge for two months.').levers).toEqual(['badge']);
    expect(read('You would have a nice page.').levers).toEqual([]);
  });

  it.each(['This is your last chance to act.', 'Otherwise your hotel will be hidden.', 'You must lower it today.'])(
    'feels pressed: %s',
    (text) => expect(read(text).does).toContain('presses'),
  );

  it('feels no pressure in a plain request', () =>
    expect(read('Would EUR 455 be possible for the Deluxe Double? There is no rush.').does).not.toContain('presses'));

  it('notices sentences said before, with other figures as well', () => {
    const before = read('I come up to EUR 458 from my side. Is that a rate you could load?').sentences;
    expect(read('I come up to EUR 462 from my side. Is that a rate you could load?', { earlier: before }).repeated).toBe(2);
    expect(read('For the room, what about EUR 462?', { earlier: before }).repeated).toBe(0);
  });
});

it('a small word in the name of a room is not the room: "with us" is no studio with terrace', () => {
  const tickets = [sampleRoom(), sampleRoom({ id: 'studio', roomType: 'Studio with Terrace', currentRate: '400' })].map(
    ({ ticket }) => ticket,
  );
  const text = 'With EUR 462 showing elsewhere, could you offer EUR 455 with us for the Deluxe Double?';
  const read = readReply({ text }, { tickets, levers: [], focusId: 'deluxe', ownFigures: [], earlier: [], today: '2026-11-24' });
  expect(read.asks).toEqual([{ ticketId: 'deluxe', rate: 455 }]);
});
