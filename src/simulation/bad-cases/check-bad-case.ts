import { Decimal } from 'decimal.js';
import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { evaluate, type Evaluation } from '../../domain/guardrails/evaluate.js';
import { type GuardInput } from '../../domain/guardrails/guardrail.js';
import { sameAmount } from '../../domain/signals/amounts.js';
import { measure } from '../../domain/signals/measure.js';
import { type ReplySignals } from '../../domain/signals/signals.js';
import { ticketsNamedIn } from '../../domain/signals/ticket-names.js';
import { answersTopic } from './answers-topic.js';
import { EVERY_GOOD_REPLY, type Check, type CheckName } from './check.js';
import { CONCERN_WORDS } from './concern-words.js';
import { type PlayedBadCase } from './play-bad-case.js';

/** What is held against the checks: the final text, and the plan where there is one. */
export interface CheckedReply {
  text: string;
  plan?: ReplyPlan;
}

export interface FailedCheck {
  /** Whether the mistake was made, or the reply falls short otherwise. */
  part: 'fixed' | 'clean';
  check: CheckName | 'reply';
  /** For people; holds no secret. */
  why: string;
}

export interface BadCaseResult {
  /** The reply does not make the mistake. */
  fixed: boolean;
  /** And is a good reply otherwise. */
  clean: boolean;
  failed: FailedCheck[];
}

/** Amounts below this without a currency are counts. */
const SMALLEST_BARE_AMOUNT = 10;
/** Share of an earlier message from which a reply repeats it; terms are said in much the same words. */
const REPEATS = 0.5;
const REPEATS_TERMS = 0.85;
const TERMS_ACTS: ReadonlySet<string> = new Set(['confirm_terms', 'close_agreed']);
/** Shorter replies may be alike. */
const FEWEST_WORDS = 6;

interface Measured {
  reply: CheckedReply;
  context: ReplyContext;
  signals: ReplySignals;
  evaluation: Evaluation;
}

/** Holds a reply, or no reply at all, against the checks of a case. Pure. */
export function checkBadCase({ badCase, context, disclosure }: PlayedBadCase, reply: CheckedReply | undefined): BadCaseResult {
  if (reply === undefined) {
    const allowed = badCase.fixed.some(({ name }) => name === 'silence');
    return { fixed: allowed, clean: allowed, failed: allowed ? [] : [{ part: 'fixed', check: 'reply', why: 'there is none' }] };
  }
  const input: GuardInput = {
    text: reply.text,
    ...(reply.plan === undefined ? {} : { plan: reply.plan }),
    author: 'agent',
    context,
    disclosure,
    disclosureExpected: true,
  };
  const signals = measure(input);
  const measured: Measured = { reply, context, signals, evaluation: evaluate(input, { modes: {}, signals }) };
  const failing = (checks: readonly Check[], part: FailedCheck['part']): FailedCheck[] =>
    checks.flatMap((check) => {
      const why = faultOf(check, measured);
      return why === undefined ? [] : [{ part, check: check.name, why }];
    });
  const mistakes = failing(badCase.fixed, 'fixed');
  const faults = failing([...badCase.clean, ...EVERY_GOOD_REPLY], 'clean');
  return {
    fixed: mistakes.length === 0,
    clean: mistakes.length === 0 && faults.length === 0,
    failed: [...mistakes, ...faults],
  };
}

function faultOf(check: Check, { reply, context, signals, evaluation }: Measured): string | undefined {
  const { plan } = reply;
  const failsIf = (fails: boolean, why: string): string | undefined => (fails ? why : undefined);
  switch (check.name) {
    case 'act':
      return failsIf(plan !== undefined && !check.value.includes(plan.act), `the act is ${plan?.act}`);
    case 'act_not': {
      const done = [plan?.prelude, plan?.act].find((act) => act !== undefined && check.value.includes(act));
      return failsIf(done !== undefined, `the act is ${done}`);
    }
    case 'says':
      return failsIf(
        !check.value.some((pattern) => pattern.matches(signals.folded)),
        `says nothing like ${check.value.map(({ source }) => source).join(' or ')}`,
      );
    case 'says_not': {
      const said = check.value.find((pattern) => pattern.matches(signals.folded));
      return failsIf(said !== undefined, `says ${said?.source}`);
    }
    case 'amounts': {
      const unsaid = check.value.filter((amount) => !amountsIn(signals).some((said) => sameAmount(said, amount)));
      return failsIf(unsaid.length > 0, `does not say ${unsaid.join(', ')}`);
    }
    case 'only_amounts': {
      const others = amountsIn(signals).filter((said) => !check.value.some((amount) => sameAmount(said, amount)));
      return failsIf(others.length > 0, `says ${others.join(', ')}`);
    }
    case 'asks_nothing':
      return failsIf(signals.asksStated.length > 0, 'asks for a rate');
    case 'asks_at_least': {
      const low = signals.asksStated.find(({ rate }) => new Decimal(rate).lt(check.value));
      return failsIf(low !== undefined, `asks for ${low?.rate}`);
    }
    case 'asks_at_most': {
      const high = signals.asksStated.find(({ rate }) => new Decimal(rate).gt(check.value));
      return failsIf(high !== undefined, `asks for ${high?.rate}`);
    }
    case 'concern':
      return failsIf(!CONCERN_WORDS[check.value].test(signals.folded), `does not speak of ${check.value.replace('_', ' ')}`);
    case 'answers':
      return failsIf(!answersTopic(check.value, signals, context), `does not answer about ${check.value.replace('_', ' ')}`);
    case 'questions_at_most':
      return failsIf(signals.questions > check.value, `asks ${signals.questions} questions`);
    case 'words_at_most':
      return failsIf(signals.words.length > check.value, `has ${signals.words.length} words`);
    case 'no_finding':
      return reasonsOf(evaluation, (id) => check.value.includes(id));
    case 'no_blocking_finding':
      return evaluation.blocked || evaluation.couldNotCheck
        ? (reasonsOf(evaluation, () => true, false) ?? 'not checked')
        : undefined;
    case 'no_repetition':
      return repetitionIn(signals, plan);
    case 'names_room':
      return failsIf(!namesRoom(signals, context, check.value), `does not name the room of ${check.value}`);
    case 'offers_person':
      return failsIf(signals.offersPerson !== check.value, check.value ? 'offers no person' : 'offers a person');
    case 'says_ai':
      return failsIf(!signals.identifiesAsAi, 'does not say that this is an AI');
    case 'silence':
      return undefined;
  }
}

function amountsIn({ mentions }: ReplySignals): string[] {
  return mentions.flatMap(({ kind, value, low, high }) =>
    kind === 'money' || kind === 'number'
      ? [value, low, high].filter((each) => each !== undefined && (kind === 'money' || Number(each) >= SMALLEST_BARE_AMOUNT))
      : [],
  ) as string[];
}

/** Reasons of the violations of these guardrails; undefined where there are none. */
function reasonsOf({ findings }: Evaluation, concerns: (guardrail: string) => boolean, mild = true): string | undefined {
  const violations = findings.filter(
    ({ guardrail, result, soft }) => result !== 'pass' && concerns(guardrail) && (mild || soft !== true),
  );
  return violations.length === 0 ? undefined : violations.map(({ guardrail, reason }) => `${guardrail}: ${reason}`).join(' ');
}

function repetitionIn({ words, restatesTerms, similarityToOwn }: ReplySignals, plan: ReplyPlan | undefined): string | undefined {
  if (words.length < FEWEST_WORDS) return undefined;
  const most = (plan ? TERMS_ACTS.has(plan.act) : restatesTerms) ? REPEATS_TERMS : REPEATS;
  return similarityToOwn.score < most
    ? undefined
    : `${Math.round(similarityToOwn.score * 100)} % of it was in our message ${similarityToOwn.seq ?? ''} already`;
}

/** With one ticket a word of its room type is enough. */
function namesRoom({ folded }: ReplySignals, { tickets }: ReplyContext, ticketId: string): boolean {
  if (tickets.length > 1) {
    const { ids, named } = ticketsNamedIn(folded, tickets);
    return named && ids.includes(ticketId);
  }
  const words = tickets[0]?.roomType.toLowerCase().split(/\s+/) ?? [];
  return words.some((word) => word.length > 3 && folded.includes(word));
}
