import { describe, expect, it } from 'vitest';
import { nextGoodwill, TREATMENT, treatmentOf } from './goodwill.js';
import { type Memory } from './memory.js';
import { maskedSentences, readReply } from './reader.js';
import { sampleScenario } from './sample-scenarios.js';

const scenario = sampleScenario();
type Before = Pick<Memory, 'question' | 'worry' | 'refusedLast' | 'leversOffered' | 'interruptions' | 'rooms' | 'requests'>;
const BEFORE: Before = { refusedLast: false, leversOffered: [], interruptions: [], rooms: [], requests: [] };

function treat(text: string, changes: Partial<Before> = {}, said = '') {
  const hearing = readReply(
    { text },
    {
      tickets: scenario.tickets.map(({ ticket }) => ticket),
      levers: scenario.levers.map(({ lever }) => lever),
      focusId: 'deluxe',
      ownFigures: [],
      earlier: maskedSentences(said),
      today: '2026-11-24',
    },
  );
  const worth = (id: string): number => scenario.levers.find(({ lever }) => lever.id === id)?.worth ?? 0;
  return treatmentOf(hearing, { ...BEFORE, ...changes }, worth, ({ rate }) => rate < 400);
}
const asked = {
  terms: scenario.tickets[0]!,
  aspiration: 500,
  ownerMinimum: 0,
  ask: 455,
  unanswered: false,
  strain: 0,
  named: [],
  accepted: [],
};

describe('how a message treats a partner', () => {
  it('counts an answer to their question', () =>
    expect(treat('We saw it on another site.', { question: 'evidence' })).toEqual({ answersQuestion: 1 }));

  it('tells not knowing from passing over', () => {
    expect(treat('I do not have that on record.', { question: 'payment' })).toEqual({ admitsNotKnowing: 1 });
    expect(treat('Would EUR 455 be possible?', { question: 'payment' })).toEqual({ ignoresQuestion: 1 });
  });

  it('counts a worry taken up, and one passed over by an ask', () => {
    expect(treat('Your costs are a fair point.', { worry: 'cost' })).toEqual({ takesUpWorry: 1 });
    expect(treat('Would EUR 455 be possible?', { worry: 'cost' })).toEqual({ passesOverWorry: 1 });
  });

  it('values what is worth something to them, once', () => {
    expect(treat('I could add a Preferred badge for 60 days.')).toEqual({ offersValuedLever: 1 });
    expect(treat('I could add a banner on the city page.')).toEqual({ offersOtherLever: 1 });
    expect(treat('I could add a Preferred badge for 60 days.', { leversOffered: ['badge'] })).toEqual({});
  });

  it('minds repetition, length, pressure and questions in a row', () => {
    expect(treat('Is there anything that would make it possible?', {}, 'Is there anything that would make it possible?')).toEqual(
      { repeatsItself: 1 },
    );
    expect(treat('word '.repeat(80).trim())).toEqual({ writesLong: 1 });
    expect(treat('This is the last chance.')).toEqual({ presses: 1 });
    expect(treat('Which nights? Which room? Which guests?')).toEqual({ asksSeveral: 2 });
  });

  it('minds being pushed after a no, unless there is a new figure, reason or offer', () => {
    const refused = { refusedLast: true, rooms: [asked] };
    expect(treat('I ask for EUR 455 again.', refused)).toEqual({ pushesAgain: 1 });
    expect(treat('I ask for EUR 460 now.', refused)).toEqual({});
    expect(treat('I ask for EUR 455 because guests pay less in town.', refused)).toEqual({});
    expect(treat('I ask for EUR 455 and could add a Preferred badge for 60 days.', refused)).toEqual({ offersValuedLever: 1 });
  });
});

describe('talking in circles', () => {
  const known = { ...asked, accepted: [455] };
  it('is to ask for a reason or a rate again, the more often the worse', () => {
    const text = 'Which rate could you offer?';
    expect(treat(text)).toEqual({});
    expect(treat(text, { requests: ['rate'] })).toEqual({ asksAgain: 1 });
    expect(treat(text, { requests: ['rate', 'rate', 'rate'] })).toEqual({ asksAgain: 2 });
    expect(treat('Would EUR 460 be a rate you could do?', { requests: ['rate'], rooms: [asked] })).toEqual({});
  });

  it('is to write nothing that helps once an ask stands', () => {
    expect(treat('I hear you.', { rooms: [asked] })).toEqual({ idles: 1 });
    expect(treat('I hear you.')).toEqual({});
  });

  it('is to restate terms that they neither named nor took', () => {
    const terms = 'Deluxe Double, at EUR 455 per room and night (selling price). Is that right, yes or no?';
    expect(treat(terms, { rooms: [asked] })).toEqual({ presumes: 1 });
    expect(treat(terms, { rooms: [known] })).toEqual({});
  });
});

it('an ask far below what they could do is an affront, once', () => {
  expect(treat('Would EUR 390 be possible?')).toEqual({ affronts: 1 });
  expect(treat('Would EUR 390 be possible?', { rooms: [{ ...asked, ask: 390 }] })).toEqual({});
});

describe('goodwill', () => {
  it('moves by what is felt, times how much they feel it', () => {
    expect(nextGoodwill(0, { takesUpWorry: 1 }, { sensitivity: 1.5 })).toBeCloseTo(1.5 * TREATMENT.takesUpWorry);
    expect(nextGoodwill(0, { presses: 1 }, { sensitivity: 1 })).toBeCloseTo(TREATMENT.presses);
  });

  it('stays within -1 and 1', () => {
    expect(nextGoodwill(0.95, { takesUpWorry: 1, answersQuestion: 1 }, { sensitivity: 1.5 })).toBe(1);
    expect(nextGoodwill(-0.95, { presses: 1 }, { sensitivity: 1.5 })).toBe(-1);
  });
});
