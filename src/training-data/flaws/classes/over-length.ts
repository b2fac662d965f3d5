import { type FlawClass, type Injection } from '../flaw-class.js';
import { isOpen, type Moment } from '../moment.js';
import { type Chance } from '../../../simulation/world/chance.js';
import { say, shuffled } from '../wording.js';

const MOST_WORDS = 85;
const FEWEST_WORDS = 66;

const words = (text: string): number => text.split(/\s+/).length;

/** Sentences are put in until nobody reads the reply any more; the first and the last stay in their places. */
function padded(moment: Moment, chance: Chance, lines: readonly string[]): Injection | undefined {
  if (!isOpen(moment) || ['greet', 'brief', 'confirm_terms'].includes(moment.plan.act)) return undefined;
  const { sentences } = moment;
  const head = sentences.slice(0, Math.max(1, sentences.length - 1));
  const tail = sentences.slice(head.length);
  const aim = chance.whole(FEWEST_WORDS, MOST_WORDS);
  const middle: string[] = [];
  for (const line of shuffled(chance, lines)) {
    if (words([...sentences, ...middle].join(' ')) >= aim) break;
    const said = say(moment, chance, [line]);
    if (said !== undefined) middle.push(said);
  }
  const text = [...head, ...middle, ...tail].join(' ');
  return words(text) < FEWEST_WORDS ? undefined : { text };
}

export const overLength: FlawClass = {
  id: 'over-length',
  title: 'Too long, rambling',
  rubricItems: ['too_long'],
  guardrails: ['over-length'],
  severity: 0.3,
  ways: [
    {
      id: 'explains-everything',
      inject: (moment, chance) =>
        padded(moment, chance, [
          '[To give you the full picture|For the sake of completeness], this [conversation|chat] is about the {room}, which on our site is shown at {current_rate} for the stay of {stay}.',
          '[The same room|That same room] is [shown|on sale] at {competitor_rate} on another site, [which means|so that] the difference [comes to|is] {gap} for each night.',
          '[All of these|All] rates are {basis}, [so that we compare|which lets us compare] the same thing and [do not mix|not mix] anything up.',
          'Guests [who look|looking] for a room [usually|often] open [more than one|several] pages and compare what they see before they make up their minds.',
          '[Whatever we settle on|Anything that we settle on here] [would only be|is only] for {stay}, and [everything else|all other dates] [would stay|stays] [just|] as it is today.',
          'If we [come to|find] a rate, I [would|will] put it in writing first, and [you would|you can] look at it in peace before you [answer|say anything].',
        ]),
    },
    {
      id: 'says-everything-twice',
      inject: (moment, chance) =>
        padded(moment, chance, [
          '[In other words|Put differently], what I am [trying to say|getting at] is that [the rate|the price] is what we are [talking|speaking] about here, and nothing other than [the rate|that].',
          '[What I mean is|That is to say], the {room} is the room [in question|that this is about], and {stay} is the time [in question|that this is about].',
          'So, [to put it in yet another way|to say it differently again], there is {current_rate} on the one side and {competitor_rate} on the other side, and [between them|in between] there is the gap.',
          '[Or, to say it more simply|Or simply], it is about [that one room|one room] and [that one stay|one stay] and [that one rate|one rate], as I have [tried|been trying] to say.',
          '[I hope this makes it clear|I hope that I have made this clear]; if it does not, [please|do] say so and I [will|can] say it again in [other|different] words.',
        ]),
    },
    {
      id: 'rambles',
      inject: (moment, chance) =>
        padded(moment, chance, [
          '[There are|One finds] many things that [one could|we could] say about rates, and [every|each] conversation about them [takes|goes] its own way, [which is|and that is] how it [should be|goes].',
          'Some [talks|conversations] are short and some are long, and [I find|it seems] that what counts in the end is that both sides have [said|been able to say] what they [wanted|had] to say.',
          '[Of course|Naturally], a rate is never only a number, because there is always a house behind it, and people, and [plans|a plan], and [all sorts of|many other] things that one does not see [at first|from outside].',
          '[That said|All that aside|Be that as it may], I do not want to [go on|talk] for too long, although there would be [more|a lot more] to say [about it|on the matter], and maybe [there will be|we will find] another [moment|occasion].',
          '[On the one hand|Looked at from one side] it is a small matter, [on the other hand|looked at from the other side] it is not so small, and [somewhere|probably] in between lies what [we are|both of us are] looking for.',
        ]),
    },
  ],
};
