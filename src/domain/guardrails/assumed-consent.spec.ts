import { describeGuardrail } from '../../../test/support/guardrail-cases.js';
import { sampleContext, sampleReading, samplePlan, sampleTerms, sampleTicket } from '../../../test/support/reply-contexts.js';
import { assumedConsentGuardrail } from './assumed-consent.js';

const { menu } = sampleContext();
const silent = { reading: sampleReading(['acknowledge'], { ambiguous: true, ambiguities: ['consent'] }) };
const yes = { reading: sampleReading(['accept']) };
const unclearYes = { reading: sampleReading(['accept'], { ambiguous: true, ambiguities: ['consent'] }) };
const suite = sampleTicket({ id: 'suite', roomType: 'Garden Suite' });
const two = {
  tickets: [sampleTicket(), suite],
  results: { double: 'agreed' as const, suite: 'open' as const },
  agreed: [sampleTerms()],
};

describeGuardrail(assumedConsentGuardrail, {
  refused: [
    ["I'll take that as a yes.", silent],
    ["I'll read your emoji as agreement.", silent],
    ['I take your silence as consent.', silent],
    ['I understand it as your approval.', silent],
    ['I will consider this agreed.', silent],
    ['So we are agreed.', silent],
    ["Great, it's a deal.", silent],
    ['That sounds like a yes to me.', silent],
    ['Your thumbs up means yes, so I will note it.', silent],
    ['No reply means yes.', {}],
    ['If I do not hear from you by Friday, I will assume you agree.', yes],
    ["If I don't hear back, I'll go ahead with EUR 452.", {}],
    ["Unless you object, I'll record EUR 452 as agreed.", {}],
    ['We will proceed unless we hear otherwise.', {}],
    ['Silence counts as agreement.', yes],
    ['I assume you are fine with EUR 452.', silent],
    ['I take it you agree.', silent],
    ['Looks like we have a deal.', silent],
    ["I'll go ahead and record the rate.", silent],
    ['No objections, so it is settled.', silent],
    ['Perfect, then we are settled.', unclearYes],
    ['I will mark it as agreed.', silent],
    ["Great, we're agreed on the Garden Suite.", { ...two, ...silent }],
    ["I'll take that as a yes for the Garden Suite.", { ...two, ...yes }],
    ['If you do not reply, the rate is confirmed.', { agreed: [sampleTerms()] }],
    ['I can read that as a yes.', silent],
  ],
  allowed: [
    ['Great, then we are agreed.', yes],
    ["Perfect, that's settled then.", { agreed: [sampleTerms()], results: { double: 'agreed' } }],
    ['Shall I take that as a yes?', silent],
    ['I will not take your silence as a yes.', silent],
    ['Silence is no yes for me, so I ask once more: would EUR 452 work?', silent],
    ['Is that a yes?', silent],
    ['Nothing is agreed until you say so.', silent],
    ['Could you tell me with a clear yes or no?', silent],
    ['If you do not want this, just say so.', silent],
    ["If I don't hear back, I'll write once more next week.", {}],
    ['I understand that you need more time.', silent],
    ['I take your point about the season.', silent],
    ['Thank you for the thumbs up. Do you agree to EUR 452 for the Deluxe Double?', silent],
    ['Good, so it is a question of the season.', silent],
    ['I see your reason.', silent],
    ['Your answer is noted, and your price stays as it is.', silent],
    ['That sounds reasonable. Could you offer EUR 452?', silent],
    ['Great, we are agreed on the Deluxe Double.', { ...two, ...silent }],
    [
      'Then we are agreed at EUR 490.',
      { ...silent, menu: { ...menu, acceptable: [{ ticketId: 'double', rate: '490' }] } },
      samplePlan({ act: 'accept' }),
    ],
    ['So the rate is what stands in the way.', silent],
    ['I assume the weekend is busy for you. Is that right?', silent],
    ['No news from the owner yet is no problem.', silent],
    ['I cannot read that as a yes. Is something not as you meant it?', silent],
  ],
});
