import { fold } from '../../signals/fold.js';
import { sentencesOf } from '../../signals/sentences.js';
import { type AgentAct, type PartnerAct, type QuestionTopic } from '../../taxonomy.js';
import { sameAmount } from '../../signals/amounts.js';
import { type ReplyContext } from '../../conversation/reply-context.js';
import { namesConcern, partnerDid, picksUp, showsCare, statedConcern, unansweredTexts, type Measure } from './measure.js';

/** Acts that are short by nature, or an answer of their own to what was said. */
const BRIEF_ACTS: ReadonlySet<AgentAct> = new Set([
  'stop',
  'hand_over',
  'close_agreed',
  'close_declined',
  'confirm_terms',
  'accept',
  'identify',
  'apologise',
  'empathise',
]);
/** Acts that have something else to do first, and leave a worry for later. */
const POSTPONING_ACTS: ReadonlySet<AgentAct> = new Set(['clarify', 'redirect', 'follow_up', 'answer', 'explain']);
const QUESTION_ACTS: readonly PartnerAct[] = ['question', 'ask_why', 'ask_who', 'ask_how', 'ask_if_ai'];
const ANSWERING_ACTS: ReadonlySet<AgentAct> = new Set([
  'answer',
  'explain',
  'identify',
  'clarify',
  'hand_over',
  'stop',
  'defer',
  'close_agreed',
  'close_declined',
  'confirm_terms',
  'brief',
  'redirect',
]);
/** The partner brought something to be taken up. */
const BRINGING_ACTS: readonly PartnerAct[] = ['counter', 'reject', 'give_reason', 'conditional_accept', 'upset', 'correct'];

const CHECKS_LATER =
  /\b(?:check|find out|look into|colleagues?|come back to you|get back to you|i (?:do not|don't) (?:know|have|see)|cannot (?:say|tell|name|answer|change|see)|can't (?:say|tell|name|answer|see)|not on record|only see)\b/;

const ANSWERS_AT_ONCE = /^(?:yes|no|because|exactly|right|correct|neither|both|not (?:at all|quite|really))\b/;
/** Speaks of what the partner brought, if not in their words. */
const REFERS =
  /\b(?:your|that|this) (?:figure|offer|rate|number|price|answer|point|reason|step|idea|way|condition)\b|\b(?:us|you|it) (?:a (?:bit|little) )?closer\b|\bgood (?:step|start)\b|\bfirst step\b|\byou (?:asked|said|want|mean|have|need|prefer|told|gave)\b|\bexplains?\b|\bmeet you\b|\b(?:thanks|thank you|noted|is clear)\b|\bi (?:can|could|will|would) (?:come|go|move)\b|\bi'll (?:come|go|move)\b/;

export const feelingsIgnored: Measure = (context, { plan, signals }) => {
  if (plan && BRIEF_ACTS.has(plan.act)) return undefined;
  const mood = context.reading?.mood;
  if (mood === 'annoyed' || mood === 'angry' || partnerDid(context, ['upset'])) {
    if (showsCare(signals) || picksUp(context, signals)) return undefined;
    return { reason: 'the partner is upset, and the reply does not take it up', ...lastWords(context) };
  }
  if (plan && POSTPONING_ACTS.has(plan.act)) return undefined;
  const concern = statedConcern(context);
  if (concern === undefined || showsCare(signals) || namesConcern(concern, signals) || picksUp(context, signals))
    return undefined;
  return {
    reason: `the partner worries about ${concern.replace('_', ' ')}, and the reply does not take it up`,
    ...lastWords(context),
  };
};

export const questionIgnored: Measure = (context, { plan, signals }) => {
  if (!partnerDid(context, QUESTION_ACTS)) return undefined;
  if (partnerDid(context, ['ask_if_ai']) && !signals.identifiesAsAi) {
    return { reason: 'the partner asked whether this is a machine, and the reply does not say', ...lastQuestion(context) };
  }
  if ([plan?.act, plan?.prelude].some((act) => act !== undefined && ANSWERING_ACTS.has(act))) return undefined;
  if (CHECKS_LATER.test(signals.folded) || ANSWERS_AT_ONCE.test(signals.folded)) return undefined;
  const topics = (context.reading?.topics ?? []).filter((topic) => topic !== 'other');
  if (topics.some((topic) => ANSWERED[topic]?.(context, signals))) return undefined;
  // What a question without a topic was about, only its words tell; "so what do you want" is answered by an ask.
  if (topics.length === 0 && (signals.asksStated.length > 0 || picksUp(context, signals))) return undefined;
  return { reason: 'the partner asked something that the reply does not answer', ...lastQuestion(context) };
};

/** Words that an answer to a question of this topic holds, whatever act it calls itself. */
const ANSWERED: Partial<Record<QuestionTopic, (context: ReplyContext, signals: Parameters<Measure>[1]['signals']) => boolean>> = {
  identity: (_, { identifiesAsAi }) => identifiesAsAi,
  purpose: (_, { asksStated, folded }) => asksStated.length > 0 || /\b(?:rate|price|ask|about)\b/.test(folded),
  which_room: ({ tickets }, { folded }) => tickets.some(({ roomType }) => folded.includes(fold(roomType))),
  which_dates: (_, { mentions }) => mentions.some(({ kind }) => kind === 'date'),
  current_rate: ({ tickets }, { mentions }) =>
    tickets.some(({ currentRate }) => mentions.some(({ value }) => sameAmount(currentRate, value))),
  asked_rate: (_, { asksStated }) => asksStated.length > 0,
  evidence: ({ tickets }, { mentions }) =>
    tickets.some(({ evidence }) => evidence.some(({ rate }) => mentions.some(({ value }) => sameAmount(rate, value)))),
  lever: (_, { levers }) => levers.length > 0,
  benefit: (_, { levers, folded }) => levers.length > 0 || /\b(?:guests?|travell?ers?|visib\w+|compar\w+|choose)\b/.test(folded),
  price_basis: (_, { folded }) => /\b(?:net|selling|commission)\b/.test(folded),
  commission: (_, { folded }) => /\bcommission\b/.test(folded),
  taxes: (_, { folded }) => /\btax(?:es)?\b/.test(folded),
};

export const asksWithoutAcknowledging: Measure = (context, { plan, signals }) => {
  const asks = plan ? plan.asks.length > 0 : signals.asksStated.length > 0;
  if (!asks || !partnerDid(context, BRINGING_ACTS)) return undefined;
  if (showsCare(signals) || picksUp(context, signals) || signals.startsWithThanksOrSorry || REFERS.test(signals.folded))
    return undefined;
  const concern = statedConcern(context);
  if (concern !== undefined && namesConcern(concern, signals)) return undefined;
  // Moving towards the partner, or giving something, takes up what they said without words.
  const moves = plan
    ? plan.leverIds.length > 0 || plan.asks.some(({ step }) => step === 'medium' || step === 'large')
    : signals.levers.length > 0;
  return moves
    ? undefined
    : { reason: 'asks for a rate without a word on what the partner has just said', ...lastWords(context) };
};

function lastWords(context: ReplyContext): { evidence?: string } {
  const evidence = unansweredTexts(context).at(-1)?.trim();
  return evidence === undefined || evidence === '' ? {} : { evidence };
}

function lastQuestion(context: ReplyContext): { evidence?: string } {
  const question = unansweredTexts(context)
    .flatMap(sentencesOf)
    .findLast((sentence) => sentence.question);
  return question ? { evidence: question.text } : lastWords(context);
}
