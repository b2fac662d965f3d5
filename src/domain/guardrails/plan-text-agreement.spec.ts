import { describeGuardrail } from '../../../test/support/guardrail-cases.js';
import { sampleContext, samplePlan, sampleTerms } from '../../../test/support/reply-contexts.js';
import { planTextAgreementGuardrail } from './plan-text-agreement.js';

const { menu } = sampleContext();
const small = [{ ticketId: 'double', step: 'small' as const }];
const terms = { menu: { ...menu, asks: [], terms: [sampleTerms()], acceptable: [{ ticketId: 'double', rate: '455' }] } };
const plan = samplePlan;

describeGuardrail(planTextAgreementGuardrail, {
  refused: [
    ['Could you offer EUR 452?', {}, plan({ asks: small, leverIds: ['badge'] })],
    ['In return we could do something.', {}, plan({ act: 'offer_lever', leverIds: ['badge'] })],
    ['Could you offer EUR 452?', {}, plan({ act: 'ask_reason' })],
    ['Would EUR 461 be possible?', {}, plan({ act: 'answer' })],
    ['I see your point, and EUR 452 would be great.', {}, plan({ act: 'empathise' })],
    ['A colleague will write. Could you offer EUR 452?', {}, plan({ act: 'hand_over' })],
    ['Then we stop here. Could you still do EUR 440?', {}, plan({ act: 'close_declined' })],
    ['Understood. Could you do EUR 440?', {}, plan({ act: 'stop' })],
    ['I am an AI assistant. Could you do EUR 440?', {}, plan({ act: 'identify' })],
    ['Here are the terms for the Deluxe Double. Do you agree?', terms, plan({ act: 'confirm_terms' })],
    ['To confirm: EUR 452 for the Deluxe Double. Is that right?', terms, plan({ act: 'confirm_terms' })],
    ['Could you do EUR 461? The badge would be yours.', {}, plan({ act: 'answer', leverIds: ['badge'] })],
    ['Would EUR 452 work?', {}, plan({ act: 'explain' })],
    ['Let us say EUR 461.', {}, plan({ act: 'defer' })],
    ['I write for Staywell.', {}, plan({ act: 'identify' })],
    ['Good day, this is Staywell.', {}, plan({ act: 'identify' })],
    ['I am sorry. Could you do EUR 452?', {}, plan({ act: 'apologise' })],
    ['The badge is nice. Would EUR 470 work?', {}, plan({ act: 'hold' })],
    ['Could you offer EUR 461?', {}, plan({ act: 'hold', asks: [{ ticketId: 'double', step: 'none' }] })],
    ['Hello, could you do EUR 440?', {}, plan({ act: 'greet' })],
    ['EUR 430 is our proposal.', {}, plan({ act: 'brief' })],
    ['EUR 430 is what we ask for.', {}, plan({ act: 'brief' })],
    ['EUR 430 is what we would like to see.', {}, plan({ act: 'brief' })],
    ['My note is ready. Could you do EUR 440?', {}, plan({ act: 'hand_over' })],
    ['A colleague gets this. I ask for EUR 440.', {}, plan({ act: 'hand_over' })],
  ],
  mild: [
    ['I see.', {}, plan({ act: 'ask_reason' })],
    ['The terms are EUR 455 for the Deluxe Double.', terms, plan({ act: 'confirm_terms' })],
    ['I will look into it.', {}, plan({ act: 'hand_over' })],
    ['One moment, please.', {}, plan({ act: 'hand_over' })],
  ],
  allowed: [
    'Could you offer EUR 452?',
    ['Could you offer EUR 452?', {}, plan({ asks: small })],
    [
      'Could you offer EUR 452? In return I can add a "Great value" badge on your page.',
      {},
      plan({ asks: small, leverIds: ['badge'] }),
    ],
    ['I can add the great value badge.', {}, plan({ act: 'offer_lever', leverIds: ['badge'] })],
    ['Our ask stays at EUR 440.', {}, plan({ act: 'hold', asks: [{ ticketId: 'double', step: 'same' }] })],
    ['Our ask of EUR 440 stands.', {}, plan({ act: 'answer' })],
    ['What keeps the price where it is?', {}, plan({ act: 'ask_reason' })],
    ['Please tell me what makes it hard.', {}, plan({ act: 'ask_reason' })],
    ['Is 490 net or selling?', {}, plan({ act: 'clarify' })],
    ['A colleague will write to you today.', {}, plan({ act: 'hand_over' })],
    ["I'm passing this to a person in our team.", {}, plan({ act: 'hand_over' })],
    ['I am the AI assistant of Staywell.', {}, plan({ act: 'identify' })],
    ['To confirm: EUR 455 for the Deluxe Double. Is that right?', terms, plan({ act: 'confirm_terms' })],
    ['The Deluxe Double at EUR 455. Please confirm.', terms, plan({ act: 'confirm_terms' })],
    ['Then we leave it, and your price stays at EUR 520.', {}, plan({ act: 'close_declined' })],
    ['Understood, no more messages.', {}, plan({ act: 'stop' })],
    ['The Deluxe Double is at EUR 520 with us and at EUR 430 on Booking.', {}, plan({ act: 'brief' })],
    ['Your EUR 490 is noted.', {}, plan({ act: 'empathise' })],
    ['I see how short the season is.', {}, plan({ act: 'empathise' })],
    ["Hello, I'm the AI assistant of Staywell. Is now a good time?", {}, plan({ act: 'greet' })],
    [
      'EUR 490 is fine, we take it.',
      { menu: { ...menu, acceptable: [{ ticketId: 'double', rate: '490' }] } },
      plan({ act: 'accept' }),
    ],
    ['EUR 520 is our price, EUR 430 is the price on another site.', {}, plan({ act: 'brief' })],
    ['EUR 520 is what guests see with us, and EUR 430 is what we saw elsewhere.', {}, plan({ act: 'brief' })],
    ['We sell it at EUR 520, and there is another offer at EUR 430.', {}, plan({ act: 'brief' })],
    ['Our guests get it at EUR 520. It is on offer at EUR 430 on another site.', {}, plan({ act: 'brief' })],
    ['Is any price under EUR 520 possible?', {}, plan({ act: 'ask_reason' })],
    ['A colleague will write. The note to my colleague lists our request of EUR 440.', {}, plan({ act: 'hand_over' })],
    ['What you read here is written by an AI.', {}, plan({ act: 'identify' })],
  ],
});
