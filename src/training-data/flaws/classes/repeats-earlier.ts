import { type FlawClass, type Injection } from '../flaw-class.js';
import { carriesDuty, type Moment } from '../moment.js';
import { planWithoutAsk } from '../plans.js';
import { expand, shuffled, tidy } from '../wording.js';
import { sentencesOf } from '../../../domain/signals/sentences.js';

const FEWEST_WORDS = 8;

/** Messages of ours that are long enough to be known again; terms are to be said in the same words. */
function ownMessages({ context }: Moment): string[] {
  return context.history.flatMap(({ author, text }) =>
    author === 'agent' && text.split(/\s+/).length >= FEWEST_WORDS && !/per room and (?:night|stay) \(/.test(text) ? [text] : [],
  );
}

/** Said with a plan that puts nothing new on the table; our earlier figure stands already. */
function again(moment: Moment, text: string | undefined): Injection | undefined {
  const plan = planWithoutAsk(moment);
  if (
    text === undefined ||
    plan === undefined ||
    moment.plan.act === 'confirm_terms' ||
    moment.plan.act === 'close_agreed' ||
    carriesDuty(moment, moment.text)
  )
    return undefined;
  return { text, plan };
}

export const repeatsEarlier: FlawClass = {
  id: 'repeats-earlier',
  title: 'Repeats our earlier message',
  rubricItems: ['repetition'],
  guardrails: ['near-repetition'],
  severity: 0.4,
  ways: [
    { id: 'word-for-word', inject: (moment, chance) => again(moment, ownMessages(moment).at(chance.happens(0.7) ? -1 : -2)) },
    {
      id: 'with-a-new-beginning',
      inject(moment, chance) {
        const earlier = ownMessages(moment).at(-1);
        if (earlier === undefined) return undefined;
        const opening = expand(
          chance,
          chance.pick([
            '[As I said|Again|Once more|To say it again]:',
            '[I see|Understood|All right].',
            '[Well|Still], [as before|to come back to it]:',
            '[Yes|Right|Ok],',
          ]),
        );
        return again(moment, tidy(`${opening} ${earlier}`));
      },
    },
    {
      id: 'nearly-the-same',
      inject(moment, chance) {
        const earlier = ownMessages(moment).at(chance.happens(0.6) ? -1 : -2);
        if (earlier === undefined) return undefined;
        const changed = [
          (text: string) => text.replace(/\bCould\b/, 'Can').replace(/\bcould\b/, 'can'),
          (text: string) => text.replace(/\bWould\b/, 'Will').replace(/\bwould\b/, 'might'),
          (text: string) => text.replace(/\b(?:very|also|just|only|quite|still) /, ''),
          (text: string) => text.replace(/\bI am\b/, "I'm").replace(/\bthat is\b/i, "that's"),
          (text: string) => text.replace(/ with us\b/, ' on our site').replace(/ elsewhere\b/, ' on another site'),
        ].map((change) => change(earlier));
        const text = shuffled(chance, changed).find((each) => each !== earlier);
        return again(moment, text);
      },
    },
    {
      id: 'sentences-turned-round',
      inject(moment) {
        const sentences = sentencesOf(ownMessages(moment).at(-1) ?? '').map(({ text }) => text);
        return sentences.length < 2 ? undefined : again(moment, [...sentences.slice(1), sentences[0]].join(' '));
      },
    },
  ],
};
