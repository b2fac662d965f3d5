import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PartnerAct } from '../taxonomy.js';
import { type PartnerReading, type Quote } from '../understanding/reading.js';
import { type AskEntry } from './ledger.js';
import { aNegotiation, aTicket, MOMENT } from './negotiation.fixtures.js';
import { applyReading, type ReadingMoment } from './resolve-quotes.js';
import { type NegotiationState } from './state.js';

const suite = aTicket({ id: 'suite', roomType: 'Garden Suite', currentRate: '720' });
const SAID = { messageSeq: 9, at: MOMENT.now };
const ASKED: ReadingMoment = { asked: 'rate', now: MOMENT.now, focusTicketId: 'deluxe' };

function reading(acts: Partial<Record<PartnerAct, number>>, over: Partial<PartnerReading> = {}): PartnerReading {
  return {
    mentions: [],
    quotes: [],
    acts: Object.entries(acts).map(([act, confidence]) => ({ act: act as PartnerAct, confidence })),
    topics: [],
    concerns: ['none'],
    mood: 'neutral',
    conditions: [],
    ambiguous: false,
    ambiguities: [],
    language: 'en',
    inbound: [],
    ...over,
  };
}

const quote = (amount: string, over: Partial<Quote> = {}): Quote => ({
  kind: 'absolute',
  amount,
  basis: 'unknown',
  firmness: 'stated',
  span: [0, 3],
  ...over,
});

function asked(state: NegotiationState, rate: string, ticketId = 'deluxe'): NegotiationState {
  const entry: AskEntry = { type: 'ask', ticketId, author: 'agent', messageSeq: 1, at: MOMENT.openedAt, rate, leverIds: [] };
  return { ...state, ledger: [...state.ledger, entry] };
}

const oneRoom = (): NegotiationState => asked(aNegotiation(), '455');
const twoRooms = (): NegotiationState => asked(aNegotiation([aTicket(), suite]), '455');

describe('applying what a partner said', () => {
  it.each<[string, NegotiationState, PartnerReading, [string, string][], string[]]>([
    ['a figure for the only room', oneRoom(), reading({ counter: 0.9 }, { quotes: [quote('490')] }), [['deluxe', '490']], []],
    [
      'a room that is on no ticket',
      oneRoom(),
      reading({ counter: 0.9 }, { quotes: [quote('510')], ambiguities: ['ticket'], otherRoom: true }),
      [],
      ['ticket'],
    ],
    [
      'two figures for two rooms, not told apart',
      twoRooms(),
      reading({ counter: 0.9 }, { quotes: [quote('450'), quote('620')], ambiguities: ['ticket'] }),
      [],
      ['ticket'],
    ],
    [
      'two figures, each with its room',
      twoRooms(),
      reading({ counter: 0.9 }, { quotes: [quote('460', { ticketId: 'deluxe' }), quote('650', { ticketId: 'suite' })] }),
      [
        ['deluxe', '460'],
        ['suite', '650'],
      ],
      [],
    ],
    [
      'a figure without a room, for the room last talked about',
      twoRooms(),
      reading({ counter: 0.9 }, { quotes: [quote('490')], ambiguities: ['ticket'] }),
      [['deluxe', '490']],
      [],
    ],
    [
      'a figure far below what we ask',
      oneRoom(),
      reading({ counter: 0.9 }, { quotes: [quote('165', { basis: 'selling' })] }),
      [],
      ['amount'],
    ],
    ['a figure that could be net', oneRoom(), reading({ counter: 0.9 }, { quotes: [quote('415')] }), [], ['basis']],
    [
      'a net figure above what guests pay today',
      oneRoom(),
      reading({ counter: 0.9 }, { quotes: [quote('470', { basis: 'net' })] }),
      [],
      ['basis'],
    ],
    ['another currency', oneRoom(), reading({ counter: 0.9 }, { quotes: [quote('490', { currency: 'USD' })] }), [], ['currency']],
    [
      'our own figure, put back as a question',
      oneRoom(),
      reading({ question: 0.8, accept: 0.4 }, { quotes: [quote('455', { firmness: 'tentative' })], ambiguities: ['consent'] }),
      [],
      [],
    ],
    ['a figure that is refused', oneRoom(), reading({ reject: 0.9 }, { quotes: [quote('455', { refused: true })] }), [], []],
    ['a yes to our ask', oneRoom(), reading({ accept: 0.85 }), [['deluxe', '455']], []],
    ['a nod', oneRoom(), reading({ acknowledge: 0.6, accept: 0.4 }, { ambiguities: ['consent'] }), [], []],
    ['a yes that a no stands beside', oneRoom(), reading({ accept: 0.7, reject: 0.6 }), [], []],
  ])('takes %s for what it is', (_, state, said, quotes, clarifications) => {
    const applied = applyReading(state, said, SAID, ASKED);
    expect(applied.newQuotes.map(({ ticketId, rate }) => [ticketId, rate])).toEqual(quotes);
    expect(applied.clarifications).toEqual(clarifications);
  });

  it('believes a low figure that is said again when we ask', () => {
    const low = reading({ counter: 0.9 }, { quotes: [quote('165', { basis: 'selling' })] });
    expect(applyReading(oneRoom(), low, SAID, { ...ASKED, asked: 'clarification' }).newQuotes).toHaveLength(1);
  });

  it('takes a yes to what was put off as one to the figure that the partner had named', () => {
    const named = applyReading(
      oneRoom(),
      reading({ counter: 0.9 }, { quotes: [quote('480')] }),
      { ...SAID, messageSeq: 3 },
      ASKED,
    );
    const yes = applyReading(named.state, reading({ accept: 0.65 }), SAID, { ...ASKED, asked: 'time' });
    expect(yes.newQuotes.map(({ rate }) => rate)).toEqual(['480']);
  });

  it('does not take a yes to a greeting for one to a rate', () => {
    expect(applyReading(oneRoom(), reading({ accept: 0.99 }), SAID, { ...ASKED, asked: 'greeting' }).newQuotes).toEqual([]);
  });

  it('ends after three refusals in a row, or at once after a last word', () => {
    let state = oneRoom();
    const finals = [9, 10, 11].map((messageSeq) => {
      const applied = applyReading(state, reading({ reject: 0.9 }), { ...SAID, messageSeq }, ASKED);
      state = applied.state;
      return applied.finalRefusal;
    });
    expect(finals).toEqual([false, false, true]);
    expect(applyReading(oneRoom(), reading({ reject: 0.9 }, { refusesForGood: true }), SAID, ASKED).finalRefusal).toBe(true);
  });

  it('gives up one room, not the one that was not asked for yet', () => {
    let state = twoRooms();
    let applied = applyReading(state, reading({ reject: 0.9 }), SAID, ASKED);
    for (const messageSeq of [10, 11]) {
      state = applied.state;
      applied = applyReading(state, reading({ reject: 0.9 }), { ...SAID, messageSeq }, ASKED);
    }
    expect(applied).toMatchObject({ movesOn: true, finalRefusal: false });
    expect(applied.state.results).toEqual({ deluxe: 'declined', suite: 'open' });
  });

  it('never changes what is on the ledger, and puts nothing there that has to be asked about', () => {
    const amount = fc.integer({ min: 1, max: 2000 }).map(String);
    const act = fc.constantFrom<PartnerAct>('accept', 'reject', 'counter', 'conditional_accept', 'later', 'unclear');
    fc.assert(
      fc.property(
        fc.array(amount, { maxLength: 3 }),
        fc.array(fc.tuple(act, fc.double({ min: 0.3, max: 0.99, noNaN: true })), { minLength: 1, maxLength: 3 }),
        fc.subarray(['ticket', 'consent', 'amount'] as const),
        fc.boolean(),
        (amounts, acts, ambiguities, several) => {
          const state = several ? twoRooms() : oneRoom();
          const said = reading(Object.fromEntries(acts), {
            quotes: amounts.map((each) => quote(each)),
            ambiguities: [...ambiguities],
          });
          const applied = applyReading(state, said, SAID, ASKED);
          expect(applied.state.ledger.slice(0, state.ledger.length)).toEqual(state.ledger);
          if (said.quotes.length > 0 && applied.clarifications.includes('ticket')) expect(applied.newQuotes).toEqual([]);
          for (const entry of applied.newQuotes) expect(Number(entry.rate)).toBeGreaterThan(0);
          if (ambiguities.includes('consent') && amounts.length === 0) {
            expect(
              applied.newQuotes.filter(
                ({ conditions }) => conditions.length === 0 && acts.every(([name]) => name !== 'conditional_accept'),
              ),
            ).toEqual([]);
          }
        },
      ),
    );
  });
});
