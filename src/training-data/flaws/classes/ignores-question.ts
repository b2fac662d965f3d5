import { type FlawClass } from '../flaw-class.js';
import { asked, carriesDuty, did } from '../moment.js';
import { instead, leadingTo, takesUp } from '../wording.js';
import { borrow } from '../written-replies.js';

/** They asked, and we talk on. A question whether we are a machine is a class of its own. */
export const ignoresQuestion: FlawClass = {
  id: 'ignores-question',
  title: "Ignores the partner's question",
  rubricItems: ['question_ignored'],
  guardrails: [],
  severity: 0.5,
  ways: [
    {
      id: 'answer-left-out',
      inject(moment) {
        const { sentences, askAt } = moment;
        if (!asked(moment) || did(moment, 'ask_if_ai') || sentences.length < 2 || askAt === 0) return undefined;
        const rest = sentences.slice(1).join(' ');
        return takesUp(moment, rest) || !rest.includes('?') || carriesDuty(moment, sentences[0]!) ? undefined : { text: rest };
      },
    },
    {
      id: 'answers-another-question',
      inject(moment, chance) {
        if (!asked(moment) || did(moment, 'ask_if_ai') || moment.plan.asks.length > 0) return undefined;
        const text = borrow(moment, chance, ({ act, steps }) => act === 'answer' && steps.length === 0);
        return text === undefined || takesUp(moment, text) ? undefined : { text };
      },
    },
    {
      id: 'talks-on',
      inject(moment, chance) {
        if (!asked(moment) || did(moment, 'ask_if_ai')) return undefined;
        if (moment.plan.asks.length > 0)
          return leadingTo(moment, chance, [
            '[Let us|We should] [come back|return] to the rate.',
            'The [main|important] thing [now|here] is the rate [for|in] {stay}.',
            'Guests see {current_rate} [with us|on our page] for the {room}.',
          ]);
        if (carriesDuty(moment, moment.text)) return undefined;
        const text = borrow(
          moment,
          chance,
          ({ act, steps, acts }) =>
            act !== 'answer' && act !== 'greet' && act !== 'identify' && steps.length === 0 && !acts.includes('question'),
        );
        return text === undefined || takesUp(moment, text) ? undefined : { text };
      },
    },
    {
      id: 'puts-off',
      inject(moment, chance) {
        if (!asked(moment) || did(moment, 'ask_if_ai')) return undefined;
        const lines = [
          '[A good|An interesting|A fair] question[, but let us talk about the rate|; what matters now is the rate].',
          '[That|This] [can wait|is a detail] [for now|until we have a rate].',
          '[Other|Such] [points|details] [are|come] for later.',
        ];
        if (moment.plan.asks.length > 0) return leadingTo(moment, chance, lines);
        return carriesDuty(moment, moment.text) ? undefined : instead(moment, chance, lines);
      },
    },
  ],
};
