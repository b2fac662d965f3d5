import { type Ambiguity } from '../../understanding/reading.js';
import { type QuestionTopic } from '../../taxonomy.js';
import { type Line } from './line.js';
import { hasComparison, hasSlot, type Situation } from './situation.js';

const asksAbout =
  (...topics: QuestionTopic[]) =>
  (situation: Situation): boolean =>
    topics.some((topic) => situation.topics.includes(topic));

const says =
  (words: RegExp) =>
  (situation: Situation): boolean =>
    words.test(situation.said);

const doubts =
  (ambiguity: Ambiguity) =>
  ({ context }: Situation): boolean =>
    !context.directive.scripts.includes('clarify_terms') && (context.reading?.ambiguities.includes(ambiguity) ?? false);

const answer = (when: Line['when'], ...texts: string[]): Line => ({
  act: 'answer',
  tactic: 'none',
  texts,
  ...(when ? { when } : {}),
});

const clarify = (when: Line['when'], ...texts: string[]): Line => ({
  act: 'clarify',
  tactic: 'none',
  texts,
  ...(when ? { when } : {}),
});

/** Answers from what is on record. What is not on record is not guessed at: a colleague can find out. */
export const ANSWER_LINES: readonly Line[] = [
  answer(
    (situation) => asksAbout('identity')(situation) && situation.context.directive.prelude === 'identify',
    'You need not take my word for it: your usual contact at {ota} can tell you. I only ask about a rate and change nothing without your yes.',
    'I only ask about a rate; nothing changes without your yes in this chat. Your usual contact at {ota} can confirm who I am.',
  ),
  answer(
    ({ context }) => context.directive.scripts.includes('answer_dispute'),
    'Thank you for checking. What we saw was {competitor_rate} for the {room}; it may have changed since, and a colleague can check it.',
    'I can only tell you what we saw for those nights, {competitor_rate}. Prices change, so yours may be the newer one.',
    'I may have that wrong. What I have on record is the {room}, {stay}, at {current_rate}; a colleague can correct it.',
  ),
  answer(
    (situation) =>
      situation.standing?.partnerQuote !== undefined &&
      says(/\bin (?:numbers?|figures?|euros?)\b|\bhow much is (?:that|it)\b/)(situation),
    'That would be {quote} for the {room}; what I ask for is {standing_ask}.',
    'It comes to {quote} for the {room}, next to the {standing_ask} that I ask for.',
  ),
  answer(
    says(/\bif (?:i|we) (?:say no|refuse|decline|do not|don't|dont|won't|leave it)\b/),
    'Then the rate stays as it is, and I leave it at that. It is your decision.',
    'Nothing happens; I close this request and the rate stays where it is.',
  ),
  answer(
    says(/\b(?:who|anyone|anybody|someone) else\b|\bother hotels?\b/),
    'I can only speak about {hotel} here.',
    'I talk with each hotel about its own rates only, and with you about {hotel}.',
  ),
  answer(
    ({ concern, topics }) => concern === 'parity' && topics.includes('other'),
    'No. I only ask about the rate with us; what you do on other channels is your decision.',
    'My request is only about the rate with us. Your other channels are up to you.',
  ),
  answer(
    says(/\b(?:breakfast|half board|full board|all inclusive|room only|cancellation|refundable)\b/),
    'I cannot tell whether that is part of the other rate, and I will not guess. Shall I ask a colleague?',
    'I only have the price of the room, not what is included. A colleague can look it up; would you like that?',
  ),
  answer(
    says(/\b(?:forever|always|permanent\w*|long term|after that|other dates|all year)\b/),
    'It is only about the {room} for {stay}; other dates stay as they are.',
    'No, only for {stay}. Nothing else changes.',
  ),
  answer(
    asksAbout('limit'),
    'I can only speak about the rate that I ask for. Which rate would be possible for you?',
    'What I can tell you is what I ask for, nothing beyond that. What could you offer?',
  ),
  answer(asksAbout('price_basis', 'taxes'), 'All rates I name are {basis}.', 'I mean {basis}.'),
  answer(
    (situation) => asksAbout('asked_rate')(situation) && situation.standing?.standingAsk !== undefined,
    'I am asking for {standing_ask} for the {room}, {basis}.',
    'My request is {standing_ask} for the {room}, {stay}.',
  ),
  answer(
    (situation) => asksAbout('which_dates')(situation) && says(/\b(?:only|some|weekends?|weekdays?)\b/)(situation),
    'I ask about {stay}. If only some of those nights work for you, tell me which ones and at what rate.',
    'It is about {stay}, and you can name a rate for a part of it. Which nights would that be?',
  ),
  answer(asksAbout('which_dates'), 'It is about {stay}.', 'The nights in question are {stay}.'),
  answer(asksAbout('which_room'), 'It is about the {room}, {stay}.', 'I mean the {room} for {stay}.'),
  answer(
    (situation) => asksAbout('current_rate')(situation) && !situation.acts.has('ask_why'),
    'On our site the {room} is {current_rate} for those nights, {basis}.',
    'Guests see {current_rate} for the {room} with us at the moment.',
  ),
  answer(
    (situation) => asksAbout('evidence')(situation) && !situation.acts.has('ask_why') && hasSlot('competitor', situation),
    'We saw it on {competitor}: the {room} at {competitor_rate} for those nights.',
    'It was on {competitor}, where the {room} shows at {competitor_rate} for {stay}.',
  ),
  answer(
    (situation) => asksAbout('evidence')(situation) && !situation.acts.has('ask_why') && hasComparison(situation),
    'Elsewhere the same room shows at {competitor_rate} for those nights. I cannot name the site here.',
    'What I can share is the rate, {competitor_rate} for the same room; not where it was seen.',
  ),
  answer(
    (situation) => asksAbout('evidence')(situation) && !situation.acts.has('ask_why'),
    'I have no comparison that I could share with you; a colleague can look into it if you like.',
  ),
  answer(
    asksAbout('lever'),
    'What I may offer is on the table when we talk about a rate; anything beyond that a colleague would have to decide.',
  ),
  answer(
    asksAbout('commission'),
    'I cannot change the commission here; I am only asking about the rate. A colleague can talk about the contract if you wish.',
  ),
  answer(
    asksAbout('payment'),
    'Payment is not part of this; I am only asking about the rate. A colleague can answer questions about payment.',
  ),
  answer(
    asksAbout('benefit'),
    'A rate nearer to what guests see elsewhere makes the {room} easier to choose. I cannot promise bookings, and I would not.',
    'It makes your room easier to compare well for those nights; I cannot promise more than that.',
  ),
  answer(
    asksAbout('purpose'),
    'Guests compare prices, and the {room} is {current_rate} with us for {stay} while {competitor_rate} shows elsewhere. That is why I write.',
    'It is about the rate of the {room} for {stay}: {current_rate} with us, and {competitor_rate} elsewhere.',
    'I write because the {room} is {current_rate} with us for {stay}, and I would like to find a better rate with you.',
  ),
  answer(
    asksAbout('process'),
    'If we agree on a rate, I restate the terms and you say yes or no. Nothing is noted before that.',
    'We settle on a rate here, I write the terms down for you, and only your yes makes them final.',
  ),
  answer(asksAbout('deadline'), 'There is no date I need to hold you to. When would suit you?'),
  answer(
    asksAbout('privacy'),
    'I only use what you write here for this request. A colleague can tell you more about how {ota} handles data.',
  ),
  answer(
    ({ acts }) => acts.has('ask_why'),
    'Guests compare prices: the {room} is {current_rate} with us, and {competitor_rate} elsewhere.',
    'Because the {room} is {current_rate} with us for {stay}, and guests compare before they book.',
  ),
  answer(
    ({ acts }) => acts.has('ask_how'),
    'We agree on a rate here in the chat; I write the terms down, and they count only with your yes.',
  ),
  answer(
    asksAbout('identity'),
    'I am an AI assistant of {ota} and talk with hotels about their rates. A person is available if you prefer.',
  ),
  answer(
    undefined,
    'I do not have that on record and will not guess. Shall I ask a colleague?',
    'I do not know that for certain. Would you like a colleague to answer it?',
    'That is a question for a colleague of mine; shall I pass it on?',
    'I cannot answer that with certainty. If you like, a person can.',
  ),
];

export const CLARIFY_LINES: readonly Line[] = [
  clarify(
    doubts('currency'),
    'Which currency is that in? The rates we talk about are like {current_rate}.',
    'I want to get the currency right: which one do you mean?',
  ),
  clarify(
    doubts('basis'),
    'Is that the selling price that the guest pays, or net to you?',
    'Only so that we compare the same: do you mean selling price or net, and with taxes or without?',
  ),
  clarify(doubts('unit'), 'Is that per room and night, or for the whole stay?', 'Do you mean that per night or in total?'),
  clarify(
    (situation) => doubts('ticket')(situation) && !situation.severalRooms,
    'I am only asking about the {room} here. Which rate would be possible for that room?',
    'The room I have here is the {room}, for {stay}. What could you offer for it?',
  ),
  clarify(
    (situation) =>
      doubts('ticket')(situation) && (situation.context.reading?.quotes.filter((quote) => !quote.refused).length ?? 0) > 1,
    'Which of the figures is for the {room}, and which for the {room_2}?',
    'So that I do not mix them up: which rate is for the {room}, and which for the {room_2}?',
  ),
  clarify(doubts('ticket'), 'Which room do you mean, the {room} or the {room_2}?', 'Is that for the {room} or for the {room_2}?'),
  clarify(
    doubts('dates'),
    'For which of the nights do you mean that? We are talking about {stay}.',
    'Which nights would that be for?',
  ),
  clarify(
    doubts('reference'),
    'Compared with which rate do you mean that? Ours today is {current_rate}.',
    'From which rate would that be counted?',
  ),
  clarify(
    (situation) => doubts('amount')(situation) || (situation.context.reading?.quotes.length ?? 0) > 0,
    'Which rate do you mean exactly for the {room}, per room and night?',
    'Could you give me the rate for the {room} once more, as a figure?',
    'I want to get the figure right. What would the {room} cost per room and night?',
  ),
  clarify(
    undefined,
    'I am not sure that I read you correctly. Which rate do you mean for the {room}?',
    'Could you say that in other words? I want to get it right.',
    'I may have misread you. What rate for the {room} do you have in mind, if any?',
  ),
];
