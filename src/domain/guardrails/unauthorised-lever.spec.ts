import { describeGuardrail, type GuardrailCase } from '../../../test/support/guardrail-cases.js';
import { sampleContext, sampleMessage, sampleTerms } from '../../../test/support/reply-contexts.js';
import { unauthorisedLeverGuardrail } from './unauthorised-lever.js';

const { menu, levers } = sampleContext();
const noLever = { menu: { ...menu, levers: [] } };
const newsletter = { id: 'newsletter', kind: 'campaign', title: 'a slot in our spring newsletter' };

const banner = { id: 'banner', kind: 'other', title: 'a banner on our Spain page for two weeks' };
const spelled = { levers: [banner], menu: { ...menu, levers: [banner] } };

const rebate = { id: 'rebate', kind: 'commission', title: 'a lower commission for this stay' };
const rebateOffered = {
  levers: [rebate],
  menu: { ...menu, levers: [rebate] },
  history: [sampleMessage(1, 'agent', 'If you could do EUR 440, a lower commission for this stay would come with it.')],
};
const rebateUnsaid = { levers: [rebate], menu: { ...menu, levers: [rebate] }, history: [] };

const REFUSED: GuardrailCase[] = [
  'Would EUR 440 work, if we add EUR 440?',
  'For that rate we could also pay you EUR 40.',
  ['A lower commission is not something I can grant, and I would not want to promise it.', rebateOffered],
  ['I cannot offer a reduced commission.', rebateOffered],
  'In return, I can offer you a better placement in the search results.',
  'We could move you up the list for those dates.',
  'We will cut your commission to 10% for this month.',
  'I can offer a lower commission in exchange.',
  'If you agree, we pay you in advance.',
  'We can arrange faster payouts for you.',
  'We could waive the card fees for you.',
  'You would get two free nights of advertising.',
  'I can add a free photo shoot.',
  'Your hotel will be featured in our newsletter.',
  'We could put you on our home page.',
  'How about a slot in our summer campaign?',
  'I can give you a dedicated account manager.',
  'We can send you a corporate contract.',
  'A commission rebate would be possible: we can offer you cashback.',
  'With this rate you get a gift card.',
  'As a thank you, your hotel would receive a marketing budget.',
  'We can make you a preferred partner.',
  'I can remove that bad review for you.',
  'Would a better position in the list help? I can offer it.',
  ['I can add a "Great value" badge on your page.', noLever],
  ['In return we offer a slot in our spring newsletter.', { levers: [...levers, newsletter] }],
  'I can offer a "Great value" badge on your page permanently.',
  'We can add a "Great value" badge on your page for 90 days.',
  'I can offer a "Great value" badge on your page, on all our markets.',
  ['In return there is a banner on our Spain page for three weeks.', spelled],
  ['We could add a banner on our Spain page for two months.', spelled],
  'A deposit is nothing to us, and we can offer you one.',
  'With a lower commission, would EUR 452 work?',
  ['If the flash sale helps you, we can add one.', noLever],
  'We offer you a loan, and good luck with it.',
];

const ALLOWED: GuardrailCase[] = [
  ['A lower commission is not something I can grant. A colleague can look at it.', rebateUnsaid],
  ['With a lower commission for this stay, would EUR 452 be possible?', rebateOffered],
  'We can add a "Great value" badge on your page, and EUR 452 would be our ask.',
  'In return, I can offer a "Great value" badge on your page.',
  'I can add a "Great value" badge on your page for 30 days.',
  'In return I can add the great value badge.',
  "I can't offer a better placement, that is not mine to give.",
  'I cannot change our commission, but I can offer the badge.',
  'Commission stays as it is.',
  'Is it the commission that makes the rate hard for you?',
  'You asked for a place on the home page, and I cannot offer that.',
  'The order of hotels is not something I can offer.',
  'Could you offer EUR 452 for the Deluxe Double?',
  'I see why the commission weighs on you.',
  'A colleague can look into the payout with you.',
  'The rate is before our commission.',
  'I have no say over the ranking.',
  'Thank you for explaining the deposit.',
  'Without a badge, would EUR 452 still work?',
  [
    'The slot in our spring newsletter stays part of it.',
    { levers: [newsletter], history: [sampleMessage(1, 'agent', 'I can offer a slot in our spring newsletter.')] },
  ],
  [
    'The terms include a slot in our spring newsletter.',
    { levers: [newsletter], menu: { ...menu, levers: [], terms: [sampleTerms({ leverIds: ['newsletter'] })] } },
  ],
  [
    'With a slot in our spring newsletter it is agreed.',
    { levers: [newsletter], menu: { ...menu, levers: [] }, agreed: [sampleTerms({ leverIds: ['newsletter'] })] },
  ],
  'Your price and your commission remain unchanged.',
  'Do you already take part in any campaign of ours?',
  'The gap is 17%, and I would like to close part of it.',
  ['In return there is a banner on our Spain page for two weeks.', spelled],
  ['We could add a banner on our Spain page for 2 weeks.', spelled],
  'A deposit rule is nothing that I can grant. Is there a rate without one?',
  'Payment within a week is nothing I can grant here.',
  'A lower commission is not something I can grant.',
  'A promotion in the extranet is not what I can arrange.',
  'Since the other price is from a campaign, I would ask for EUR 452 with us.',
  'So the lower price there goes with earlier payment.',
  ['If the flash sale goes on for now, would EUR 452 be an option with us?', noLever],
  'On the second, does the corporate contract tie every night, or only some?',
  'With two loans you need every night paid.',
  'The suite stays untouched, and good luck with the bathroom loan.',
  'I hope the photographer does the tiles justice.',
];

describeGuardrail(unauthorisedLeverGuardrail, { refused: REFUSED, allowed: ALLOWED });
