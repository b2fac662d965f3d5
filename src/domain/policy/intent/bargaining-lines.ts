import { type Line } from './line.js';
import { hasComparison, type Situation } from './situation.js';

const lastRounds = ({ standing }: Situation): boolean => (standing?.round ?? 0) >= 3;

/** The room of this reply has not been asked for, another one has been talked through already. */
const turnsToNextRoom = ({ context, standing }: Situation): boolean =>
  standing?.standingAsk === undefined && context.standings.some((each) => each.standingAsk !== undefined);

/** Lines for briefing, asking and confirming. */
export const BARGAINING_LINES: readonly Line[] = [
  {
    act: 'brief',
    tactic: 'comparison',
    when: hasComparison,
    texts: [
      'The {room} for {stay} is {current_rate} on our site, and the same room shows at {competitor_rate} elsewhere. May I suggest a rate for those nights?',
      'It is about the {room} for {stay}: guests see {current_rate} with us and {competitor_rate} on another site. Could we look at that rate together?',
      'For {stay} the {room} stands at {current_rate} with us, while it is {competitor_rate} elsewhere. Shall we see whether we can bring that closer?',
    ],
  },
  {
    act: 'brief',
    tactic: 'none',
    when: (situation) => !hasComparison(situation),
    texts: [
      'It is about the {room} for {stay}, which is {current_rate} on our site. May I suggest a better rate for those nights?',
      'The {room} for {stay} is {current_rate} with us at the moment. Would you be open to talking about that rate?',
    ],
  },
  {
    act: 'propose',
    tactic: 'comparison',
    when: (situation) => hasComparison(situation) && turnsToNextRoom(situation),
    texts: [
      'For the {room}, {stay}, guests see {current_rate} with us and {competitor_rate} elsewhere. Could you offer {ask_rate}?',
      'About the {room}: it is {current_rate} with us and {competitor_rate} elsewhere for {stay}. Would {ask_rate} be possible?',
    ],
  },
  {
    act: 'propose',
    tactic: 'comparison',
    when: (situation) => hasComparison(situation) && !turnsToNextRoom(situation),
    texts: [
      'With {competitor_rate} showing elsewhere, could you offer {ask_rate} with us for the {room}?',
      'Guests who compare see {competitor_rate} elsewhere. Would {ask_rate} be possible for the {room} on those nights?',
      'Could we bring the {room} to {ask_rate} for those nights, so that it is easier to choose next to {competitor_rate}?',
    ],
  },
  {
    act: 'propose',
    tactic: 'guest_value',
    texts: [
      'For the {room}, {stay}, could you offer {ask_rate} with us?',
      'Would {ask_rate} be possible for the {room}? It would make the room easier to choose for guests on our site.',
      'My request is {ask_rate} for the {room} on those nights. Is that something you could do?',
    ],
  },
  {
    act: 'counter',
    tactic: 'reciprocity',
    when: ({ cameDown }) => cameDown,
    texts: [
      'You came down, so I can come up: could we meet at {ask_rate}?',
      'If I move to {ask_rate}, could you meet me there?',
      'I can move too: would {ask_rate} work for the {room}?',
      'What about {ask_rate}, so that each of us gives a little?',
      'I come up to {ask_rate} from my side. Is that a rate you could load?',
      'You moved on the {room}, so I do too: would {ask_rate} be all right?',
      'For the {room} I can come up to {ask_rate}. Could you meet me there?',
    ],
  },
  {
    act: 'counter',
    tactic: 'small_step',
    texts: [
      'Would {ask_rate} be closer to what you can do for the {room}?',
      'Could {ask_rate} work for you instead?',
      'I can go a little further, to {ask_rate}. Is that possible?',
      'Let me try {ask_rate} for those nights. Could you agree to that?',
      'Is {ask_rate} something you could live with?',
      'For the {room}, what about {ask_rate}?',
    ],
  },
  {
    act: 'counter',
    tactic: 'comparison',
    when: (situation) => hasComparison(situation) && !lastRounds(situation),
    texts: [
      'With {competitor_rate} elsewhere, {ask_rate} would keep the room in view for guests. Could you do that?',
      'Next to {competitor_rate} elsewhere, would {ask_rate} be a rate you can live with for the {room}?',
    ],
  },
  {
    act: 'hold',
    tactic: 'guest_value',
    texts: [
      'I would still like to ask for {ask_rate} for the {room}. Is there anything that would make it possible?',
      'My request of {ask_rate} stands for now. What would you need to get there?',
      'For the {room} I am still at {ask_rate}. Could you look at those nights once more?',
    ],
  },
  {
    act: 'hold',
    tactic: 'comparison',
    when: hasComparison,
    texts: [
      'The same room shows at {competitor_rate} elsewhere, which is why I ask for {ask_rate}. Could you look at it again?',
      'Since it is {competitor_rate} elsewhere, I would stay with {ask_rate}. What do you think?',
      'For the {room} I ask for {ask_rate} because guests see {competitor_rate} elsewhere. Is there a way?',
    ],
  },
  {
    act: 'offer_lever',
    tactic: 'reciprocity',
    texts: [
      'In return for {ask_rate} I could add {lever}. Would that make it possible?',
      'What I can put beside it is {lever}, if {ask_rate} works for you. Shall we do that?',
      'If you can do {ask_rate}, you would get {lever} with it. Is that fair?',
      'For {ask_rate} on the {room} I could add {lever}. Would that make it possible?',
      'With {ask_rate} for the {room} comes {lever} from our side. Is that fair?',
    ],
  },
  {
    act: 'ask_reason',
    tactic: 'empathy',
    when: ({ concern }) => concern === 'none',
    texts: [
      'What makes a lower rate difficult for those nights?',
      'May I ask what stands behind that rate?',
      'What would have to be different for a lower rate to work?',
      'Could you tell me what is in the way for those nights?',
    ],
  },
  {
    act: 'ask_reason',
    tactic: 'empathy',
    when: ({ concern }) => concern !== 'none',
    texts: [
      'Which rate would still work for you, given that?',
      'What rate for the {room} could you stand behind?',
      'Where would a rate have to be for it to make sense to you?',
    ],
  },
  {
    act: 'empathise',
    tactic: 'empathy',
    when: ({ concern }) => concern === 'grievance',
    texts: [
      'That should not have happened, and I cannot see it from here. Would you like a colleague to look at it?',
      'I understand why you are careful with us. Shall a colleague look into what happened?',
      'I hear you, and I do not want to talk past it. Would it help if a colleague looked at what happened?',
    ],
  },
  {
    act: 'empathise',
    tactic: 'empathy',
    when: ({ concern }) => concern !== 'none',
    texts: [
      'I would not want to push you into a rate that does not pay. Is there a figure for the {room} that you could stand behind?',
      'It is your house and your decision. Which rate would be fine for you?',
      'I am glad you say it openly. What would be a fair rate for the {room} from where you sit?',
    ],
  },
  {
    act: 'empathise',
    tactic: 'empathy',
    texts: [
      'I do not want to make this harder for you. Is there a rate that you could imagine for the {room}?',
      'I hear you. If there is a rate that you could imagine for the {room}, I would be glad to know it.',
      'That is your decision, and I respect it. Which rate would you be comfortable with, if any?',
    ],
  },
  {
    act: 'explain',
    tactic: 'none',
    when: ({ context }) => context.directive.scripts.includes('condition'),
    texts: [
      'I cannot agree to that condition myself. Is the rate possible without it, or should a colleague look at it?',
      'That is not something I can grant here. Would the rate work without it, or shall I ask a colleague?',
      'The condition is outside what I can offer. Could we keep the rate and leave it out, or do you prefer a person for this?',
    ],
  },
  {
    act: 'confirm_terms',
    tactic: 'appreciation',
    texts: [
      'Then this is what I would note: {terms}. Do you agree to these terms?',
      'So that we mean the same: {terms}. Is that right, yes or no?',
      'Let me put it in one place: {terms}. Do you agree?',
      'These would be the terms: {terms}. Can I have your yes to them?',
    ],
  },
  {
    act: 'accept',
    tactic: 'appreciation',
    texts: [
      'That works for us. To have it in writing: {terms}. Do you agree to these terms?',
      'That is fine with us. In writing it is: {terms}. Is that right, yes or no?',
    ],
  },
  {
    act: 'clarify',
    tactic: 'none',
    when: ({ context }) => context.directive.scripts.includes('clarify_terms'),
    texts: [
      'I would like to be sure before I note anything. Do you agree to the terms above, yes or no?',
      'Should I note the terms above as agreed? A yes or a no is enough.',
      'Nothing is noted yet. Are the terms above right for you?',
      'Only to be certain: is that a yes to the terms above?',
      'I do not want to guess. Would you write yes if the terms above are right, or tell me what is not?',
    ],
  },
];
