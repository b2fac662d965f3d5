import { type FlawClass } from '../flaw-class.js';
import { type Moment } from '../moment.js';
import { planTo } from '../plans.js';
import { instead, say } from '../wording.js';

/** Words that make hearing the terms again right: they asked, corrected or changed something. */
const MAY_HEAR_AGAIN = [
  'question',
  'ask_how',
  'ask_why',
  'correct',
  'counter',
  'conditional_accept',
  'retract',
  'unclear',
  'acknowledge',
] as const;

const neednt = ({ acts, context }: Moment): boolean =>
  !MAY_HEAR_AGAIN.some((act) => acts.has(act)) && (context.reading?.conditions.length ?? 0) === 0;
const isAgreed = ({ context }: Moment): boolean => context.agreed.length > 0 && !Object.values(context.results).includes('open');

export const restatesTerms: FlawClass = {
  id: 'restates-terms',
  title: 'Restates terms again without need',
  rubricItems: ['repeated_confirmation'],
  guardrails: ['repeated-confirmation'],
  severity: 0.35,
  ways: [
    {
      id: 'asks-after-the-yes',
      inject: (moment, chance) =>
        isAgreed(moment) && neednt(moment)
          ? instead(moment, chance, [
              '[Just to be sure|To be safe|To be certain], {agreed_terms}. [Is that correct|Do you agree|Can you confirm that]?',
              '[Before I close|Before we finish], [please confirm|can you confirm] [once more|again]: {agreed_terms}.',
              'So [it is|we have] {agreed_terms}. [Can you confirm|Could you confirm|Do you accept] [that|this] [again|one more time]?',
            ])
          : undefined,
    },
    {
      id: 'asks-twice-in-one-message',
      inject(moment, chance) {
        if (moment.plan.act !== 'confirm_terms' || moment.context.slots['terms'] === undefined) return undefined;
        return instead(
          moment,
          chance,
          [
            '{terms}. [Is that right|Is that correct]? [Please confirm|Can you confirm] [that it is|that everything is] [right|correct].',
            '[Can you confirm|Could you confirm] {terms}? [Do you agree to it|Is it all correct|Is that a yes]? [Please confirm|Please confirm it].',
            '[In writing|To sum up]: {terms}. [Do you accept|Do you agree]? [And is everything correct|And can you confirm it]?',
          ],
          planTo(moment, 'confirm_terms'),
        );
      },
    },
    {
      id: 'in-full-before-an-answer',
      inject(moment, chance) {
        const { context } = moment;
        if (context.timesTermsRestated === 0 || context.slots['terms'] === undefined || isAgreed(moment) || !neednt(moment))
          return undefined;
        return instead(
          moment,
          chance,
          [
            '[Once more|Again], {terms}. [Do you agree|Is that right for you]?',
            '[Let me repeat|Let me restate] the terms: {terms}. [Can you confirm|Do you accept]?',
            '{terms}, [as I wrote|as I said]. [Is that a yes|Do you agree]?',
          ],
          planTo(moment, 'confirm_terms'),
        );
      },
    },
    {
      id: 'repeats-them-in-the-goodbye',
      inject(moment, chance) {
        if (moment.plan.act !== 'close_agreed' || !isAgreed(moment) || !neednt(moment)) return undefined;
        const line = say(moment, chance, [
          '[Is it correct|Can you confirm] that it is {agreed_terms}?',
          '[Shall I note|May I record] {agreed_terms}, [is that correct|do you confirm that]?',
          '[Please confirm|Please confirm again] [that it is|that we have] {agreed_terms}.',
        ]);
        return line === undefined ? undefined : { text: `${moment.sentences[0]} ${line}` };
      },
    },
  ],
};
