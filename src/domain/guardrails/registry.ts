import { agreementWithoutLedgerGuardrail } from './agreement-without-ledger.js';
import { aiDisclosureGuardrail } from './ai-disclosure.js';
import { assumedConsentGuardrail } from './assumed-consent.js';
import { claimsSystemChangeGuardrail } from './claims-system-change.js';
import { type Guardrail } from './guardrail.js';
import { mandateDisclosureGuardrail } from './mandate-disclosure.js';
import { nearRepetitionGuardrail } from './near-repetition.js';
import { numericGroundingGuardrail } from './numeric-grounding.js';
import { optedOutGuardrail } from './opted-out.js';
import { overLengthGuardrail } from './over-length.js';
import { overPromiseGuardrail } from './over-promise.js';
import { claimsHumanGuardrail } from './patterns/claims-human.js';
import { contactAndLinksGuardrail } from './patterns/contact-and-links.js';
import { delistingThreatGuardrail } from './patterns/delisting-threat.js';
import { disparagementGuardrail } from './patterns/disparagement.js';
import { disrespectGuardrail } from './patterns/disrespect.js';
import { echoedInstructionsGuardrail } from './patterns/echoed-instructions.js';
import { internalTermsGuardrail } from './patterns/internal-terms.js';
import { languageGuardrail } from './patterns/language.js';
import { leakedReasoningGuardrail } from './patterns/leaked-reasoning.js';
import { parityDemandGuardrail } from './patterns/parity-demand.js';
import { personalDataGuardrail } from './patterns/personal-data.js';
import { pressureGuardrail } from './patterns/pressure.js';
import { permittedAskGuardrail } from './permitted-ask.js';
import { personOnRequestGuardrail } from './person-on-request.js';
import { planTextAgreementGuardrail } from './plan-text-agreement.js';
import { repeatedConfirmationGuardrail } from './repeated-confirmation.js';
import { tooManyQuestionsGuardrail } from './too-many-questions.js';
import { unauthorisedLeverGuardrail } from './unauthorised-lever.js';
import { unsupportedClaimGuardrail } from './unsupported-claim.js';
import { wrongStageActGuardrail } from './wrong-stage-act.js';

/** Changes whenever a guardrail is added, removed or decides differently; turn records keep it. */
export const GUARDRAILS_VERSION = 'guardrails-4';

/** Every guardrail, the ones that protect secrets and facts first. Findings come in this order. */
export const GUARDRAILS: readonly Guardrail[] = [
  mandateDisclosureGuardrail,
  numericGroundingGuardrail,
  permittedAskGuardrail,
  assumedConsentGuardrail,
  agreementWithoutLedgerGuardrail,
  // What is offered, promised and claimed.
  unauthorisedLeverGuardrail,
  overPromiseGuardrail,
  unsupportedClaimGuardrail,
  claimsSystemChangeGuardrail,
  // What the partner is owed, and what the procedure wants.
  optedOutGuardrail,
  aiDisclosureGuardrail,
  personOnRequestGuardrail,
  wrongStageActGuardrail,
  planTextAgreementGuardrail,
  // How it is said.
  claimsHumanGuardrail,
  echoedInstructionsGuardrail,
  delistingThreatGuardrail,
  parityDemandGuardrail,
  personalDataGuardrail,
  contactAndLinksGuardrail,
  leakedReasoningGuardrail,
  internalTermsGuardrail,
  pressureGuardrail,
  disrespectGuardrail,
  disparagementGuardrail,
  languageGuardrail,
  overLengthGuardrail,
  tooManyQuestionsGuardrail,
  nearRepetitionGuardrail,
  repeatedConfirmationGuardrail,
];
