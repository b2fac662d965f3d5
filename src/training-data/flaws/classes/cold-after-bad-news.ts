import { type FlawClass, type Injection } from '../flaw-class.js';
import { carriesDuty, isUpset, type Moment } from '../moment.js';
import { type Chance } from '../../../simulation/world/chance.js';
import { bareAsk, say } from '../wording.js';

const BAD_NEWS =
  /\b(?:hospital|funeral|died|death|passed away|accident|ill\b|sick|flood|fire|storm|leak|broke(?:n)?|burst|strike|quit|fired|lost|losing|divorce|surgery|exhaust|tired|hard year|bad year|struggl|no staff|short of staff|cancell?ed|robbed|complain|problem)/i;

const bringsBadNews = (moment: Moment): boolean =>
  isUpset(moment) || moment.mood === 'tired' || moment.concern === 'grievance' || moment.said.some((text) => BAD_NEWS.test(text));

/** The cold word, and behind it what the reply wants, where it wants something. */
function coldly(moment: Moment, chance: Chance, lines: readonly string[]): Injection | undefined {
  if (!bringsBadNews(moment) || moment.context.reading === undefined || carriesDuty(moment, moment.text)) return undefined;
  const line = say(moment, chance, lines);
  if (line === undefined) return undefined;
  const ask = bareAsk(moment, chance);
  // Without an ask there has to be another thing to drop, or the reply was about nothing else.
  if (ask === undefined && moment.plan.asks.length > 0) return undefined;
  return { text: ask === undefined ? line : `${line} ${ask}` };
}

/** Trouble, grief or anger, answered as if by a counter clerk. */
export const coldAfterBadNews: FlawClass = {
  id: 'cold-after-bad-news',
  title: 'Cold or curt after bad news',
  rubricItems: ['feelings_ignored'],
  guardrails: [],
  severity: 0.5,
  ways: [
    {
      id: 'curt',
      inject: (moment, chance) =>
        coldly(moment, chance, [
          '[Ok|OK|Right|Fine|Noted|Received].',
          '[Next point|Moving on|Back to business|To the point].',
          '[All right, noted|Noted, next|Yes, yes].',
        ]),
    },
    {
      id: 'bureaucratic',
      inject: (moment, chance) =>
        coldly(moment, chance, [
          '[Your remarks|These remarks|Your comments] [have been|are] [registered|taken down|filed].',
          '[Please|Kindly] [keep|limit] [your messages|the exchange] to the [subject|rate of the {room}].',
          'Matters [of this kind|like this] are [dealt with|handled] [elsewhere|by another department].',
          '[Personal|Internal] [circumstances|matters] [do not|cannot] [enter|play a part in] the [calculation|rate].',
        ]),
    },
    {
      id: 'not-our-problem',
      inject: (moment, chance) =>
        coldly(moment, chance, [
          '[That is|This is] [outside|not part of] [this request|what I write about].',
          '[We|I] [cannot|can not] [change|help] that[, and it does not affect the rate|].',
          '[Every house|Everyone in the business] [has|deals with] [that kind of thing|such things].',
          '[As for|Regarding] {worry}, that is [not our matter|nothing to us].',
          'That [concerns|is a matter for] [your side|the hotel] [only|alone].',
        ]),
    },
    {
      id: 'shrugs',
      inject: (moment, chance) =>
        coldly(moment, chance, [
          '[These things happen|Such things happen|That happens|It happens].',
          '[It will pass|Things will sort themselves out|Tomorrow is another day].',
          '[On the bright side|Anyway|Be that as it may], the {room} [is still|stands] at {current_rate}.',
        ]),
    },
  ],
};
