import { type LineBank } from './line.js';

/** Saying no without a figure, and asking for ours. */
export const REFUSAL_LINES: LineBank = {
  refuse: {
    plain: [
      'No, that is too low for us.',
      'Sorry, that does not work.',
      'I cannot do that rate.',
      'We would lose money at that price.',
      'Not possible, I am afraid.',
      'That is quite a jump down, no.',
      'I have to say no to that.',
      'Hm no. Not at that level.',
    ],
    terse: ['no no', 'too low', 'cant', 'not possible', 'nope', 'no way'],
    chatty: [
      'oh come on, at that price I could sleep in it myself haha',
      'ouch, no, that one hurts',
      'Nice try :) but no',
      'my accountant would faint, so no',
    ],
    formal: [
      'Regrettably we are unable to accept this rate.',
      'We must decline at this level.',
      'Your proposal lies below what we can consider.',
      'I am afraid that this does not meet our expectations.',
    ],
    second_language: [
      'No, is too cheap for us.',
      'i can not make this price, sorry',
      'It is not possible such low.',
      'This price no, we can not.',
    ],
    typos: ['no thats to low', 'sory cant do taht', 'not posible for us at that pirce'],
  },
  refuse_figure: {
    plain: [
      '{ask}? No, I cannot go there.',
      '{ask} is below what we can do for the {room}.',
      'The {room} for {ask}, no, sorry.',
      'With {ask} we would be giving it away.',
    ],
    terse: ['{ask} no', 'not {ask}', '{ask} too low'],
    chatty: ['{ask}?! haha, for the {room}? no no no'],
    formal: ['{ask} for the {room} is not a rate we are able to support.'],
    second_language: ['{ask} is not enough for this room.', 'for {ask} i can not give you'],
    typos: ['{ask}?? no thats wayy to low'],
  },
  refuse_room: {
    plain: [
      'Not for the {room}, no.',
      'The {room} I cannot sell that low.',
      'For the {room} the answer is no.',
      'With the {room} there is no room to move, sorry.',
    ],
    terse: ['{room} no', 'not the {room}'],
    chatty: ['the {room} is my best seller, hands off that one :)'],
    formal: ['As regards the {room}, we cannot follow you.'],
    second_language: ['For {room} it does not go so cheap.'],
    typos: ['{room} no sory thats not posible'],
  },
  final: {
    plain: [
      'The answer is still no, and it will stay no. Let us leave it.',
      'I have said what I can say. We keep our rate.',
      'Please accept that we are not changing it.',
      'That is my final answer, no change.',
      'We will not lower it. Thank you and goodbye.',
      'I think we are done here, the rate stays.',
    ],
    terse: ['final no', 'no. thats it', 'rate stays. bye', 'no change, end of story'],
    chatty: [
      'look, you are very persistent but its a no and it stays a no, ok?',
      'we keep going in circles dont we. I leave the rate as it is, finished',
    ],
    formal: [
      'Our decision is final: the rate will not be changed.',
      'We consider this matter closed and shall not reduce the rate.',
    ],
    second_language: ['I told you no, is finish for me. Price stay.', 'We dont change nothing, final.'],
    typos: ['its a fnal no, rate stays sorry', 'no and thats definitly it'],
  },
  invite: {
    plain: [
      'You tell me first what you want.',
      'I would rather hear your figure.',
      'What rate are you after? I will not guess.',
      'Make a proposal and I will tell you yes or no.',
    ],
    terse: ['you first', 'your move'],
    chatty: ['haha no no, whoever asks names the price, old rule in this business'],
    formal: ['We should prefer to receive your proposal first.'],
    second_language: ['Please you say price, then i think.'],
    typos: ['you frist, wats your numbr'],
  },
  unclear: {
    plain: ['hmm', 'hm, not sure', 'let us see', 'maybe', 'well...', 'I see'],
    terse: ['hm', '...', '🤔', 'tja', 'mhm'],
    chatty: ['hmmm 😅', 'haha well well', '🙈 you are making me think'],
    formal: ['I take note.', 'We shall see.'],
    second_language: ['maybe yes maybe no', 'i dont know what to say'],
    typos: ['hmmm dont konw', 'mabye'],
  },
  acknowledge: {
    plain: ['OK, I see', 'Fine, understood', 'Alright, noted', 'Good to know', 'I see, thanks'],
    terse: ['k', 'noted', 'right'],
    chatty: ['okidoki', 'ah ok, fair enough :)'],
    formal: ['Duly noted, thank you.', 'Thank you for the clarification.'],
    second_language: ['ok i understand now', 'thank you for explain'],
    typos: ['ok thnaks', 'alrigth'],
  },
};
