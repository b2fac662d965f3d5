import { describeGuardrail } from '../../../test/support/guardrail-cases.js';
import { sampleContext, samplePlan, sampleTerms, sampleTicket } from '../../../test/support/reply-contexts.js';
import { agreementWithoutLedgerGuardrail } from './agreement-without-ledger.js';

const { menu } = sampleContext();
const suite = sampleTicket({ id: 'suite', roomType: 'Garden Suite', currentRate: '700', evidence: [] });
const agreed = { agreed: [sampleTerms()], results: { double: 'agreed' as const } };
const oneOfTwo = {
  tickets: [sampleTicket(), suite],
  results: { double: 'agreed' as const, suite: 'open' as const },
  agreed: [sampleTerms()],
};
const both = {
  tickets: [sampleTicket(), suite],
  results: { double: 'agreed' as const, suite: 'agreed' as const },
  agreed: [sampleTerms(), sampleTerms({ ticketId: 'suite', rate: '600' })],
};
const taking = { menu: { ...menu, acceptable: [{ ticketId: 'double', rate: '490' }], terms: [sampleTerms({ rate: '490' })] } };

describeGuardrail(agreementWithoutLedgerGuardrail, {
  refused: [
    'We are agreed at EUR 452.',
    'It is a deal.',
    'Agreed.',
    'Deal!',
    'The rate is confirmed.',
    'I have recorded your agreement.',
    'Your confirmation is recorded.',
    'Thank you for agreeing to EUR 452.',
    'Thanks for confirming.',
    'We have a deal.',
    'Consider it done.',
    'As agreed, the rate is EUR 452.',
    'The agreed rate is EUR 452.',
    'Since you have accepted, I will write a summary.',
    'Everything is settled.',
    'Glad we could agree on this.',
    'I have saved it as agreed.',
    'Your yes is noted.',
    ['The Garden Suite is agreed as well.', oneOfTwo],
    ['Both rooms are agreed.', oneOfTwo],
    ['Everything is agreed, thank you.', oneOfTwo],
    ['We are agreed at EUR 440.', agreed],
    ['It is agreed at EUR 452 for the Deluxe Double.', oneOfTwo],
    ['We are agreed at EUR 490.', {}, samplePlan({ act: 'accept' })],
    ['We are agreed at EUR 490.', taking, samplePlan({ act: 'counter' })],
  ],
  allowed: [
    ['We are agreed at EUR 455.', agreed],
    ['Your confirmation is recorded.', agreed],
    ['The Deluxe Double is agreed at EUR 455.', oneOfTwo],
    ['Both rooms are agreed.', both],
    ['We are agreed at EUR 490.', taking, samplePlan({ act: 'accept' })],
    'Nothing is agreed yet.',
    'Nothing is confirmed until you say so.',
    'Once you confirm, the rate is agreed.',
    'If that is agreed, I will write a summary.',
    'Do we have a deal?',
    'Is that agreed?',
    'Could you confirm the rate?',
    'I see that we have not agreed so far.',
    'It would be settled with your yes.',
    'Please confirm the terms.',
    'I have noted your reason.',
    'I agree that the season is short.',
    'Your deal with the agency is not my concern.',
    'That is a good reason, thank you.',
    ['The Deluxe Double is agreed. For the Garden Suite, could you go lower?', oneOfTwo],
    'I cannot confirm the promise you were given.',
    'It is not a deal until both of us say so.',
  ],
});
