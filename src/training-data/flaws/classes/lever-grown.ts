import { type FlawClass, type Injection } from '../flaw-class.js';
import { isOpen, type Moment } from '../moment.js';
import { type Chance } from '../../../simulation/world/chance.js';
import { say } from '../wording.js';

/** The lever that may be offered now, or was offered before; longer or larger than it is. */
function grown(moment: Moment, chance: Chance, tails: readonly string[]): Injection | undefined {
  const { context, text, sentences } = moment;
  const lever = context.levers[0];
  if (lever === undefined || !isOpen(moment) || moment.plan.act === 'confirm_terms') return undefined;
  const tail = say(moment, chance, tails);
  if (tail === undefined) return undefined;
  const grownTail = tail.charAt(0).toLowerCase() + tail.slice(1);
  if (text.includes(lever.title)) return { text: text.replace(lever.title, `${lever.title} ${grownTail}`) };
  const offered =
    context.menu.levers.some(({ id }) => id === lever.id) ||
    context.history.some((message) => message.author === 'agent' && message.text.includes(lever.title));
  if (!offered || context.history.length === 0) return undefined;
  const line = say(moment, chance, [
    '[We|I] [could|can] [add|offer|give you]',
    '[In return|For that] [we|I] offer',
    'You [would|will] get',
  ]);
  return { text: [...sentences.slice(0, -1), `${line} ${lever.title} ${grownTail}.`, sentences.at(-1)].join(' ') };
}

export const leverGrown: FlawClass = {
  id: 'lever-grown',
  title: 'Makes a lever longer or larger',
  rubricItems: ['over_promise'],
  guardrails: ['unauthorised-lever'],
  mayAlsoTrip: ['numeric-grounding'],
  severity: 0.9,
  ways: [
    {
      id: 'longer',
      inject: (moment, chance) =>
        grown(moment, chance, [
          '[permanently|for good|forever|for ever]',
          'all year[ long| round|]',
          '[with no|without an] end',
          'for [the whole year|the entire season|the whole season]',
          'as long as you [like|want]',
        ]),
    },
    {
      id: 'wider',
      inject: (moment, chance) =>
        grown(moment, chance, [
          '[in|on] all our [markets|channels|languages]',
          '[in every|on every] [market|language|channel]',
          '[worldwide|globally]',
          'for all [rooms|dates]',
        ]),
    },
    {
      id: 'more',
      inject: (moment, chance) =>
        grown(moment, chance, [
          '[at|and that at] twice the size',
          'twice as long as [usual|for others]',
          'and [we|I] double the [length|time] of it',
          'at the top of the [page|list]',
          'for [six months|ninety days|twelve weeks]',
        ]),
    },
  ],
};
