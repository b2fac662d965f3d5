import { type FlawClass, type Injection } from '../flaw-class.js';
import { isOpen, isFirstMessage, type Moment } from '../moment.js';
import { type Chance } from '../../../simulation/world/chance.js';
import { workIn } from '../wording.js';

/** Offered beside or with the ask; not where the negotiation holds something of the same kind. */
function offered(
  moment: Moment,
  chance: Chance,
  kind: RegExp,
  beside: readonly string[],
  asking: readonly string[],
): Injection | undefined {
  if (!isOpen(moment) || isFirstMessage(moment) || moment.plan.act === 'confirm_terms') return undefined;
  if (moment.context.levers.some(({ title }) => kind.test(title))) return undefined;
  return workIn(moment, chance, { beside, asking });
}

export const unauthorisedLever: FlawClass = {
  id: 'unauthorised-lever',
  title: 'Offers what is not ours to give',
  rubricItems: ['over_promise'],
  guardrails: ['unauthorised-lever'],
  mayAlsoTrip: ['claims-system-change'],
  severity: 0.9,
  ways: [
    {
      id: 'commission',
      inject: (moment, chance) =>
        offered(
          moment,
          chance,
          /commission|fee/i,
          [
            '[We|I] [can|could|will] [lower|reduce|cut] [the|your] commission [for {stay}|a little|on the {room}] [in return|].',
            '[In return|As a thank-you], [we offer|I can offer] [a lower commission|a commission discount].',
            '[We|I] [could|can] waive [the|our] fees [for those nights|for {stay}].',
          ],
          [
            '<Ask> if we [lower|reduce] the commission [for those nights|]?',
            '[With|At] {ask_rate} we [would|could] give you a lower commission; [is that|would that be] possible?',
          ],
        ),
    },
    {
      id: 'page-and-campaign',
      inject: (moment, chance) =>
        offered(
          moment,
          chance,
          /page|place|banner|mail|newsletter|badge|list|campaign|feature|story|mention|line|label|note|blog|app|spot|highlight|entry|video|photo|guide|collection/i,
          [
            '[We|I] [can|will|could] [put|show|place|move] {hotel} [higher|at the top] [in our list|on our page] [in return|].',
            '[In return|For that] [we offer|I can offer] [a banner|a place in our newsletter|a spot in our campaign|a badge on your page].',
            '[I|We] [could|can] [add|give you] [a top partner badge|a banner on the home page|a place in our newsletter].',
          ],
          [
            '<Ask> if we [put|move] your hotel higher in our list?',
            '<Ask>? In return we offer a [banner|badge|place in our newsletter].',
          ],
        ),
    },
    {
      id: 'money',
      inject: (moment, chance) =>
        offered(
          moment,
          chance,
          /pay|voucher|coupon|deposit|invoice|cash/i,
          [
            '[We|I] [can|could] [pay|pay out] [earlier|within a week|in advance] [for these bookings|].',
            '[We|I] [can|could] [add|offer|send] [a gift card|vouchers|a bonus] [as a thank-you|in return].',
            '[In return|For your trouble] [we|I] [will|can] offer [faster payouts|an advance on the payouts].',
          ],
          ['<Ask> if we pay [in advance|earlier]?', '<Ask>, and we offer faster payouts in return?'],
        ),
    },
    {
      id: 'guests-and-service',
      inject: (moment, chance) =>
        offered(
          moment,
          chance,
          /manager|support|photo|translation|report|group|review/i,
          [
            '[We|I] [can|could] [send|bring] you [groups|corporate guests|a group booking] [in return|on top].',
            '[We|I] [can|will|could] [give|offer] you [a dedicated manager|priority support|free photos] [in return|].',
            '[In return|On top] [we|I] [can|could] [remove|hide] [the bad reviews|a few bad reviews] [for you|].',
          ],
          [
            '<Ask> if we give you [a dedicated manager|priority support]?',
            '[With|At] {ask_rate} we could offer free photos of the {room}; [is that|would that be] possible?',
          ],
        ),
    },
  ],
};
