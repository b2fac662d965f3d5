import { type LineBank } from './line.js';

/** First words, and words after a silence. */
export const GREETING_LINES: LineBank = {
  unasked: {
    plain: [
      'Hello, somebody from {ota} tried to reach us about prices?',
      'hi, I have a note here to contact you about {hotel}',
      'Good day, my colleague says you wanted to speak to me',
    ],
    chatty: ['hiya! found your message request in the app, what can I do for you guys'],
    second_language: ['hello, i see a chat opened here, you need something from hotel?'],
  },
  greet: {
    plain: [
      'Hello, yes, you can ask',
      'Good morning, reservations here',
      'Hi, this is {hotel}',
      'Good afternoon. What do you need?',
      'hello, yes I handle the rates',
    ],
    terse: ['yes hi', 'hi. go on', 'speaking', 'yes? hello?', 'here'],
    chatty: [
      'Hey there! just finished with check-outs so you have me for ten minutes :)',
      'hello hello, yes perfect timing, coffee in hand, tell me',
      'Hi! Busy morning but for you I have a moment haha',
    ],
    formal: [
      'Good morning. You have reached the reservations office of {hotel}. How may I assist?',
      'Dear {ota} team, thank you for your message. Please go ahead.',
      'Good day. I am responsible for distribution at this property. What does it concern?',
    ],
    second_language: [
      'Hello, yes I am here, please you tell me',
      'good day sir/madam, it is reception of {hotel}, you can write',
      'Yes hello, i am manager for the rooms price',
    ],
    typos: ['helo yes im here', 'good mornign, yes you can aks', 'hi yes thats me wat is it'],
  },
  greet_and_ask: {
    plain: [
      'Hi, what is it about exactly?',
      'Good morning, a rate of which month?',
      'Hello. Is there a problem with the {room}?',
      'hi, has something gone wrong with a booking?',
    ],
    terse: ['what about?', 'yes what is it', 'which rate?'],
    chatty: ['oh hi, we dont hear from {ota} that often, nothing bad I hope?'],
    formal: ['Good morning. May I ask what your enquiry about the {room} is concerned with?'],
    second_language: ['Hello, i have minute, but what you want know about the {room}?'],
    typos: ['hi ya, wahts the matter with the {room}?'],
  },
  go_ahead: {
    plain: [
      'OK, what did you have in mind?',
      'Tell me your idea then',
      'You can suggest something, I will look at it',
      'Let me hear the number',
      'Go on, I am listening',
      'Right. And what would you like from us?',
    ],
    terse: ['ok. how much', 'suggest', 'go', 'number?', 'so?'],
    chatty: [
      'haha I thought it would be about price, ok shoot',
      'alright alright, let me sit down first. what are we talking about?',
      'Sure, suggesting costs nothing, does it :)',
    ],
    formal: [
      'Please let us have your proposal, and we shall consider it.',
      'You are welcome to make a suggestion.',
      'We are prepared to listen to a concrete figure.',
    ],
    second_language: [
      'Yes ok, you can to propose',
      'please say me which price you are wishing',
      'i see. so what you like to propose for us',
    ],
    typos: ['ok tel me what you thinkin', 'sure sugest somthing', 'ok and wich price do yuo want'],
  },
  back: {
    plain: [
      'Sorry, I was off for a while.',
      'Apologies for the silence, we had a full house.',
      'I did see your message, just no time until now.',
      'Thanks for the reminder.',
      'Sorry for the late reply.',
    ],
    terse: ['sorry, busy.', 'back now.', 'was away.'],
    chatty: [
      'ahh sorry sorry, the week ran away with me.',
      'Oops, your message slid right down my list!',
      'so sorry, a pipe burst on the second floor, you dont want to know.',
    ],
    formal: ['Please excuse the delay in our response.', 'We regret having kept you waiting.'],
    second_language: ['Excuse me i was in holidays.', 'sorry that i answer so late, many guests in the house.'],
    typos: ['srory was bussy.', 'sorry didnt se this befor.'],
  },
  back_from_later: {
    plain: ['OK, now I have time.', 'Right, I can look at it now.', 'Shift is over, now we can talk.', 'Back at my desk, go on.'],
    terse: ['ok now', 'free now.'],
    chatty: ['phew, the group is checked in, now I am all yours.'],
    formal: ['I am now at your disposal.'],
    second_language: ['Now is better moment for me.', 'ok i am free since now.'],
    typos: ['ok got tiem now.'],
  },
  burst_start: {
    plain: ['one sec', 'ok let me look', 'just opening the system', 'hm let me check', 'moment please', 'ok so'],
    terse: ['sec', 'checking', 'wait'],
    chatty: [
      'hang on, the printer is shouting at me',
      'ok ok let me pull up the calendar',
      'wait, getting my glasses',
      'hold on, phone is ringing too',
    ],
    formal: ['Allow me a moment to consult our system.', 'One moment, if you please.'],
    second_language: ['wait i am looking in computer', 'moment, i look'],
    typos: ['1 sec lookign', 'hold onn'],
  },
};
