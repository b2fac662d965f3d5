import { type Chance } from '../../../simulation/world/chance.js';
import { type FlawClass, type Injection } from '../flaw-class.js';
import { carriesDuty, did, isOpen, nothingSettled, type Moment } from '../moment.js';
import { planWithoutAsk } from '../plans.js';
import { instead } from '../wording.js';

/** The partner has refused, bargained or only asked, and the reply speaks of an agreement. */
function claimed(moment: Moment, chance: Chance, lines: readonly string[]): Injection | undefined {
  const plan = carriesDuty(moment, moment.text) ? undefined : planWithoutAsk(moment);
  if (plan === undefined || !isOpen(moment) || !nothingSettled(moment) || moment.standing?.standingAsk === undefined)
    return undefined;
  if (!did(moment, 'counter', 'reject', 'give_reason', 'question', 'need_approval', 'conditional_accept', 'correct'))
    return undefined;
  return instead(moment, chance, lines, plan);
}

export const falseAgreement: FlawClass = {
  id: 'false-agreement',
  title: 'Says agreed while nothing is',
  rubricItems: ['silence_taken_for_consent'],
  guardrails: ['agreement-without-ledger'],
  mayAlsoTrip: ['assumed-consent'],
  severity: 0.9,
  ways: [
    {
      id: 'calls-it-agreed',
      inject: (moment, chance) =>
        claimed(moment, chance, [
          '[Then we are|So we are|We are] [agreed|all settled][: | on ]the {room} [at|for] {standing_ask}.',
          '[The rate|The {room}] [is|is now] [agreed|confirmed|settled] at {standing_ask}[, thank you|].',
          '[That is a deal|We have a deal|It is a deal][, thank you|]: {standing_ask} [for the {room}|for {stay}].',
        ]),
    },
    {
      id: 'calls-their-figure-agreed',
      inject: (moment, chance) =>
        claimed(moment, chance, [
          '{quote} [is agreed|is confirmed], [and that is it|thank you].',
          '[We have|So we have] an agreement [at|on] {quote} for the {room}.',
          '[Your figure|The figure of {quote}|The {quote}] is [accepted|agreed|settled] [then|].',
        ]),
    },
    {
      id: 'has-recorded-a-yes',
      inject: (moment, chance) =>
        claimed(moment, chance, [
          'I [have recorded|have noted|have now saved] your [yes|agreement|acceptance][ to {standing_ask}|, {standing_ask} for the {room}].',
          '[Your yes|Your confirmation|Your agreement] [is|has been] [recorded|noted][, and the {room} is settled|].',
          '[Thank you for|Thanks for] [agreeing to|accepting|confirming] {standing_ask}[; that was quick|].',
        ]),
    },
    {
      id: 'refers-to-an-agreement',
      inject: (moment, chance) =>
        claimed(moment, chance, [
          '[As agreed|As we agreed], [it is|the {room} is] {standing_ask} [for {stay}|per night].',
          '[The agreed rate|The agreed figure] [of|is] {standing_ask}[ stands| for the {room}].',
          '[Since|Now that] we have agreed[ on {standing_ask}|], [nothing else is needed|that is all from my side].',
        ]),
    },
  ],
};
