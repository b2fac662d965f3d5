import { type FlawClass, type Injection } from '../flaw-class.js';
import { type Moment } from '../moment.js';

const restates = ({ plan, context }: Moment): boolean => plan.act === 'confirm_terms' && context.menu.terms.length > 0;

const without = (moment: Moment, parts: readonly (string | undefined)[], put: string): Injection | undefined => {
  if (!restates(moment)) return undefined;
  const text = parts.reduce<string>((said, part) => (part === undefined ? said : said.replaceAll(part, put)), moment.text);
  return text === moment.text ? undefined : { text };
};

const slots = ({ context }: Moment, name: string): string[] =>
  context.tickets.flatMap((_, index) => context.slots[`${name}_${index + 1}`] ?? []);

export const termsIncomplete: FlawClass = {
  id: 'terms-incomplete',
  title: 'Restates terms with a part missing',
  rubricItems: ['terms_incomplete'],
  guardrails: ['plan-text-agreement'],
  severity: 0.5,
  ways: [
    {
      id: 'without-the-rate',
      inject: (moment, chance) =>
        without(
          moment,
          slots(moment, 'agreed_rate'),
          chance.pick(['your figure', 'the rate we spoke of', 'that rate', 'the usual rate']),
        ),
    },
    {
      id: 'without-the-room',
      inject(moment, chance) {
        const injection = without(
          moment,
          slots(moment, 'room'),
          chance.pick(['your room', 'the room', 'this room', 'the one we discussed']),
        );
        return injection && { ...injection, guardrails: [] };
      },
    },
    {
      id: 'without-the-question',
      inject(moment, chance) {
        if (!restates(moment)) return undefined;
        const kept = moment.sentences.filter((sentence) => !sentence.endsWith('?'));
        if (kept.length === moment.sentences.length || kept.length === 0) return undefined;
        return {
          text: [
            ...kept,
            chance.pick(['That is all.', 'So much for that.', 'Thank you.', 'Have a good day.', 'I leave it at that.']),
          ].join(' '),
        };
      },
    },
  ],
};
