import { describeGuardrail } from '../../../test/support/guardrail-cases.js';
import { sampleTicket } from '../../../test/support/reply-contexts.js';
import { tooManyQuestionsGuardrail } from './too-many-questions.js';

const many = (count: number): string =>
  Array.from({ length: count }, (_, index) => `Is it the ${['price', 'date', 'room', 'season', 'owner', 'cost'][index]}?`).join(
    ' ',
  );
const two = { tickets: [sampleTicket(), sampleTicket({ id: 'suite', roomType: 'Garden Suite' })] };

describeGuardrail(tooManyQuestionsGuardrail, {
  refused: [
    many(5),
    many(6),
    'Why? When? Who? Where? How?',
    '为什么？什么时候？谁？哪里？怎么？',
    'Is it so?Is it not?Is it the price?Is it the date?Is it the room?',
  ],
  mild: [
    many(3),
    many(4),
    'Why not? Is it the season? Or is it the owner?',
    'Could you send me the calendar and could you also tell me the name of the owner?',
    'Could you offer EUR 452? And could you also send me the calendar?',
    'Please load the rate and please send me a picture of it.',
    'Can you check the room? Can you also write to the owner?',
    'Could you lower the rate? Please also send me the dates.',
    'Tell me the dates and send me the rates.',
    'Would you check the calendar? Could you send me the rate?',
    'Could you offer EUR 452? Please send me the name of your manager.',
    'Let me know which room, and send me the calendar.',
    'Please tell the owner. Could you also check the stay?',
    'Could you check the dates, and would you ask the owner?',
    'Can you send me the contract? Please also share your channel list.',
  ],
  allowed: [
    'Could you offer EUR 452 for the Deluxe Double?',
    'Could you offer EUR 452? Would that work for you?',
    'Is it the season? Or the owner?',
    'The terms are noted.',
    'Would EUR 452 be possible? If not, what would be?',
    'Could we meet at EUR 452? What do you think?',
    'Please let me know if that works.',
    'What makes it hard for you?',
    'Is that correct? Please say yes or no.',
    ['Could you offer EUR 452 for the Deluxe Double, and could you offer EUR 600 for the Garden Suite?', two],
    'May I ask what keeps the price at this level?',
    'Could you share the reason with me?',
    'Would you like to speak to a colleague? Could you accept EUR 452 otherwise?',
    'You asked "why us?", and that is a fair question.',
    'Please take your time.',
    'Could you imagine EUR 452 for those nights?',
    'Do you agree to these terms?',
    'Which of the two rooms do you mean?',
    'Is 490 net or selling?',
    'Can you live with EUR 452? Does that suit you?',
  ],
});
