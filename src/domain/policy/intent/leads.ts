import { type AgentAct, type Concern, type PartnerAct } from '../../taxonomy.js';
import { type Lead } from './line.js';
import { type Situation } from './situation.js';

/** Acts before which a clause takes up what the partner said. */
const ASKING: readonly AgentAct[] = ['propose', 'counter', 'hold', 'offer_lever', 'ask_reason'];
const ALSO_EXPLAINING: readonly AgentAct[] = [...ASKING, 'explain'];
/** Before a first word on the matter only how the partner wrote is taken up. */
const ALSO_BRIEFING: readonly AgentAct[] = [...ASKING, 'brief', 'answer'];

const worriedAbout =
  (concern: Concern) =>
  (situation: Situation): boolean =>
    situation.concern === concern;

const did =
  (act: PartnerAct) =>
  ({ acts }: Situation): boolean =>
    acts.has(act);

/** A figure that comes with its reason; what is only mentioned beside a figure is not taken up. */
const arguesFor = ({ context, concern }: Situation): boolean =>
  concern !== 'none' &&
  (context.reading?.acts.some(({ act, confidence }) => act === 'give_reason' && confidence >= 0.6) ?? false);

/**
 * The first that fits takes up what the partner said; what they worry about comes before how they said it. A worry is
 * named, never judged: whether costs rose or fell, nights fill or not, the partner knows better than the reading.
 */
export const LEADS: readonly Lead[] = [
  {
    before: ['propose', 'ask_reason', 'counter'],
    when: ({ context }) => context.directive.because.includes('rule:agreed_next_ticket'),
    texts: ['Thank you, I have that.', 'Good, I have that one.'],
  },
  {
    before: ['brief', 'propose', 'answer', 'defer', 'ask_reason', 'counter', 'hold'],
    when: ({ said }) => /\b(?:in hospital|funeral|passed away|has died|had an accident|very ill|is ill|been ill)\b/.test(said),
    texts: ['I am sorry to hear that, and I wish you all the best.', 'That is hard, and I am sorry to hear it.'],
  },
  {
    before: ASKING,
    when: (situation) => situation.cameDown && situation.firm && !arguesFor(situation),
    texts: ['I hear that {quote} is as far as you want to go.', 'I understand that {quote} is firm for you.'],
  },
  {
    before: ASKING,
    when: (situation) => situation.cameDown && situation.mood !== 'angry' && !arguesFor(situation),
    texts: [
      '{quote} is a step in the right direction.',
      'That brings us closer, thank you.',
      '{quote} helps, and we are not far apart.',
      'I see that you have moved to {quote}.',
    ],
  },
  {
    before: ASKING,
    when: (situation) => situation.newQuote && !arguesFor(situation),
    texts: ['I have noted {quote}.', 'I have your figure of {quote}.', '{quote}, understood.'],
  },
  {
    before: ALSO_EXPLAINING,
    when: worriedAbout('cost'),
    texts: [
      'Your costs are a fair point.',
      'I take the point about your costs.',
      'I understand that the costs have to be covered.',
      'I hear you on the costs.',
    ],
  },
  {
    before: ALSO_EXPLAINING,
    when: worriedAbout('parity'),
    texts: [
      'I understand that your other channels matter to you, and I only ask about the rate with us.',
      'Your other channels are your decision; my question is only about our site.',
      'I see the worry about your other channels.',
    ],
  },
  {
    before: ALSO_EXPLAINING,
    when: worriedAbout('owner_approval'),
    texts: [
      'I see that this is not yours alone to decide.',
      'I understand that others have a say in this.',
      'It makes sense that this is decided together.',
    ],
  },
  {
    before: [...ALSO_EXPLAINING, 'brief'],
    when: worriedAbout('grievance'),
    texts: [
      'I am sorry that this went wrong with us before.',
      'I hear that you have had trouble with us, and I am sorry about that.',
      'What happened before should not have happened, and a colleague can look at it.',
    ],
  },
  {
    before: ALSO_EXPLAINING,
    when: worriedAbout('quality'),
    texts: [
      'I understand that the rate should reflect the quality of your rooms.',
      'The quality of your house is not in question here.',
      'I take the point about what your rooms offer.',
    ],
  },
  {
    before: ALSO_EXPLAINING,
    when: worriedAbout('occupancy'),
    texts: [
      'I see what you mean about how those nights are booked.',
      'How full you are is a fair point.',
      'I understand that you watch how those nights fill.',
    ],
  },
  {
    before: ALSO_EXPLAINING,
    when: worriedAbout('season'),
    texts: ['I see what you mean about the season.', 'The season is a fair reason.', 'I understand that the dates matter here.'],
  },
  {
    before: ALSO_EXPLAINING,
    when: worriedAbout('commission'),
    texts: [
      'I understand that the commission weighs on the rate.',
      'I see that the commission is part of the picture.',
      'The commission is a fair point, though I cannot change it here.',
    ],
  },
  {
    before: ALSO_EXPLAINING,
    when: worriedAbout('cash_flow'),
    texts: [
      'I understand that cash flow matters right now.',
      'I see that when the money comes in matters as much as the rate.',
      'Cash flow is a fair reason to be careful.',
    ],
  },
  {
    before: ALSO_EXPLAINING,
    when: did('conditional_accept'),
    texts: ['I see what it would take for you.', 'That is a clear condition.', 'It is good to know what it would take.'],
  },
  {
    before: ASKING,
    when: ({ acts, standing, newQuote }) => acts.has('accept') && !newQuote && standing?.partnerQuote !== undefined,
    texts: ['Thank you for asking about {quote}.', 'Good to know that {quote} is possible.'],
  },
  {
    before: ASKING,
    when: ({ refuses, standing }) => refuses && standing?.standingAsk === undefined,
    texts: ['I understand.', 'That is fair.', 'I see.'],
  },
  {
    before: ASKING,
    when: ({ refuses }) => refuses,
    texts: [
      'I see, that rate does not work for you.',
      'Understood, not at that rate.',
      'That is clear.',
      'I hear your no to {standing_ask}.',
    ],
  },
  {
    before: ALSO_BRIEFING,
    when: ({ mood }) => mood === 'tired',
    texts: ['I will keep it short.', 'I know your time is short.'],
  },
  {
    before: ['brief', 'propose'],
    when: ({ mood }) => mood === 'annoyed' || mood === 'angry',
    texts: ['I will keep this brief.', 'I do not want to take much of your time.'],
  },
  {
    before: ASKING,
    when: did('give_reason'),
    texts: ['That makes sense.', 'I see the reason.', 'That is good to know.'],
  },
  {
    before: ASKING,
    when: ({ mainAct, standing }) => mainAct === 'acknowledge' && standing?.standingAsk !== undefined,
    texts: ['Take your time.', 'No rush from my side.'],
  },
];
