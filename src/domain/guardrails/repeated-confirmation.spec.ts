import { describeGuardrail } from '../../../test/support/guardrail-cases.js';
import { sampleContext, samplePlan, sampleReading, sampleTerms } from '../../../test/support/reply-contexts.js';
import { repeatedConfirmationGuardrail } from './repeated-confirmation.js';

const { menu } = sampleContext();
const TERMS = 'To confirm: the Deluxe Double at EUR 455 for three nights. Is that correct?';
const confirm = samplePlan({ act: 'confirm_terms' });
const waiting = (
  times: number,
  acts: Parameters<typeof sampleReading>[0] = ['acknowledge'],
  over: Parameters<typeof sampleReading>[1] = {},
) => ({
  timesTermsRestated: times,
  menu: { ...menu, terms: [sampleTerms()] },
  reading: sampleReading(acts, over),
});
const done = { agreed: [sampleTerms()], results: { double: 'agreed' as const }, reading: sampleReading(['thanks']) };

describeGuardrail(repeatedConfirmationGuardrail, {
  refused: [
    [TERMS, waiting(2), confirm],
    [TERMS, waiting(3), confirm],
    [TERMS, waiting(2)],
    ['Here are the terms: EUR 455 for the Deluxe Double. Do you agree?', waiting(2)],
    ['So it is EUR 455 for the Deluxe Double. Please confirm.', waiting(2), confirm],
    ['Just to be sure: EUR 455, is that right?', waiting(5), confirm],
    [TERMS, waiting(2, ['small_talk']), confirm],
    [TERMS, waiting(2, ['accept']), confirm],
    [TERMS, waiting(4, ['thanks']), confirm],
    [TERMS, done],
    [TERMS, done, confirm],
    ['To confirm once more: EUR 455 for the Deluxe Double. Do you agree?', done],
    ['In summary, EUR 455 for the Deluxe Double. Please confirm.', done],
    ['To recap: EUR 455. Shall I save it?', done],
    [TERMS, waiting(2, ['upset']), confirm],
    [TERMS, waiting(2, ['greet']), confirm],
    [TERMS, waiting(2, ['later']), confirm],
    [TERMS, waiting(2, ['unclear']), confirm],
    [TERMS, waiting(6), confirm],
    ['The full terms: EUR 455 for three nights. Could you confirm?', waiting(2)],
    ['I have EUR 455 for the Deluxe Double. Do I have your yes?', done],
  ],
  mild: [
    [TERMS, waiting(1), confirm],
    [TERMS, waiting(1)],
    ['Please confirm the terms. Can you confirm them?', {}],
    ['Is that correct? Do you agree?', {}],
    ['EUR 455 for the Deluxe Double. Is that correct? Please confirm.', {}, confirm],
  ],
  allowed: [
    [TERMS, waiting(0), confirm],
    [TERMS, waiting(0)],
    [TERMS, waiting(1, ['question']), confirm],
    [TERMS, waiting(2, ['correct']), confirm],
    [TERMS, waiting(1, ['counter']), confirm],
    [TERMS, waiting(1, ['conditional_accept']), confirm],
    [TERMS, waiting(1, ['ask_how']), confirm],
    [TERMS, waiting(1, ['accept'], { conditions: [{ text: 'if breakfast stays out', span: [0, 5] }] }), confirm],
    ['Could I have a yes or a no to that?', waiting(1)],
    ['I am not sure that I read you right. Is that a yes?', waiting(1)],
    ['Your yes is recorded, thank you.', done],
    ['The rate is EUR 455, as you said.', done],
    ['Could you offer EUR 452 for the Deluxe Double?', waiting(1), samplePlan()],
    ['What keeps you from it?', waiting(2)],
    ['A colleague will look into it.', waiting(3)],
    ['No problem, take your time.', waiting(2)],
    ['The terms wait for your answer.', waiting(2)],
    ['Is there a question about the terms?', waiting(2)],
    ['Is the weekend the problem?', waiting(1)],
    ['Would you like to speak to a person?', waiting(2)],
    ['With your yes it is noted: EUR 455 for the Deluxe Double.', done],
    ['Recorded with your yes: EUR 455 for the Deluxe Double.', done],
  ],
});
