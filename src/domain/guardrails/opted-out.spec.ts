import { describeGuardrail, type GuardrailCase } from '../../../test/support/guardrail-cases.js';
import { samplePlan, sampleReading } from '../../../test/support/reply-contexts.js';
import { optedOutGuardrail } from './opted-out.js';

const out = { reading: sampleReading(['opt_out']) };
const stop = samplePlan({ act: 'stop' });
const onlyStop = { directive: { reply: true, may: ['stop' as const], scripts: [], because: ['interruption:opt_out'] } };
const maybe = { reading: sampleReading(['opt_out'], { ambiguous: true, ambiguities: ['meaning'] }) };
const to = (over: GuardrailCase[1] & object, ...texts: string[]): GuardrailCase[] => texts.map((text) => [text, over]);

describeGuardrail(optedOutGuardrail, {
  refused: [
    ...to(
      out,
      'Understood. Could you still do EUR 440?',
      'Before you go, one last question.',
      'Are you sure? You would miss a good offer.',
      'I will check back next month.',
      "We'll follow up in a few weeks.",
      'May I ask why?',
      'What if I offered a badge on your page?',
      'I can add a "Great value" badge on your page.',
      'Please reconsider.',
      'Would you consider EUR 452?',
      'Just once: is it the price?',
      'That is a pity, our guests love your hotel.',
      'I will write again when the season is over.',
      'Maybe another time.',
      'Is there a better moment?',
      'Let me know if you change your mind.',
      'Why not?',
      'You will lose guests.',
    ),
    ['Fine. EUR 440 would be great.', out, stop],
    ['Could you offer EUR 452?', out, samplePlan()],
    ['I see.', out, samplePlan({ act: 'hold' })],
    ['Would you like to hear one more offer?', onlyStop],
  ],
  allowed: [
    ...to(
      out,
      'Understood, no more messages about prices.',
      'I have taken you off the list and will not write again.',
      'This is my last message. I wish you a good season.',
      'No more bot messages, that is clear.',
      'You will not hear from me again.',
      'Sorry for the trouble. I will not contact you again.',
      'Your rates stay as they are.',
      'All right. Goodbye.',
      'I respect that and stop here.',
      'Noted. We will not follow up.',
      'A colleague will look at your invoice, and I stop here.',
      'I stop writing now.',
    ),
    ['Understood, no more messages.', out, stop],
    ['I am sorry, I stop here.', out, samplePlan({ act: 'apologise' })],
    ['A colleague will take care of your question.', out, samplePlan({ act: 'hand_over' })],
    ['Should I stop writing about this room, or about all of them?', maybe],
    ['Do you mean this room only?', maybe, samplePlan({ act: 'clarify' })],
    'Could you offer EUR 452 for the Deluxe Double?',
    ['Would EUR 452 work?', { reading: sampleReading(['reject']) }],
    ['Goodbye.', onlyStop],
    ['I hear you.', { reading: { ...sampleReading([]), acts: [{ act: 'opt_out', confidence: 0.2 }] } }],
  ],
});
