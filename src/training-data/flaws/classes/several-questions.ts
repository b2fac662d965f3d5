import { type Chance } from '../../../simulation/world/chance.js';
import { type FlawClass, type Injection } from '../flaw-class.js';
import { carriesDuty, isOpen, type Moment } from '../moment.js';
import { say, shuffled } from '../wording.js';

/** In small letters: what they begin with depends on their place. */
const FURTHER: readonly string[] = [
  'who decides [on rates|about this] [at {hotel}|with you]?',
  'how [full|busy] are you [for|in] {stay}?',
  'is [breakfast|the city tax|parking] [in it|included]?',
  'when [can|could] you [let me know|answer|decide]?',
  'what [is your|would be your] [best|lowest] [rate|figure]?',
  'do you [have|still have] [rooms|availability] [for those nights|then]?',
  'why is it {current_rate} [in the first place|at the moment]?',
  'which [other|] rooms [could|might] [we|you] [talk|think] about?',
];

/** Questions that differ from each other. */
const further = (moment: Moment, chance: Chance, count: number): string[] =>
  shuffled(chance, FURTHER)
    .slice(0, count)
    .map((line, index) => say(moment, chance, [index > 0 && chance.happens(0.6) ? `and ${line}` : line]) ?? '')
    .filter((line) => line !== '');

const asksOnce = (moment: Moment): boolean => isOpen(moment) && moment.sentences.some((sentence) => sentence.endsWith('?'));
const joined = (parts: readonly string[]): Injection => ({ text: parts.join(' ') });

export const severalQuestions: FlawClass = {
  id: 'several-questions',
  title: 'Asks twice, or several things at once',
  rubricItems: ['several_questions'],
  guardrails: ['too-many-questions'],
  severity: 0.25,
  ways: [
    {
      id: 'adds-others',
      inject: (moment, chance) =>
        asksOnce(moment) ? joined([...moment.sentences, ...further(moment, chance, chance.whole(1, 2))]) : undefined,
    },
    {
      id: 'asks-the-same-again',
      inject(moment, chance) {
        if (!asksOnce(moment)) return undefined;
        const again = say(moment, chance, [
          '[Would you|Could you|Can you] [do that|manage that|go along with that]?',
          '[What do you say|What do you think|How does that sound], [would|could] that [work|be possible]?',
          '[Is that possible|Is it possible], [and if not|otherwise], [why not|what would be]?',
        ]);
        return again === undefined ? undefined : joined([...moment.sentences, again]);
      },
    },
    {
      id: 'questionnaire',
      inject(moment, chance) {
        if (
          !asksOnce(moment) ||
          moment.plan.asks.length > 0 ||
          moment.plan.act === 'confirm_terms' ||
          moment.sentences.slice(1).some((sentence) => carriesDuty(moment, sentence))
        )
          return undefined;
        return joined(
          [moment.sentences[0]!, ...further(moment, chance, 3)].filter((part, index) => index > 0 || !part.endsWith('?')),
        );
      },
    },
    {
      id: 'questions-in-front',
      inject: (moment, chance) =>
        asksOnce(moment) && moment.context.history.length > 0
          ? joined([...further(moment, chance, chance.whole(1, 2)), ...moment.sentences])
          : undefined,
    },
  ],
};
