import { describeGuardrail } from '../../../test/support/guardrail-cases.js';
import { FRESH_EVIDENCE, sampleMessage, sampleTicket } from '../../../test/support/reply-contexts.js';
import { unsupportedClaimGuardrail } from './unsupported-claim.js';

const evidence = (over: Partial<typeof FRESH_EVIDENCE>) => ({
  tickets: [sampleTicket({ evidence: [{ ...FRESH_EVIDENCE, ...over }] })],
});
const hidden = evidence({ disclose: 'none' });
const rateOnly = evidence({ disclose: 'rate' });
const stale = evidence({ observedAt: '2026-11-14T08:00:00Z' });
const expired = evidence({ expiresAt: '2026-11-16T09:00:00Z' });
const searches = evidence({ text: 'Searches for Lisbon are up for 24 to 27 November because of a conference' });
const partner = (text: string) => ({ history: [sampleMessage(1, 'partner', text)] });

describeGuardrail(unsupportedClaimGuardrail, {
  refused: [
    ['Booking shows EUR 430 for that room.', hidden],
    ['Booking shows EUR 430 for that room.', rateOnly],
    ['On Booking it is EUR 430.', stale],
    ['Booking.com lists it at EUR 430.', expired],
    'Expedia sells the room for EUR 430.',
    'Your room is cheaper on Agoda.',
    ['Similar hotels nearby are at EUR 430.', hidden],
    ['Your competitors are cheaper.', stale],
    'Booking shows EUR 440 for that room.',
    ['The room is EUR 520 with us, and the same room is EUR 520 on a different page.', hidden],
    ['The room is EUR 520 with us, and the same room is at EUR 520 with another seller.', hidden],
    ['It is EUR 520 with us and EUR 520 on another page.', rateOnly],
    ['The room costs EUR 520 with us and EUR 520 with someone else for those nights.', rateOnly],
    ['The room costs EUR 520 with us, while it is EUR 520 in another place.', hidden],
    ['We take EUR 520 for it; somebody else takes EUR 520.', rateOnly],
    'A season with so few guests is hard to move.',
    'A lower rate would bring fewer bookings, I can see that.',
    'Would EUR 452 be possible for the Junior Suite?',
    'We sent you 300 guests last year.',
    'We brought you many bookings.',
    'You received over 50 bookings through us this year.',
    'Searches for your city are up 40%.',
    'Demand for those dates is growing.',
    'There is strong demand for those nights.',
    'Many travellers are looking at those dates.',
    'There is a big conference in Lisbon that week.',
    'Only two rooms are left in the area.',
    'Most hotels in your area have already agreed.',
    'Your neighbours have lowered their rates.',
    'Everyone else in Lisbon has accepted.',
    'I spoke to your manager about it.',
    'Your owner has approved the rate.',
    'Last year you agreed to EUR 400.',
    'You are losing bookings at this price.',
    'Your page is underperforming.',
    'Guests are choosing other hotels.',
    'Your occupancy is low that week.',
  ],
  allowed: [
    'Booking shows EUR 430 for that room.',
    'On Booking.com it is EUR 430 for the same nights.',
    ['Another channel shows EUR 430 for that room.', rateOnly],
    ['It is EUR 520 with us and EUR 430 on another page.', rateOnly],
    ['The same room is cheaper on another page than EUR 520.', rateOnly],
    ['I cannot speak about the Junior Suite here.', partner('and the junior suite?')],
    'The Room stays as it is, and Your Suite too.',
    ['A week with few guests is hard, as you say.', partner('we have few guests in that week')],
    ['Similar hotels nearby are at EUR 430.', rateOnly],
    ['Searches for Lisbon are up for those dates.', searches],
    ['There is a conference in Lisbon that week.', searches],
    ['Your manager has approved it, that is good to hear.', partner('my manager approved it')],
    ['So Expedia has it for 430, thank you for telling me.', partner('on expedia it is 430')],
    'Demand is usually higher then.',
    "I can't see how many guests you had last year.",
    'Is your manager the right person for this?',
    'I did not speak to your manager.',
    'Once your owner has agreed, please write to me.',
    'Could you offer EUR 452 for the Deluxe Double?',
    "I can't share what other partners agree with us.",
    'You said that guests prefer the old wing.',
    'If demand is high, it makes sense to wait.',
    'I see that you have a long season behind you.',
    'Have guests started to mention the renovation?',
    'I do not know whether other hotels have agreed.',
    'Do you expect strong demand for those nights?',
    'You mentioned that the week is busy.',
    'The booking conditions stay as they are.',
    'A lower rate could help guests who compare.',
  ],
});
