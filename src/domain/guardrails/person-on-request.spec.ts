import { describeGuardrail, type GuardrailCase } from '../../../test/support/guardrail-cases.js';
import { sampleMessage, sampleReading } from '../../../test/support/reply-contexts.js';
import { personOnRequestGuardrail } from './person-on-request.js';

const wants = { reading: sampleReading(['wants_person']) };
const interrupted = {
  directive: { reply: true, may: ['hand_over' as const], scripts: [], because: ['interruption:wants_person'] },
};
const to = (over: GuardrailCase[1] & object, ...texts: string[]): GuardrailCase[] => texts.map((text) => [text, over]);

describeGuardrail(personOnRequestGuardrail, {
  refused: [
    ...to(
      wants,
      'Could you offer EUR 452 for the Deluxe Double?',
      'I understand. What keeps the price at this level?',
      'I can answer that myself.',
      'There is nobody free at the moment.',
      'I am an AI assistant and happy to help.',
      'Let us look at the rate first.',
      'A person cannot help you more than I can.',
      "I can't pass you to a colleague.",
      'Is it about the rate?',
      'I hear you.',
      'Sorry about that.',
      'Thank you for the message.',
      'Why would you prefer that?',
      'The rate is EUR 520 with us.',
      'We will see.',
      'Please wait.',
      'I am not a human, but I can do the same.',
      'No colleague is needed for this.',
      'Your wish goes to the list.',
      'A colleague who is not here will not write.',
    ),
    ...to(interrupted, 'I can help you with that.', 'Could you tell me more?'),
  ],
  mild: to(
    wants,
    'A colleague will write to you. Could you do EUR 452 meanwhile?',
    'I can get a person for you, but would EUR 440 be possible?',
  ),
  allowed: [
    ...to(
      wants,
      'Of course. A colleague will write to you here.',
      'I am passing this to a person in our partner team.',
      "I'll hand this over to a colleague now.",
      'A person from our team will take over.',
      'I have asked a colleague to contact you.',
      'Sure, let me connect you with someone from our team.',
      'I will get a human colleague for you.',
      'I can ask a colleague to call you.',
      "I'm handing over to my colleague, who will write today.",
      'You can speak to a person on our team, I have told them.',
      'Yes, our partner team will contact you.',
      'I will forward your message to our team.',
      'One of my colleagues will answer you here.',
      'I have passed it to our partner team, a person will reply.',
      "I'll bring in a person right away.",
      'Let me get a real person for you.',
      'Your wish goes to a colleague now.',
      'This goes to a person now, with your number.',
      'Both go to a colleague, the record and this chat.',
      'A colleague who deals with it gets this chat.',
      'A colleague with a telephone will take this over.',
      'A colleague receives that wish now.',
      "Of course, I'm an AI and will bring in a colleague.",
    ),
    'Could you offer EUR 452 for the Deluxe Double?',
    ['What keeps the price there?', { reading: sampleReading(['counter']) }],
    ['I hear you.', { reading: { ...sampleReading([]), acts: [{ act: 'wants_person', confidence: 0.3 }] } }],
    'I see.',
    [
      'Your note is with them.',
      {
        ...wants,
        history: [sampleMessage(1, 'agent', 'A colleague will write to you here.'), sampleMessage(2, 'partner', 'good')],
      },
    ],
  ],
});
