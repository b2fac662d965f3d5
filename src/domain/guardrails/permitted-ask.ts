import { Decimal } from 'decimal.js';
import { type ReplyContext } from '../conversation/reply-context.js';
import { type ReplyPlan } from '../conversation/reply.js';
import { sameAmount } from '../signals/amounts.js';
import { type ReplySignals } from '../signals/signals.js';
import { PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';
import { roomAmountFault } from './room-amounts.js';

/** What we say we ask for is on this turn's menu or stands already, once for each ticket, and is what the plan says. */
export const permittedAskGuardrail: Guardrail = {
  id: 'permitted-ask',
  title: 'Ask on the menu',
  blocking: true,
  severity: 0.95,
  softPoints: 0,
  locked: true,
  appliesToHumans: false,
  check({ context, plan }, signals) {
    const stated = new Map<string, string>();
    for (const { ticketId, rate, span } of signals.asksStated) {
      const before = stated.get(ticketId);
      if (before !== undefined && !sameAmount(before, rate)) return violation('Two asks for one ticket.', span);
      stated.set(ticketId, rate);
      const fault = faultOf(ticketId, rate, context, plan);
      if (fault !== undefined) return violation(fault, span);
    }
    const mixed = roomAmountFault(context, signals);
    if (mixed) return violation('Mixes up rooms and amounts.', mixed);
    const unsaid = plan && unsaidAsk(plan, context, signals);
    return unsaid === undefined ? PASS : violation(unsaid);
  },
};

function faultOf(
  ticketId: string,
  rate: string,
  { standings, menu, results }: ReplyContext,
  plan: ReplyPlan | undefined,
): string | undefined {
  const amount = new Decimal(rate);
  const standing = standings.find((each) => each.ticketId === ticketId);
  const result = results[ticketId] ?? 'open';
  if (result !== 'open') return `Asks for a ticket that is ${result}.`;
  if (standing?.standingAsk !== undefined && amount.lt(standing.standingAsk)) return 'Below our earlier ask.';
  if (standing?.partnerQuote !== undefined && amount.gt(standing.partnerQuote)) return "Above the partner's quote.";
  const planned = plan?.asks.find((ask) => ask.ticketId === ticketId);
  const permitted = menu.asks.filter((ask) => ask.ticketId === ticketId && (planned === undefined || ask.step === planned.step));
  const stands = standing?.standingAsk !== undefined && amount.eq(standing.standingAsk);
  const standingIsPlanned = planned === undefined || planned.step === 'same' || planned.step === 'none';
  if (permitted.some((ask) => amount.eq(ask.rate)) || (stands && standingIsPlanned)) return undefined;
  return 'An ask that this turn does not permit.';
}

/** The ledger goes by the plan, so an ask of the plan has to be in the text; a standing ask may go without saying. */
function unsaidAsk(plan: ReplyPlan, { menu, tickets }: ReplyContext, { asksStated, mentions }: ReplySignals): string | undefined {
  for (const { ticketId, step } of plan.asks) {
    if (step === 'none' || step === 'same') continue;
    const rate = menu.asks.find((ask) => ask.ticketId === ticketId && ask.step === step)?.rate;
    if (rate === undefined) return 'The plan holds an ask that is not on the menu.';
    if (asksStated.some((ask) => ask.ticketId === ticketId && sameAmount(ask.rate, rate))) continue;
    // An ask that is the same amount as what others show is said all the same.
    const shown = tickets.find(({ id }) => id === ticketId)?.evidence.some((each) => sameAmount(each.rate, rate));
    if (!shown || !mentions.some(({ value }) => sameAmount(value, rate))) return 'The ask of the plan is not said.';
  }
  return undefined;
}
