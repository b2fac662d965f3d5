import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMentions } from '../numbers/read-mentions.js';
import { type InterpretInput, type InterpreterTicket, type Quote } from '../reading.js';
import { readQuotes } from './read-quotes.js';

const DOUBLE = {
  id: 'double',
  roomType: 'Double Room',
  stay: { from: '2026-11-24', to: '2026-11-27' },
  currency: 'EUR',
  priceBasis: 'selling',
  currentRate: '520',
  standingAsk: '440',
} satisfies InterpreterTicket;
const SUITE = {
  ...DOUBLE,
  id: 'suite',
  roomType: 'Junior Suite',
  currentRate: '700',
  standingAsk: '600',
} satisfies InterpreterTicket;

const ONE_TICKET = {
  currency: 'EUR',
  standingAsk: '440',
  today: '2026-11-16',
  asked: 'rate',
  tickets: [DOUBLE],
} satisfies Partial<InterpretInput>;
const TWO_TICKETS = { ...ONE_TICKET, tickets: [DOUBLE, SUITE] } satisfies Partial<InterpretInput>;
const NO_TICKET = {} satisfies Partial<InterpretInput>;

function read(text: string, setting: Partial<InterpretInput>): string {
  const input = { ...setting, text };
  const { quotes, ambiguities } = readQuotes(text, readMentions(text, input), input);
  return [...quotes.map((quote) => brief(quote, setting)), ...ambiguities.map((what) => `?${what}`)].join(' ');
}

/** A quote in a few signs: `>=470`, `<=470`, `430..460`, `-20`, `5%`, `match:Booking`, `no:450`, and what was said about it. */
function brief(quote: Quote, { tickets = [] }: Partial<InterpretInput>): string {
  const bounds =
    quote.low !== undefined && quote.high !== undefined
      ? `${quote.low}..${quote.high}`
      : quote.low !== undefined
        ? `>=${quote.low}`
        : `<=${quote.high}`;
  const kinds: Record<Quote['kind'], string> = {
    absolute: quote.amount ?? bounds,
    percent_off: `${quote.percent}%`,
    delta: `${quote.delta?.startsWith('-') === true ? '' : '+'}${quote.delta}`,
    midpoint: 'midpoint',
    match: `match:${quote.channel}`,
  };
  const { stay } = quote;
  const parts = [
    quote.refused === true ? `no:${kinds[quote.kind]}` : kinds[quote.kind],
    tickets.length > 1 ? `@${quote.ticketId ?? ''}` : '',
    quote.basis === 'unknown' ? '' : quote.basis,
    quote.rateUnit?.replace('per_', '/') ?? '',
    quote.taxes === undefined ? '' : quote.taxes === 'excluded' ? '++' : 'taxed',
    quote.reference === undefined ? '' : `of:${quote.reference}`,
    quote.currency === undefined || quote.currency === 'EUR' ? '' : quote.currency,
    stay?.dates === undefined ? '' : `on:${stay.dates.map((date) => date.slice(-2)).join()}`,
    stay?.from === undefined ? '' : `on:${stay.from.slice(-2)}-${stay.to?.slice(-2)}`,
    stay?.daysOfWeek === undefined ? '' : `days:${stay.daysOfWeek.join('')}`,
    stay?.excludedDates === undefined ? '' : `without:${stay.excludedDates.map((date) => date.slice(-2)).join()}`,
    stay?.excludedDaysOfWeek === undefined ? '' : `not-days:${stay.excludedDaysOfWeek.join('')}`,
    quote.corrects === true ? 'corrects' : '',
  ];
  return `[${parts.filter((part) => part !== '').join(' ')}]`;
}

const ON_ONE_TICKET: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'an amount': [
    ['we can do 460', '[460]'],
    ["460 and it's yours", '[460]'],
    ['€455/night', '[455 /night]'],
    ['460 each night', '[460 /night]'],
    ['how about four fifty', '[450]'],
    ['No. 475.', '[475]'],
    ['sheets, towels, the boy who carries the sheets. 475', '[475]'],
    ['475 and i throw in chai for every guest, last', '[475]'],
    ['hay is expensive. 480 and done', '[480]'],
    ['mango says 470', '[470]'],
    ['he answered!! thumb sideways. he writes 470', '[470]'],
    ['470? I can do that standing in a parking lot', '[470]'],
    ['i already gave you 470', '[470]'],
    ['as i said 470', '[470]'],
    ['480 or nothing', '[480]'],
    ['make that 470', '[470]'],
    ['470 if you promise us more bookings', '[470]'],
    ['if you give us placement we can do 460', '[460]'],
    ['we were at 520, now 470', '[470]'],
    ['from 520 down to 470', '[470]'],
    ['520 -> 470', '[470]'],
    ['why not 460', '[460]'],
    ['470 would be my limit', '[470]'],
    ['we could drop to 465', '[465]'],
    ['reduce it to 460', '[460]'],
    ['you can have it for 460', '[460]'],
    ['it will cost you 470', '[470]'],
    ['460 like on Booking', '[460]'],
    ['split the difference at 475', '[475]'],
    ["let's meet in the middle, say 475", '[475]'],
    ['440! my heart! 475 and i am being your brother', '[475]'],
    ['ok for 470', '[470]'],
    ['470 it is', '[470]'],
    ['you said 440, ok for us', '[440]'],
    ['your 440 is fine', '[440]'],
  ],
  'bounds and ranges': [
    ['nothing under 480', '[>=480]'],
    ['460 minimum', '[>=460]'],
    ["can't go lower than 480", '[>=480]'],
    ["can't do less than 470", '[>=470]'],
    ["can't do better than 470", '[>=470]'],
    ['not below 500', '[>=500]'],
    ['at least 470', '[>=470]'],
    ['470 and up', '[>=470]'],
    ['from 470', '[>=470]'],
    ['above 470 please', '[>=470]'],
    ['anything above 470', '[>=470]'],
    ['470+', '[>=470]'],
    ['min. 470', '[>=470]'],
    ['500 at most', '[<=500]'],
    ['470 tops', '[<=470]'],
    ['no more than 470', '[<=470]'],
    ['under 470', '[<=470]'],
    ['it must be below 500', '[<=500]'],
    ['between 450 and 480', '[450..480]'],
    ['from 450 to 480', '[450..480]'],
    ['450 or 460', '[450..460]'],
    ['450-480', '[450..480]'],
  ],
  'a share of the rate': [
    ['up to 5%', '[5%]'],
    ['ten percent less', '[10%]'],
    ['drop it by 5%', '[5%]'],
    ['another 3%', '[3% of:own_quote]'],
    ['maximum discount 8%', '[8%]'],
    ['10 percent off but not on weekends', '[10% not-days:56]'],
    ["can't do 10%", '[no:10%]'],
    ['our occupancy is 92%', ''],
    ['you take 18% already', ''],
    ['we gave you 10% last year', ''],
    ['15% more than last year', ''],
    ['costs went up 15%', ''],
    ['if you drop commission to 12%', ''],
    ['100% sure', ''],
    ['99% full', ''],
  ],
  'a change': [
    ['take off 15', '[-15]'],
    ['knock 20 off', '[-20]'],
    ['I come down 15', '[-15]'],
    ['20 euro reduction', '[-20]'],
    ['10 off', '[-10]'],
    ['30 below current rate', '[-30 of:current_rate]'],
    ['20 more than you said', '[+20 of:standing_ask]'],
    ['add 10 to yours', '[+10 of:standing_ask]'],
    ['another 10 and we have a deal', '[+10 of:own_quote]'],
    ['plus 10', '[+10]'],
  ],
  'the middle': [
    ['halfway', '[midpoint]'],
    ["ok let's split the difference", '[midpoint]'],
    ['somewhere between yours and mine', '[midpoint]'],
    ['half the difference then', '[midpoint]'],
    ["can't split the difference", '[no:midpoint]'],
    ['we are in the middle of high season', ''],
    ['halfway through renovation', ''],
  ],
  'another channel': [
    ['match Expedia', '[match:Expedia]'],
    ['same as Booking.com then', '[match:Booking.com]'],
    ['whatever Agoda has', '[match:Agoda]'],
    ['Booking has 455, we can match that', '[match:Booking]'],
    ['we cant match expedia', '[no:match:expedia]'],
    ['why should i match booking', ''],
    ['it is the same as on booking', ''],
  ],
  'basis, taxes and unit': [
    ['480 net', '[480 net]'],
    ['480 to us', '[480 net]'],
    ['470. Net.', '[470 net]'],
    ['480 gross', '[480 selling]'],
    ['what you sell at 480', '[480 selling]'],
    ['Aiyo net lah. Selling would be 470', '[470 selling]'],
    ['460 net or 540 selling', '[460 net] [540 selling]'],
    ['480++', '[480 ++]'],
    ['460 plus tax', '[460 ++]'],
    ['470 incl. breakfast and tax', '[470 taxed]'],
    ['1440 for the three nights', '[1440 /stay]'],
    ['1440', '[1440 /stay]'],
    ['460 for two nights', '[460]'],
    ['1350 all together', '[1350 /stay]'],
    ['4.5k for the block', '[4500 /block]'],
    ['460 per room per night', '[460 /night]'],
    ['460 per person', '[460] ?unit'],
  ],
  'part of the stay': [
    ['455 for the 24th only, not the weekend', '[455 on:24 not-days:56]'],
    ['weekdays only 455', '[455 days:01234]'],
    ['460 except Saturday', '[460 not-days:6]'],
    ['450 but not on the 25th', '[450 without:25]'],
    ['450 sunday to thursday, 500 weekends', '[450 days:01234] [500 days:56]'],
    ['450 from monday to thursday', '[450 days:1234]'],
    ['450 only for the 24th and 25th', '[450 on:24,25]'],
    ['for the 30th 450', '[450 on:30] ?dates'],
    ["I'll tell you by Friday", ''],
  ],
  'a correction': [
    ['sorry, I meant 470', '[470 corrects]'],
    ['480 - no wait, 470', '[470 corrects]'],
    ['480. oops 470', '[470 corrects]'],
    ['sorry, 470 not 450', '[470 corrects]'],
    ['wait typo before. meant 470', '[470 corrects]'],
    ['470 instead of 440', '[470]'],
  ],
  'a refusal': [
    ['not 450', '[no:450]'],
    ['450 is impossible', '[no:450]'],
    ["can't do 450", '[no:450]'],
    ['450 is too low', '[no:450]'],
    ['450 is below my cost', '[no:450]'],
    ['at 450 i lose money', '[no:450]'],
    ['if i do 450 my boss kills me', '[no:450]'],
    ['no to 450', '[no:450]'],
    ['450? no way, 480', '[no:450] [480]'],
    ["450? that's a joke", '[no:450]'],
    ["can't do 450, but 475 works", '[no:450] [475]'],
  ],
  'no offer': [
    ['last year we sold at 300', ''],
    ['Booking has us at 510', ''],
    ['on booking its 450', ''],
    ['I see 430 on agoda', ''],
    ['we have 460 on our own website', ''],
    ['the hotel next door is at 400', ''],
    ['my neighbour charges 390', ''],
    ['our cost is 420', ''],
    ['breakfast alone costs 25', ''],
    ['parking is 20 extra', ''],
    ['why 450?', ''],
    ['is the 450 net?', ''],
    ['is 440 with breakfast?', ''],
    ['does 440 include tax?', ''],
    ['440 net or selling?', ''],
    ['how did you get to 440', ''],
    ['who told you 430', ''],
    ['what is 440 based on', ''],
    ['which room is 440 for', ''],
    ['you said 450', ''],
    ['in 2019 we were at 400', ''],
    ['we sold it for 500 yesterday', ''],
    ['the guests paid 510', ''],
    ['my father built it with 300 in his pocket', ''],
    ['we have 40 rooms', ''],
    ['2 adults 1 child', ''],
    ['call 0170 5551234', ''],
    ['since 1998', ''],
    ['the price stays 520', ''],
    ['only us two today', ''],
    ["I'm past sixty and tired", ''],
    ['give me 10 minutes', ''],
    ['we are a 4 star hotel', ''],
  ],
  'a doubt': [
    ['4', '?amount'],
    ['45000', '?amount'],
    ['how about 4?', '[4] ?amount'],
    ['£450', '[450 GBP] ?currency'],
    ['460 net selling', '[460] ?basis'],
  ],
};

const ON_TWO_TICKETS: readonly (readonly [string, string])[] = [
  ['double 450, suite 620', '[450 @double] [620 @suite]'],
  ['460 for the double and 610 for the suite', '[460 @double] [610 @suite]'],
  ['double: 450\nsuite: 620', '[450 @double] [620 @suite]'],
  ['suite 620. dbl 450.', '[620 @suite] [450 @double]'],
  ['for the suite we can do 620 net, double 450 selling', '[620 @suite net] [450 @double selling]'],
  ['450 for the double, same for the other room', '[450 @double] [450 @suite]'],
  ['450 for the double, same for the suite', '[450 @double] [450 @suite]'],
  ['450 double, 620 for the other one', '[450 @double] [620 @suite]'],
  ['the junior one 610', '[610 @suite]'],
  ['450 for both rooms', '[450 @double] [450 @suite]'],
  ['suite: no. double 450', '[450 @double]'],
  ['10% off on both', '[10% @double] [10% @suite]'],
  ['450', '[450 @double]'],
  ['450 and 620', '[450 @] [620 @] ?ticket'],
];

const WITHOUT_TICKET: readonly (readonly [string, string])[] = [
  ['I can do $40', '[40 USD]'],
  ['would you take 35?', '[35]'],
  ["I'll give you 50 for it", '[50]'],
  ['How about $45 and you pick it up?', '[45 USD]'],
  ['lowest I can go is 40', '[40]'],
  ["It's listed at 60", ''],
  ['I was hoping for more like 100', '[100]'],
  ['I paid 200 for it last year', ''],
  ["i'm asking 80", '[80]'],
  ["I'm asking $100 for it but can go down to $85", '[85 USD]'],
  ['can you do 75 if I pick it up today?', '[75]'],
  ["I can't go below 70", '[>=70]'],
  ['the most I can do is 60', '[60]'],
  ['brand new these cost 300', ''],
  ["I won't take less than 85", '[>=85]'],
  ['I already have an offer for 90', ''],
  ['someone else offered 90', ''],
  ['It retails for $250', ''],
  ['could you come down to 55?', '[55]'],
  ["that's too low, how about 70", '[70]'],
  ['60 would work for me', '[60]'],
  ['I could maybe swing 110', '[110]'],
  ["You've got a deal at 270", '[270]'],
  ['How does 165 sound?', '[165]'],
  ['can you go any lower than 165?', ''],
  ['6500 is as low as I can go', '[6500]'],
  ['I bought it for 400 two years ago, I can let it go for 200', '[200]'],
  ['They go for 500 new, so 300 is fair', '[300]'],
  ["I couldn't let it go for less than 130", '[>=130]'],
  ["I'm not going to sell it for 50", '[no:50]'],
  ['280 is a bit high for me. 260?', '[no:280] [260]'],
  ['can you knock 15 bucks off?', '[-15 USD]'],
  ['15% off and I take it', '[15%]'],
  ['Could you meet me half way?', '[midpoint]'],
  ['alright 1050 sold', '[1050]'],
  ['was 1050 your final offer?', ''],
  ["I can't afford more than 50", '[<=50]'],
  ['the tires alone cost 400', ''],
  ['Your listing says $2,000. Would you take $1,700?', '[1700 USD]'],
  ['75 plus shipping', '[75]'],
  ["It has 60,000 miles, I can't let it go for under 5k", '[>=5000]'],
  ['rent is usually 1200 but I can do 1100', '[1100]'],
];

describe('the quotes of a message about one ticket', () => {
  for (const [what, cases] of Object.entries(ON_ONE_TICKET))
    describe(what, () => {
      it.each(cases)('%s → %s', (text, expected) => {
        expect(read(text, ONE_TICKET)).toBe(expected);
      });
    });
});

describe('the quotes of a message about two tickets', () => {
  it.each(ON_TWO_TICKETS)('%s → %s', (text, expected) => {
    expect(read(text, TWO_TICKETS)).toBe(expected);
  });

  it('asks which ticket is meant where nothing tells', () => {
    expect(read('450', { ...TWO_TICKETS, standingAsk: '441' })).toBe('[450 @] ?ticket');
  });
});

describe('the quotes of a message without any ticket', () => {
  it.each(WITHOUT_TICKET)('%s → %s', (text, expected) => {
    expect(read(text, NO_TICKET)).toBe(expected);
  });
});

describe('how firm a quote is', () => {
  it.each([
    ['480 final', 'firm'],
    ['480, not a cent less', 'firm'],
    ['480. That is my last word.', 'firm'],
    ['lowest i can go is 480', 'firm'],
    ['take it or leave it, 480', 'firm'],
    ["I can't go lower than 480", 'firm'],
    ['maybe 450?', 'tentative'],
    ['would 450 help?', 'tentative'],
    ['what if i did 450', 'tentative'],
    ['450ish', 'approximate'],
    ['around 450', 'approximate'],
    ['450 or so', 'approximate'],
    ['we can do 450', 'stated'],
    ['450', 'stated'],
  ])('%s → %s', (text, firmness) => {
    const input = { ...ONE_TICKET, text };
    expect(readQuotes(text, readMentions(text, input), input).quotes.map((quote) => quote.firmness)).toEqual([firmness]);
  });
});

describe('any message', () => {
  const words = fc.constantFrom(
    ...'not no never below above at least most 450 4.5k €455 10% 480++ net selling sorry meant wait double suite other same both except weekend 24th to - , . ? and or but split difference match booking can do less more off you said why'.split(
      ' ',
    ),
  );
  const messages = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(words, { maxLength: 30 }).map((list) => list.join(' ')),
  );

  it('is read without a throw, and every quote lies in it and is made of its amounts', () => {
    fc.assert(
      fc.property(messages, (text) => {
        const input = { ...TWO_TICKETS, text };
        const mentions = readMentions(text, input);
        const known = new Set(
          mentions.flatMap(({ value, low, high }) => [value, low, high]).flatMap((value) => value?.replace(/^-/u, '') ?? []),
        );
        for (const quote of readQuotes(text, mentions, input).quotes) {
          expect(quote.span[0]).toBeGreaterThanOrEqual(0);
          expect(quote.span[1]).toBeGreaterThan(quote.span[0]);
          expect(quote.span[1]).toBeLessThanOrEqual(text.length);
          for (const amount of [quote.amount, quote.low, quote.high, quote.percent, quote.delta?.replace(/^-/u, '')])
            if (amount !== undefined) expect(known).toContain(amount);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('that is a bare amount near the rate, after an ask, is one absolute quote of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 312, max: 728 }), (amount) => {
        expect(read(String(amount), ONE_TICKET)).toBe(`[${amount}]`);
      }),
    );
  });

  it('is read in time that grows no faster than its length', () => {
    for (const part of [
      '450 ',
      'not not below 450 ',
      'can you do at for 450 or ',
      'match booking in the middle of ',
      'double suite same other both 450 ',
    ]) {
      const text = part.repeat(4000);
      const mentions = [...text.matchAll(/\d+/gu)].map(({ 0: value, index }) => ({
        span: [index, index + value.length] as const,
        kind: 'number' as const,
        value,
      }));
      const started = performance.now();
      readQuotes(text, mentions, { ...TWO_TICKETS, text });
      expect(performance.now() - started).toBeLessThan(4000);
    }
  });
});
