import { type Concern } from '../../../domain/taxonomy.js';
import { type FlawClass } from '../flaw-class.js';
import { carriesDuty, type Moment } from '../moment.js';
import { bareAsk, coreOf, say, takesUp, withSentence } from '../wording.js';
import { borrow } from '../written-replies.js';

/** How another worry would be taken up; right where it is theirs. */
const TAKING_UP: Readonly<Record<Exclude<Concern, 'none'>, readonly string[]>> = {
  cost: [
    '[Your|Such] costs [have|do have] to be [covered|paid], I see that.',
    'With [rising bills|wages and energy to pay] a lower rate is not easy.',
    'Your costs leave [little|not much] room[, of course|].',
  ],
  parity: [
    'Your other channels [stay|remain] your [own|] decision.',
    'I [see|hear] the worry about [the rate on other sites|what other sites show].',
    'What you show [on other sites|elsewhere] is [up to you|yours to decide].',
  ],
  owner_approval: [
    '[Of course|Sure], the owner [has|needs] to [have a say|decide that].',
    'I see that this is not yours [alone|] to decide.',
    'Your [owner|head office] should [see|hear about] it first.',
  ],
  grievance: [
    'I am sorry [about|for] [the trouble you had|what went wrong] with us.',
    '[What happened before|That old matter] [should not have happened|was not right].',
    'You were let down [before|once], and I am sorry [about|for] that.',
  ],
  quality: [
    'The quality of [your rooms|the house] [is not in question|stands for itself].',
    '[Your rooms|A house like yours] [should not look|must not look] cheap, I agree.',
    'A [good|well-kept] room [has|deserves] its price[, I see that|].',
  ],
  occupancy: [
    'If [those nights are|you are] [nearly|almost] full [already|], the need is smaller.',
    'You [see|know] how [well|fast] those nights fill.',
    'How many rooms are [left|still free] [matters|counts], of course.',
  ],
  season: [
    'The season [matters|plays a part], I see that.',
    'Those dates are [special|not like others] for you.',
    '[In|At] that time of the year [things are|it is] different[, of course|].',
  ],
  commission: [
    'The commission [weighs on|comes off] the rate, I see that.',
    'What is left after commission [counts|is what matters], of course.',
    'Commission is [a fair point|part of the sum].',
  ],
  cash_flow: [
    'When the money [comes in|arrives] matters as much as the rate.',
    'Waiting for [money|a payout] is [hard|not easy] for a house.',
    '[Late|Slow] payments [make|would make] anyone careful.',
  ],
};

const others = ({ concern }: Moment): Exclude<Concern, 'none'>[] =>
  (Object.keys(TAKING_UP) as Exclude<Concern, 'none'>[]).filter((each) => each !== concern);

/** What still has to be said: the ask, or what the reply asks. */
const rest = (moment: Moment, chance: Parameters<typeof bareAsk>[1]): string | undefined => {
  if (moment.plan.leverIds.length > 0 || moment.plan.act === 'confirm_terms') return undefined;
  const core = bareAsk(moment, chance) ?? coreOf(moment);
  return core === undefined || takesUp(moment, core) ? undefined : core;
};

/** They worry about one thing, and the reply takes up another, or none. */
export const missesConcern: FlawClass = {
  id: 'misses-concern',
  title: 'Misses the concern',
  rubricItems: ['feelings_ignored'],
  guardrails: [],
  severity: 0.4,
  ways: [
    {
      id: 'takes-up-another-worry',
      inject(moment, chance) {
        if (moment.concern === 'none') return undefined;
        const line = say(moment, chance, TAKING_UP[chance.pick(others(moment))]);
        const core = rest(moment, chance);
        return line === undefined || core === undefined ? undefined : { text: `${line} ${core}` };
      },
    },
    {
      id: 'sympathy-from-another-talk',
      inject(moment, chance) {
        if (
          moment.concern === 'none' ||
          moment.sentences.length < 2 ||
          moment.askAt === 0 ||
          carriesDuty(moment, moment.sentences[0]!)
        )
          return undefined;
        const text = borrow(
          moment,
          chance,
          ({ concern, act, steps }) =>
            concern !== 'none' &&
            concern !== moment.concern &&
            steps.length === 0 &&
            (act === 'empathise' || act === 'ask_reason'),
        );
        const first = text?.match(/^[^.?!]+\./)?.[0];
        if (first === undefined || takesUp(moment, first)) return undefined;
        return { text: withSentence(moment.sentences, 0, first) };
      },
    },
    {
      id: 'talks-figures',
      inject(moment, chance) {
        if (moment.concern === 'none') return undefined;
        const line = say(moment, chance, [
          '[In figures|Put simply], the difference [to|with] {competitor_rate} is {gap} a night.',
          'The {room} [still|] shows at {current_rate} [with us|on our page].',
          'It is [only|just] about {stay}[, nothing more|].',
        ]);
        const core = rest(moment, chance);
        return line === undefined || core === undefined ? undefined : { text: `${line} ${core}` };
      },
    },
  ],
};
