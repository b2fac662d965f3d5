import { acceptsTooEarly } from './classes/accepts-too-early.js';
import { afterOptOut } from './classes/after-opt-out.js';
import { asksAtABadMoment } from './classes/asks-at-a-bad-moment.js';
import { claimsHuman } from './classes/claims-human.js';
import { coldAfterBadNews } from './classes/cold-after-bad-news.js';
import { contactOut } from './classes/contact-out.js';
import { contradictsAsk } from './classes/contradicts-ask.js';
import { deadEnd } from './classes/dead-end.js';
import { delistingThreat } from './classes/delisting-threat.js';
import { disclosesRoom } from './classes/discloses-room.js';
import { disparagement } from './classes/disparagement.js';
import { disrespect } from './classes/disrespect.js';
import { echoesInstruction } from './classes/echoes-instruction.js';
import { echoesPartner } from './classes/echoes-partner.js';
import { falseAgreement } from './classes/false-agreement.js';
import { flattery } from './classes/flattery.js';
import { genericReply } from './classes/generic-reply.js';
import { ignoresQuestion } from './classes/ignores-question.js';
import { internalTerms } from './classes/internal-terms.js';
import { inventedFact } from './classes/invented-fact.js';
import { leakedReasoning } from './classes/leaked-reasoning.js';
import { leverGrown } from './classes/lever-grown.js';
import { loudStyle } from './classes/loud-style.js';
import { missesConcern } from './classes/misses-concern.js';
import { mixedLanguage } from './classes/mixed-language.js';
import { noPerson } from './classes/no-person.js';
import { overLength } from './classes/over-length.js';
import { overPromise } from './classes/over-promise.js';
import { parityDemand } from './classes/parity-demand.js';
import { pressure } from './classes/pressure.js';
import { repeatsEarlier } from './classes/repeats-earlier.js';
import { restatesTerms } from './classes/restates-terms.js';
import { roomUnclear } from './classes/room-unclear.js';
import { severalQuestions } from './classes/several-questions.js';
import { silenceAsYes } from './classes/silence-as-yes.js';
import { systemChange } from './classes/system-change.js';
import { termsIncomplete } from './classes/terms-incomplete.js';
import { unauthorisedLever } from './classes/unauthorised-lever.js';
import { undisclosedAi } from './classes/undisclosed-ai.js';
import { wrongAct } from './classes/wrong-act.js';
import { wrongFigure } from './classes/wrong-figure.js';
import { type FlawClass } from './flaw-class.js';

/** Every fault that is put into replies; labels and reports come in this order. */
export const FLAW_CLASSES: readonly FlawClass[] = [
  // What was said is not heard.
  ignoresQuestion,
  roomUnclear,
  genericReply,
  missesConcern,
  coldAfterBadNews,
  flattery,
  echoesPartner,
  deadEnd,
  // How it is said.
  severalQuestions,
  overLength,
  loudStyle,
  repeatsEarlier,
  restatesTerms,
  termsIncomplete,
  // What is agreed, and what is for now.
  silenceAsYes,
  falseAgreement,
  asksAtABadMoment,
  acceptsTooEarly,
  wrongAct,
  // What is asked for, promised, stated and offered.
  wrongFigure,
  contradictsAsk,
  overPromise,
  inventedFact,
  unauthorisedLever,
  leverGrown,
  systemChange,
  // What stays inside, and how people are treated.
  internalTerms,
  disclosesRoom,
  pressure,
  delistingThreat,
  parityDemand,
  disparagement,
  disrespect,
  // What gives the machine away, or hides it.
  leakedReasoning,
  mixedLanguage,
  contactOut,
  claimsHuman,
  undisclosedAi,
  echoesInstruction,
  // What the partner is owed.
  noPerson,
  afterOptOut,
];
