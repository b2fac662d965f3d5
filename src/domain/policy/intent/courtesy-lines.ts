import { type Line } from './line.js';

/** Openings, interruptions and ends. */
export const COURTESY_LINES: readonly Line[] = [
  {
    act: 'greet',
    tactic: 'none',
    when: ({ severalRooms }) => severalRooms,
    texts: [
      'Hello, I am the AI assistant for partner rates at {ota}. I am writing about the rates of the {room} and the {room_2} at {hotel}. Is now a good moment?',
      'Good day, this is an AI assistant of {ota}. It is about two rates at {hotel}, for the {room} and the {room_2}. May I explain briefly?',
    ],
  },
  {
    act: 'greet',
    tactic: 'none',
    when: ({ severalRooms }) => !severalRooms,
    texts: [
      'Hello, I am the AI assistant for partner rates at {ota}. I am writing about the price of the {room} at {hotel}. Is now a good moment?',
      'Good day, I am an AI assistant of {ota}, and I have a question about the rate of the {room} for {stay}. Do you have a minute?',
      'Hello, this is the AI assistant of {ota}. It is about a rate at {hotel}, for the {room}. May I explain briefly?',
    ],
  },
  {
    act: 'identify',
    tactic: 'none',
    texts: [
      'I am an AI assistant of {ota}; I talk with hotels about their rates. A person is available whenever you prefer one.',
      'You are talking to an AI assistant that works for {ota}. If you would rather talk to a person, just say so.',
      'I am not a person but an AI assistant of {ota}. A colleague can take over at any time.',
    ],
  },
  {
    act: 'apologise',
    tactic: 'empathy',
    when: ({ context }) => context.directive.scripts.includes('wrong_person'),
    texts: [
      'Sorry to have bothered you with it. Who at {hotel} looks after the room rates?',
      'My mistake, then. Could you pass it on to whoever decides on rates at {hotel}?',
      'I see, this is not yours. Whom should I ask about the rates of {hotel}?',
    ],
  },
  {
    act: 'apologise',
    tactic: 'empathy',
    when: ({ context }) => !context.directive.scripts.includes('wrong_person'),
    texts: [
      'I am sorry for the trouble. I will not press you; if you prefer, a colleague can take it from here.',
      'I understand that this is annoying, and I am sorry. Would you like a person to take over?',
      'I am sorry that this comes across badly. We can leave it, or a colleague can speak with you.',
    ],
  },
  {
    act: 'defer',
    tactic: 'none',
    when: ({ context, newQuote }) => context.directive.scripts.includes('leave_with_partner') && newQuote,
    texts: [
      'I have noted {quote}, but I cannot take it. {standing_ask} stays open for you; please think it over in your own time.',
      '{quote} is more than I can take. I leave {standing_ask} with you, and you can tell me another day.',
    ],
  },
  {
    act: 'defer',
    tactic: 'none',
    when: ({ context }) => context.directive.scripts.includes('leave_with_partner'),
    texts: [
      'I leave {standing_ask} with you, then. Tell me when you have decided; there is no rush from my side.',
      'Please think {standing_ask} over in your own time. I will ask again another day.',
      'There is no hurry. {standing_ask} stays open for you until you have decided.',
    ],
  },
  {
    act: 'defer',
    tactic: 'none',
    when: ({ acts, newQuote }) => acts.has('need_approval') && newQuote,
    texts: [
      'Then I keep {quote} in mind and wait for what they say. I will write again later.',
      'That is fine: {quote}, if it is approved. I will come back to you.',
      'Good, please ask about {quote} then. I will be in touch again.',
    ],
  },
  {
    act: 'defer',
    tactic: 'none',
    when: ({ acts }) => acts.has('need_approval'),
    texts: [
      'Of course, please check it with whoever decides. I will come back to you.',
      'That is fine, take the time to ask. I will be in touch again.',
      'Good, then I wait for what they say and write again later.',
    ],
  },
  {
    act: 'defer',
    tactic: 'none',
    texts: [
      'No problem, I will come back to you later.',
      'That is fine. I will write again at a better time.',
      'Of course, another time then. I will write to you again.',
    ],
  },
  {
    act: 'redirect',
    tactic: 'none',
    when: ({ acts }) => acts.has('manipulate'),
    texts: [
      'I will stay with what I am here for, which is the rate of the {room}. What would be possible for you?',
      'I can only talk about the rate of the {room} here. Is there a rate that you could offer?',
      'That is nothing I can do. I would be glad to talk about the {room}, though.',
    ],
  },
  {
    act: 'redirect',
    tactic: 'none',
    texts: [
      'That is a little outside what I can help with. Shall we come back to the rate of the {room}?',
      'I am afraid I can only help with the rate here. May we go back to the {room}?',
      'I leave that to people who know more about it. What do you think about the {room}?',
    ],
  },
  {
    act: 'follow_up',
    tactic: 'none',
    when: ({ standing }) => standing?.standingAsk !== undefined,
    texts: [
      'Hello again, have you had a chance to think about {standing_ask} for the {room}, {stay}?',
      'A short reminder about the {room} for {stay}: would {standing_ask} be possible, or is there another rate you have in mind?',
    ],
  },
  {
    act: 'follow_up',
    tactic: 'none',
    texts: [
      'Hello again, I wanted to ask whether you have had a moment for the rate of the {room}, {stay}.',
      'Just a short reminder about the {room} for {stay}. Is there anything you need from me?',
    ],
  },
  {
    act: 'hand_over',
    tactic: 'none',
    texts: [
      'Of course. I am passing this to a colleague, who will write to you here.',
      'Gladly, a person will take over from here and write to you in this chat.',
      'I will hand this to a colleague now. They will answer you here.',
    ],
  },
  {
    act: 'stop',
    tactic: 'none',
    texts: [
      'Understood. You will not get any more messages from me about this.',
      'I will stop here and not write to you again. All the best for {hotel}.',
    ],
  },
  {
    act: 'close_agreed',
    tactic: 'appreciation',
    when: ({ context }) => context.directive.scripts.includes('close_partial'),
    texts: [
      'Then we leave the rest as it is. What we agreed stands: {agreed_terms}. Thank you.',
      'I leave the other rate alone, then. What you said yes to stands: {agreed_terms}.',
    ],
  },
  {
    act: 'close_agreed',
    tactic: 'appreciation',
    when: ({ context }) => !context.directive.scripts.includes('close_partial'),
    texts: [
      'Thank you, I have noted your yes to these terms: {agreed_terms}.',
      'Your yes is noted: {agreed_terms}. Thank you for your time.',
      'Good, that is noted as you confirmed it: {agreed_terms}. Have a good day at {hotel}.',
    ],
  },
  {
    act: 'close_declined',
    tactic: 'appreciation',
    texts: [
      'I understand, and I will leave the rate as it is. Thank you for your time.',
      'That is fine, we leave it at that. Thank you for taking the time to talk it through.',
      'Then we do not find a rate this time. Thank you for being open with me.',
    ],
  },
];
