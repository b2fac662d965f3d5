import { describeGuardrail, type GuardrailCase } from '../../../test/support/guardrail-cases.js';
import { samplePlan, sampleTicket } from '../../../test/support/reply-contexts.js';
import { overLengthGuardrail } from './over-length.js';

const words = (count: number, word = 'rate'): string => Array.from({ length: count }, () => word).join(' ');
const sentences = (count: number): string =>
  Array.from({ length: count }, (_, index) => `This is sentence ${index} of it.`).join(' ');
const greet = samplePlan({ act: 'greet' });
const confirm = samplePlan({ act: 'confirm_terms' });
const three = { tickets: ['a', 'b', 'c'].map((id) => sampleTicket({ id })) };
const planned = (count: number, plan = samplePlan()): GuardrailCase => [words(count), {}, plan];

describeGuardrail(overLengthGuardrail, {
  refused: [
    words(161),
    words(200),
    words(1_000),
    planned(161),
    planned(221, greet),
    planned(221, confirm),
    sentences(40),
    words(300, 'a'),
    'x'.repeat(3_000),
    '房'.repeat(400),
    '价格 '.repeat(200),
    [words(192), three],
  ],
  mild: [
    words(91),
    words(120),
    words(160),
    planned(91),
    planned(131, greet),
    planned(150, confirm),
    [words(122), three],
    '房'.repeat(200),
    [words(131), { stage: 'opening' }],
    words(95, 'a'),
  ],
  allowed: [
    'Short.',
    '',
    words(8),
    words(35),
    words(60),
    words(90),
    planned(90),
    planned(129, greet),
    planned(130, confirm),
    [words(120), three],
    [words(125), { stage: 'opening' }],
    '房'.repeat(120),
    sentences(12),
    'Could you offer EUR 452 for the Deluxe Double?',
    'Thank you.\n\nThe terms are below.\n- one\n- two\n- three',
    words(85, 'accommodation'),
    planned(130, samplePlan({ act: 'close_agreed' })),
    planned(130, samplePlan({ act: 'identify' })),
    '👍',
    '   ',
  ],
});
