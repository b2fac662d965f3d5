import { sameAmount } from '../../signals/amounts.js';
import { fold } from '../../signals/fold.js';
import { type AgentAct } from '../../taxonomy.js';
import { type Measure } from './measure.js';

/** Acts that want something of the partner; the others are complete in themselves. */
const INVITING_ACTS: ReadonlySet<AgentAct> = new Set([
  'propose',
  'counter',
  'hold',
  'offer_lever',
  'ask_reason',
  'confirm_terms',
  'follow_up',
  'redirect',
]);
const INVITES =
  /\b(?:let me know|tell me|say so|write (?:to )?me|up to you|whenever|please (?:reply|answer|tell|say|send|check|confirm)|(?:i|we) (?:will|'ll|can|could|would|'d) (?:like|note|check|pass|ask|add|come|keep|hold|suggest|leave)|(?:i'd|i would) (?:suggest|ask|like))\b/;

export const wrongStep: Measure = ({ directive }, { plan }) => {
  if (!plan) return undefined;
  if (!directive.may.includes(plan.act)) return { reason: `the procedure does not permit ${plan.act} now` };
  const first = directive.prelude;
  return first !== undefined && plan.prelude !== first && plan.act !== first
    ? { reason: `the procedure wants ${first} first` }
    : undefined;
};

/** Terms to be agreed have to be all there: room, rate, and the question for a yes. */
export const termsIncomplete: Measure = ({ menu, tickets }, { plan, signals }) => {
  if (plan?.act !== 'confirm_terms' || menu.terms.length === 0) return undefined;
  const missing = menu.terms.flatMap(({ ticketId, rate }) => {
    const room = tickets.find(({ id }) => id === ticketId)?.roomType ?? '';
    return [
      ...(signals.mentions.some(({ value }) => sameAmount(rate, value)) ? [] : ['the rate']),
      ...(signals.folded.includes(fold(room)) ? [] : ['the room']),
    ];
  });
  if (signals.questions === 0 && !signals.asksForConfirmation) missing.push('the question for a yes');
  return missing.length > 0 ? { reason: `restates terms without ${[...new Set(missing)].join(' and ')}` } : undefined;
};

export const noProgress: Measure = (_, { plan, signals }) => {
  if (plan && !INVITING_ACTS.has(plan.act)) return undefined;
  const open = signals.questions > 0 || signals.asksStated.length > 0 || signals.levers.length > 0 || signals.offersPerson;
  return open || INVITES.test(signals.folded) ? undefined : { reason: 'gives the partner nothing to answer' };
};
