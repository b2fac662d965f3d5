import { BREAK } from '../language/tokens.js';
import { type QuoteText } from './words.js';

/** Words that say nothing about what an amount is. */
const LIGHT: ReadonlySet<string> = new Set(
  (
    'ok okay yes yeah yep yup no nope hmm hmmm well so then just only for per a an the my our your is it that this and but or also still all right fine ' +
    'please now here go good sure done deal final last net gross night nights nite room rooms max min maximum minimum maybe perhaps how about what ' +
    'i we you me us can do could would will at on to of with if not firm cash each every more less again too sir madam friend man dude bro mate ' +
    'haha lol thanks thank sorry hi hello hey euro euros eur dollar dollars bucks usd pounds gbp inr rs aed day same best price rate offer ' +
    'counter counteroffer answer number figure say make call take give lah po ya la ah oh honestly really instead even like alright sold obo ono ' +
    'midweek weekend weekends weekday weekdays monday tuesday wednesday thursday friday saturday sunday ' +
    'double doubles twin twins single suite suites deluxe superior standard family studio king queen triple other one both'
  ).split(' '),
);
const MOST_OTHERS = 1;
/** How far to look; a part of a message as long as this with light words only is not worth more time. */
const REACH = 12;

/** Whether an amount stands by itself, with hardly a word of content in its part of the message. */
export function isBare({ tokens }: QuoteText, at: number): boolean {
  let others = 0;
  for (const step of [-1, 1]) {
    for (let index = at + step; Math.abs(index - at) <= REACH; index += step) {
      const token = tokens[index];
      const edge = step < 0 ? tokens[index + 1] : token;
      if (token === undefined || edge === undefined || edge.breakBefore >= BREAK.comma) break;
      if (
        token.mention !== undefined &&
        token.word !== '#' &&
        token.word !== '#pct' &&
        token.word !== '#days' &&
        token.word !== '#date'
      )
        return false;
      if (token.mention === undefined && !LIGHT.has(token.word)) others += 1;
      if (others > MOST_OTHERS) return false;
    }
  }
  return true;
}

/** Whether an amount begins or ends its part of the message (commas, "and", "but" …), give or take a word. */
export function isAtEdge({ tokens }: QuoteText, at: number): boolean {
  const clause = tokens[at]?.clause;
  return [-2, 2].some((step) => tokens[at + step]?.clause !== clause);
}
