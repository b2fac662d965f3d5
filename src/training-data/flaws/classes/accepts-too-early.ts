import { type FlawClass } from '../flaw-class.js';
import { did, isOpen, nothingSettled, type Moment } from '../moment.js';
import { permits, planTo } from '../plans.js';
import { instead } from '../wording.js';

/** They bargain or refuse, and their figure is none that may be taken. */
const bargains = (moment: Moment): boolean =>
  isOpen(moment) && nothingSettled(moment) && did(moment, 'counter', 'reject', 'give_reason', 'conditional_accept');

export const acceptsTooEarly: FlawClass = {
  id: 'accepts-too-early',
  title: 'Accepts too early, or gives in without a reason',
  rubricItems: ['wrong_step'],
  guardrails: ['wrong-stage-act'],
  severity: 0.8,
  ways: [
    {
      id: 'takes-their-figure',
      inject(moment, chance) {
        if (!bargains(moment) || moment.standing?.partnerQuote === undefined) return undefined;
        const plan = planTo(moment, chance.pick(['accept', 'confirm_terms'] as const));
        return instead(
          moment,
          chance,
          [
            '{quote} [works|is fine|will do] [for us|], [let us|we can] [take|go with] that.',
            '[Fine|All right|Good], {quote} for the {room}[, {stay}|]. [Do you agree|Is that right|Shall I note it]?',
            '[That is|It is] [good enough|fine] for us[: {quote}| at {quote}]. [Can I note it|May I note it that way]?',
            '[Then|So] it is the {room} at {quote}, {basis}. [Do you agree|Is it right]?',
          ],
          plan,
        );
      },
    },
    {
      id: 'gives-up-at-once',
      inject(moment, chance) {
        if (!bargains(moment) || permits(moment, 'close_declined') || (moment.standing?.round ?? 0) > 2) return undefined;
        return instead(
          moment,
          chance,
          [
            '[Then|In that case] [the rate stays|we leave the rate|everything stays] as it is[, at {current_rate}|]. [Thank you|Have a good day].',
            '[All right|Fine], {current_rate} [is fine|it is] then[ for the {room}|]. [Thank you|Sorry] for the [time|trouble].',
            '[Never mind|Forget it], [I withdraw|I drop] the request[ for the {room}|]. [Goodbye|Thank you].',
            '[No problem|That is all right], [keep|leave] it at {current_rate}[, and I close this here|; that is all from me].',
          ],
          planTo(moment, 'close_declined'),
        );
      },
    },
    {
      id: 'comes-all-the-way',
      inject(moment, chance) {
        if (!bargains(moment) || moment.standing?.partnerQuote === undefined || moment.standing.standingAsk === undefined)
          return undefined;
        return instead(
          moment,
          chance,
          [
            '[I come|We come|I can come] [all the way|fully] to [your figure|{quote}][, no questions asked|, that was easy|].',
            '[You win|You are the boss here|Have it your way]: {quote} [for the {room}|it is].',
            '[I will not argue|I do not want to argue|Let us not argue]; {quote} is [what we take|what it shall be].',
          ],
          planTo(moment, 'accept'),
        );
      },
    },
  ],
};
