import { describeGuardrail } from '../../../test/support/guardrail-cases.js';
import { sampleContext, sampleMessage, samplePlan, sampleTerms } from '../../../test/support/reply-contexts.js';
import { nearRepetitionGuardrail } from './near-repetition.js';

const SAID = 'I understand that the season is short for you. Could you still offer EUR 452 for the Deluxe Double on those dates?';
const said = { history: [sampleMessage(1, 'agent', SAID), sampleMessage(2, 'partner', 'no')] };
const TERMS = 'To confirm: the Deluxe Double for 24–27 Nov 2026, 3 nights at EUR 455 per night, taxes included. Is that correct?';
const terms = { history: [sampleMessage(1, 'agent', TERMS)], menu: { ...sampleContext().menu, terms: [sampleTerms()] } };
const confirm = samplePlan({ act: 'confirm_terms' });
const far = {
  history: [
    sampleMessage(1, 'agent', SAID),
    ...Array.from({ length: 30 }, (_, index) => sampleMessage(index + 2, 'partner', `no ${index}`)),
  ],
};

describeGuardrail(nearRepetitionGuardrail, {
  refused: [
    [SAID, said],
    [SAID.toUpperCase(), said],
    [SAID.replace('I understand', 'I  understand'), said],
    [SAID.replace('.', '!'), said],
    [`${SAID} Thanks.`, said],
    [SAID.replace('still ', 'still '), said],
    [SAID, far],
    [SAID.replace('I understand that', 'Yes, I understand that'), said],
    [SAID, { history: [sampleMessage(1, 'human', SAID)] }],
    [SAID.replaceAll(' ', '  '), said],
    [SAID.replace('Could', '\nCould'), said],
    [
      SAID.replace('the season is', 'the season is'),
      { history: [...said.history, sampleMessage(3, 'agent', 'Something else.')] },
    ],
    [TERMS, terms, confirm],
    [SAID.replaceAll('e', 'е'), said],
  ],
  mild: [
    ['I understand that the season is short for you. Could EUR 461 for the Deluxe Double be something?', said],
    ['Could you still offer EUR 461 for the Deluxe Double on those dates? It is a lot.', said],
    ['The season is short for you. Could you still offer a little less on those dates?', said],
    ['I see. I understand that the season is short for you. Could you still offer it?', said],
    ['Could you still offer EUR 461 for the Deluxe Double on those dates?', said],
    [TERMS.replace('Is that correct?', 'Is that right?'), terms, confirm],
  ],
  allowed: [
    [SAID, { history: [] }],
    [SAID, { history: [sampleMessage(1, 'partner', SAID)] }],
    ['The lift and the heating cost you a lot. Would EUR 461 be closer to what you need?', said],
    ['Thank you, have a good day.', { history: [sampleMessage(1, 'agent', 'Thank you, have a good day.')] }],
    ['Good morning.', { history: [sampleMessage(1, 'agent', 'Good morning.')] }],
    ['For the Deluxe Double on those dates, I can come up to EUR 461.', said],
    ['Your owner decides, so I will wait for her answer.', said],
    ['The Deluxe Double for 24–27 Nov 2026, 3 nights is what this is about.', terms],
    ['So the terms are EUR 455 for the Deluxe Double, 24–27 Nov 2026, 3 nights. Do you agree?', terms, confirm],
    ['You have convinced me about the season, and I can move to EUR 461.', said],
    ['', said],
    ['👍', said],
    ['Sorry, I was not clear. I meant the nights from Tuesday to Friday.', said],
    ['I can offer a badge on your page as well. Does that change anything for you?', said],
    ['What would be possible on a quiet weekday, in your view?', said],
    ['A colleague will write to you today about the invoice.', said],
    ['Then we leave it here, and your price stays as it is.', said],
    ['No, I am an AI assistant, and a colleague can take over.', said],
    ['Would a smaller step help, only for the first night?', said],
    ['I heard you: not before the summer. May I ask again then?', said],
  ],
});
