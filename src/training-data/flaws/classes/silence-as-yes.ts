import { type FlawClass, type Injection } from '../flaw-class.js';
import { carriesDuty, did, nothingSettled, type Moment } from '../moment.js';
import { type Chance } from '../../../simulation/world/chance.js';
import { planWithoutAsk } from '../plans.js';
import { instead } from '../wording.js';

/** They said something that is neither yes nor no, or nothing at all. */
const saidNothing = (moment: Moment): boolean =>
  moment.context.reading === undefined
    ? moment.plan.act === 'follow_up'
    : did(moment, 'acknowledge', 'unclear', 'small_talk', 'thanks', 'later', 'greet');

function assumed(moment: Moment, chance: Chance, lines: readonly string[]): Injection | undefined {
  const plan = carriesDuty(moment, moment.text) ? undefined : planWithoutAsk(moment);
  if (plan === undefined || !nothingSettled(moment) || !saidNothing(moment) || moment.standing?.standingAsk === undefined)
    return undefined;
  return instead(moment, chance, lines, plan);
}

export const silenceAsYes: FlawClass = {
  id: 'silence-as-yes',
  title: 'Takes silence, "hmm" or an emoji for a yes',
  rubricItems: ['silence_taken_for_consent'],
  guardrails: ['assumed-consent'],
  mayAlsoTrip: ['agreement-without-ledger'],
  severity: 0.85,
  ways: [
    {
      id: 'reads-their-words-as-yes',
      inject: (moment, chance) =>
        assumed(moment, chance, [
          '[I\'ll take|I take|I will take] [your|that] "{said}" as a yes to {standing_ask}[, thank you|].',
          '[I read|I understand] [that|your message] as [a yes|your agreement][ to {standing_ask}|, so the {room} goes to {standing_ask}].',
          '[I take it|I assume|I gather] [that|] you [agree|are fine with that|are happy with {standing_ask}][ for the {room}|].',
          '"{said}" [sounds like|is as good as|means] a yes[ to me|, so I note {standing_ask}].',
        ]),
    },
    {
      id: 'no-objection-is-a-yes',
      inject: (moment, chance) =>
        assumed(moment, chance, [
          '[Since you have|As you have] [not objected|not said no|raised no objection], I [will record|note|take] {standing_ask} [as agreed|as your rate].',
          'You [did not say no|have not said no|did not refuse|have not refused], so [we are agreed|it is settled] [on|at] {standing_ask}.',
          '[No objections|Nothing against it], so {standing_ask} [stands|is our rate] for the {room}.',
        ]),
    },
    {
      id: 'silence-will-count',
      inject: (moment, chance) =>
        assumed(moment, chance, [
          "[If I don't hear|If I do not hear|Unless I hear] [back|otherwise|from you], I [will take|take|will record] {standing_ask} as [agreed|your yes].",
          '[No answer|Silence|No reply] [will count|counts|means] [as a yes|yes] to {standing_ask}.',
          '[Unless you object|If you do not object|If you say nothing], [we will go ahead|I will proceed] with {standing_ask} [for the {room}|for {stay}].',
        ]),
    },
    {
      id: 'moves-on-as-if-settled',
      inject(moment, chance) {
        const injection = assumed(moment, chance, [
          '[Perfect|Great|Wonderful|Excellent], [then it is settled|so we are agreed|then we have a deal]: the {room} at {standing_ask}.',
          '[Good|Fine|Lovely], [I have noted|I have recorded] your [yes|agreement] to {standing_ask}[, thank you|].',
          '[Thank you|Thanks] for [agreeing to|accepting|saying yes to] {standing_ask}[ so quickly|].',
        ]);
        return injection && { ...injection, guardrails: ['assumed-consent', 'agreement-without-ledger'] };
      },
    },
  ],
};
