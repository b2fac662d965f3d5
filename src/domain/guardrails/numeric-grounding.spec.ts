import { describeGuardrail, type GuardrailCase } from '../../../test/support/guardrail-cases.js';
import {
  FRESH_EVIDENCE,
  sampleContext,
  sampleMessage,
  sampleReading,
  sampleTerms,
  sampleTicket,
} from '../../../test/support/reply-contexts.js';
import { readMentions } from '../understanding/numbers/read-mentions.js';
import { numericGroundingGuardrail } from './numeric-grounding.js';

const evidence = (over: Partial<typeof FRESH_EVIDENCE>) => ({
  tickets: [sampleTicket({ evidence: [{ ...FRESH_EVIDENCE, ...over }] })],
});
const stale = evidence({ observedAt: '2026-11-14T08:00:00Z' });
const expired = evidence({ observedAt: '2026-11-16T08:00:00Z', expiresAt: '2026-11-16T09:00:00Z' });
const partner = (text: string): Partial<ReturnType<typeof sampleContext>> => ({
  history: [sampleMessage(1, 'partner', text)],
  reading: sampleReading(['counter'], { mentions: readMentions(text, { currency: 'EUR' }) }),
});
const named = { hotel: { id: 'h', name: 'Hotel 71' }, tickets: [sampleTicket({ roomType: 'Room for 4' })] };

const REFUSED: GuardrailCase[] = [
  'Could you offer EUR 480?',
  'Could you offer four eighty?',
  'Could you offer four hundred and eighty euros?',
  'Could you offer ４８０?',
  'The rate is EUR 519.',
  'Others are at EUR 429.99.',
  'It is 25% cheaper elsewhere.',
  'A discount of twelve percent would help.',
  'The stay is from 24 to 29 November.',
  'It is about the 3rd of December.',
  'It is for five nights.',
  'We would like half price.',
  'The gap is a third of the rate.',
  'Demand has doubled.',
  'You would have twice as many guests.',
  'By half is what we need.',
  ['Booking shows EUR 430.', stale],
  ['Booking shows EUR 430.', expired],
  ['Another site shows EUR 430.', evidence({ disclose: 'none' })],
  'Could you offer USD 452?',
  'There are 37 hotels around you.',
  'You have 4.5 stars.',
  'Check-in is at 15:00.',
  'That was in 2019.',
  'We have 1,200 partners in Lisbon.',
  'It comes to EUR 1,400 for the stay.',
  ['490 would be fine, and so would 495.', partner('490 is what I can do')],
  'The difference is EUR 95.',
  'There are four hotels on your street.',
  'You have four rooms.',
  'We could take five points less commission.',
  'Meat is at three times the price.',
  'Your house has four stars and three pools.',
  ['Demand has doubled.', partner('insurance doubled on me')],
  ['We would like half price.', partner('you want half price?')],
  ["Three o'clock is fine.", partner('he comes at two')],
  'It is on the second May weekend.',
];

const ALLOWED: GuardrailCase[] = [
  'Could you offer EUR 452?',
  'Could you offer four fifty-two?',
  'Could you offer ４５２?',
  'The Deluxe Double is at EUR 520 with us and at EUR 430 on Booking.',
  'The difference is EUR 90, or 17%.',
  'It is for 24–27 Nov 2026, 3 nights.',
  'It is about three nights from 24 November.',
  'The night of the 25th is included.',
  'That comes to EUR 1,320 for the stay.',
  'Your EUR 490 is noted.',
  'One question first.',
  'I have two ideas.',
  'The first step is yours.',
  'It takes five minutes.',
  'Your double room is lovely.',
  'The badge is there for 30 days.',
  ['The terms are EUR 455.', { menu: { ...sampleContext().menu, terms: [sampleTerms()] } }],
  ['Hotel 71 and its Room for 4 are what this is about.', named],
  ['You have 12 rooms, as you say.', partner('we have 12 rooms only')],
  ['Is 415 net or selling?', partner('415 net')],
  ['So your figure is 495.', partner('495 is possible')],
  ['After 6 pm is fine.', partner('call after 6 pm')],
  ['Others show EUR 430.', evidence({ disclose: 'rate' })],
  ['Others show EUR 430.', evidence({ observedAt: '2026-11-01T08:00:00Z', expiresAt: '2026-11-30T00:00:00Z' })],
  'No figure at all.',
  'In 2026, that is.',
  'Could you do € 452.00?',
  'All three points are noted.',
  'You have named the same figure three times.',
  'Your three tax questions go to a colleague.',
  'Two rooms, four prices and one request.',
  'These three I cannot answer from here.',
  'Keeping in mind that the second may hold parking, I would ask for EUR 452.',
  ['With the insurance doubled, I come up a little.', partner('insurance doubled on me')],
  ['Doubled wages weigh on a small house.', partner('Cleaner asks double this year')],
  ['Refunding half the bookings is a hard loss.', partner('we refunded half the bookings')],
  ['Four times the same proof is too much to ask.', partner('I have sent the same proof four times')],
  ["Two o'clock is fine.", partner('he comes at two')],
];

describeGuardrail(numericGroundingGuardrail, { refused: REFUSED, allowed: ALLOWED });
