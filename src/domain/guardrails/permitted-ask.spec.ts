import { describeGuardrail, type GuardrailCase } from '../../../test/support/guardrail-cases.js';
import { FRESH_EVIDENCE, sampleContext, samplePlan, sampleTicket } from '../../../test/support/reply-contexts.js';
import { permittedAskGuardrail } from './permitted-ask.js';

const { menu } = sampleContext();
const ask = (step: 'small' | 'medium' | 'same' | 'none' | 'first', ticketId = 'double') =>
  samplePlan({ asks: [{ ticketId, step }] });
const suite = sampleTicket({ id: 'suite', roomType: 'Garden Suite', currentRate: '700', evidence: [] });
const two = {
  tickets: [sampleTicket(), suite],
  results: { double: 'open' as const, suite: 'open' as const },
  standings: [
    { ticketId: 'double', currentRate: '520', standingAsk: '440', partnerQuote: '490', round: 1 },
    { ticketId: 'suite', currentRate: '700', round: 0 },
  ],
  menu: { ...menu, asks: [...menu.asks, { ticketId: 'suite', step: 'first' as const, rate: '600' }] },
};
const nothing = { menu: { ...menu, asks: [] }, standings: [{ ticketId: 'double', currentRate: '520', round: 0 }] };
const first = {
  menu: { ...menu, asks: [{ ticketId: 'double', step: 'first' as const, rate: '430' }] },
  standings: [{ ticketId: 'double', currentRate: '520', round: 0 }],
  tickets: [sampleTicket({ evidence: [FRESH_EVIDENCE], commissionRate: '0.15' })],
};
const alike = { ...two, menu: { ...menu, asks: [{ ticketId: 'suite', step: 'first' as const, rate: '430' }] } };
const commission = { tickets: [sampleTicket({ commissionRate: '0.15' })] };

const both = samplePlan({
  asks: [
    { ticketId: 'double', step: 'small' },
    { ticketId: 'suite', step: 'first' },
  ],
});

const REFUSED: GuardrailCase[] = [
  ['EUR 452 and EUR 600 it is. Could the two rooms be EUR 452 and Garden Suite EUR 452?', two, both],
  ['I come up to EUR 452 and Garden Suite to EUR 600. Could we meet at EUR 452 and Garden Suite?', two, both],
  ['Could it be EUR 452 and EUR 600, and the Garden Suite stay at Garden Suite?', two, both],
  ['Could you do EUR 452 for the Garden Suite and EUR 600 for the Deluxe Double?', two, both],
  'Could you offer EUR 480?',
  'EUR 480 would be great.',
  "I'm hoping for 480.",
  'We need EUR 475.',
  'How about four eighty?',
  'Let us say EUR 465.',
  'Could we meet at EUR 465?',
  'I can come up to EUR 472.',
  'Would EUR 465 work for you?',
  'Could you go down to EUR 430?',
  'Could you match EUR 430?',
  'Could you offer EUR 430?',
  'If you could do EUR 430, that would help.',
  'Please lower it to EUR 435.',
  'Could you offer EUR 452, or EUR 461?',
  'Could you offer between EUR 452 and EUR 461?',
  'Would EUR 495 be possible?',
  'Could you lower it by EUR 30?',
  'Could you give us 10% off?',
  'EUR 440 stands, but EUR 435 would be even better.',
  ['Could you offer EUR 452?', nothing],
  ['EUR 440 would be fine.', nothing],
  ['Could you offer EUR 600 for the Deluxe Double?', two],
  ['Could you offer EUR 452 for the Garden Suite?', two],
  ['Could you offer EUR 461?', {}, ask('small')],
  ['Could you do something?', {}, ask('small')],
  ['Our ask is EUR 440.', {}, ask('small')],
  ['Could you offer EUR 452?', {}, ask('first')],
  ['Could you offer EUR 452?', { results: { double: 'agreed' } }],
  ['Could you offer EUR 408?', first],
  ['Could you offer EUR 452 for the Deluxe Double and EUR 461 for the same room?', two],
  ['Could you offer EUR 452 for the Deluxe Double and EUR 480 for the other?', two],
  'EUR 430 is our request.',
  'There is an offer of EUR 430 elsewhere. Could you match EUR 430?',
  'To make it EUR 30 less would help, could you lower it?',
  ['Could you offer EUR 430 for the Garden Suite?', { ...alike, menu: { ...menu, asks: [] } }],
];

const ALLOWED: GuardrailCase[] = [
  ['Could you do EUR 452 for the Deluxe Double and EUR 600 for the Garden Suite?', two, both],
  ['The Deluxe Double is EUR 520 with us, the Garden Suite EUR 700. Could it be EUR 452 and EUR 600?', two, both],
  ['Could we meet at EUR 452 for the Deluxe Double, and at EUR 600 for the Garden Suite?', two, both],
  'Could you offer EUR 452?',
  'EUR 461 would be great.',
  "I'm hoping for 470.",
  'Our ask of EUR 440 stands.',
  'Could you do four fifty-two?',
  'The Deluxe Double is at EUR 520 with us and at EUR 430 on Booking.',
  'Your EUR 490 is a step, thank you.',
  'We asked for EUR 440 before. Could you do EUR 452?',
  'Booking shows EUR 430. Could you offer EUR 452?',
  'Could you come down from EUR 520 to EUR 461?',
  'EUR 452 a night, so EUR 1,356 for the stay, would help. Could you do that?',
  ['That is EUR 384.20 net for you. Could you do EUR 452?', commission],
  ['Could you offer EUR 452?', {}, ask('small')],
  ['Would EUR 461 be possible?', {}, ask('medium')],
  ['Our figure stays where it is.', {}, ask('same')],
  ['Our ask of EUR 440 stands.', {}, ask('same')],
  ['I see your reason.', {}, ask('none')],
  ['Could you offer EUR 452 for the Deluxe Double and EUR 600 for the Garden Suite?', two],
  ['For the Garden Suite, would EUR 600 be possible?', two],
  ['Could you match EUR 430?', first],
  ['Similar hotels are at EUR 430. Could you offer that?', first, ask('first')],
  'Hotels near you ask EUR 430.',
  'You need EUR 520 to cover your costs, I see that.',
  'What makes it hard for you?',
  'Would you go up two steps?',
  'Could you lower it by EUR 68?',
  'Is EUR 490 with breakfast?',
  'The difference is EUR 90. Could you close part of it?',
  'Could you set it at EUR 470, for those three nights?',
  ['Could you offer EUR 452 for the Deluxe Double and EUR 600 for the other?', two],
  ['What I hope for is EUR 452 with the Deluxe Double and EUR 600 with the Garden Suite.', two],
  'EUR 520 is our price, and EUR 430 is the price elsewhere.',
  'To make EUR 440 less thin I can offer you the badge.',
  ['In those nights it is EUR 520 from us, EUR 430 from others.', alike, ask('none')],
  ['Might the Garden Suite be EUR 430 with us?', alike, ask('first', 'suite')],
];

describeGuardrail(permittedAskGuardrail, { refused: REFUSED, allowed: ALLOWED });
