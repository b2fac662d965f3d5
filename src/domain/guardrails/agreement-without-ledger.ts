import { type ReplyContext } from '../conversation/reply-context.js';
import { type ReplyPlan } from '../conversation/reply.js';
import { agreementClaimsIn, type AgreementClaim } from '../signals/agreement-claims.js';
import { sameAmount } from '../signals/amounts.js';
import { itemsWithin } from '../signals/spans.js';
import { type ReplySignals } from '../signals/signals.js';
import { ticketsNamedIn } from '../signals/ticket-names.js';
import { PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';

/** "Agreed", "deal", "confirmed" only of tickets whose agreement the ledger holds, or whose quote the plan takes and may take. */
export const agreementWithoutLedgerGuardrail: Guardrail = {
  id: 'agreement-without-ledger',
  title: 'No agreement that is not recorded',
  blocking: true,
  severity: 0.9,
  softPoints: 0,
  locked: true,
  appliesToHumans: false,
  check({ context, plan }, signals) {
    if (!signals.claimsAgreement) return PASS;
    const settled = settledTickets(context, plan);
    // Where no plan is known, a quote that may be taken may be called accepted, though nothing is agreed by that.
    const takable = plan ? [] : [...context.menu.acceptable, ...context.menu.terms];
    for (const claim of agreementClaimsIn(signals.sentences)) {
      const reason = faultOf(claim, /accept/.test(claim.wording) ? [...settled, ...takable] : settled, context, signals);
      if (reason !== undefined) return violation(reason, claim.sentence.span);
    }
    return PASS;
  },
};

interface Settled {
  ticketId: string;
  rate?: string;
}

/** Tickets that are agreed, and those whose quote this reply takes. */
export function settledTickets({ agreed, results, menu, standings }: ReplyContext, plan: ReplyPlan | undefined): Settled[] {
  const settled: Settled[] = agreed.map(({ ticketId, rate }) => ({ ticketId, rate }));
  for (const [ticketId, result] of Object.entries(results)) {
    if (result !== 'agreed' || settled.some((each) => each.ticketId === ticketId)) continue;
    const rate = standings.find((each) => each.ticketId === ticketId)?.agreedRate;
    settled.push({ ticketId, ...(rate === undefined ? {} : { rate }) });
  }
  if (plan?.act === 'accept' || plan?.act === 'confirm_terms') settled.push(...menu.acceptable, ...menu.terms);
  return settled;
}

function faultOf(
  { sentence, wording }: AgreementClaim,
  settled: readonly Settled[],
  context: ReplyContext,
  signals: ReplySignals,
): string | undefined {
  if (settled.length === 0) return `Says that something is agreed while nothing is: "${wording}".`;
  const live = context.tickets.filter(
    ({ id, withdrawn }) => !withdrawn && context.results[id] !== 'withdrawn' && context.results[id] !== 'declined',
  );
  const isSettled = (ticketId: string): boolean => settled.some((each) => each.ticketId === ticketId);
  const inSentence = ticketsNamedIn(sentence.folded, live);
  const named = inSentence.named ? inSentence : ticketsNamedIn(signals.folded, live);
  if (named.named && !named.ids.every(isSettled)) {
    // A whole reply may name an open room elsewhere; then the sentence itself has to be about it.
    if (inSentence.named || !named.ids.some(isSettled))
      return `Says of a ticket that it is agreed while it is not: "${wording}".`;
  }
  if (/\b(?:everything|all|both)\b/.test(wording) && !live.every(({ id }) => isSettled(id)))
    return 'Says that all is agreed while a ticket is open.';
  const amounts = itemsWithin(signals.mentions, sentence.span).filter(({ kind }) => kind === 'money');
  const rates = settled
    .filter(({ ticketId }) => !inSentence.named || inSentence.ids.includes(ticketId))
    .flatMap(({ rate }) => rate ?? []);
  if (amounts.length > 0 && rates.length > 0 && !amounts.some(({ value }) => isRate(value, rates, context))) {
    return 'Names an agreed rate that is not the one on record.';
  }
  return undefined;
}

/** The agreed rate itself, or the same in another unit or basis. */
function isRate(value: string | undefined, rates: readonly string[], { facts }: ReplyContext): boolean {
  return (
    rates.some((rate) => sameAmount(rate, value)) ||
    facts.some(({ label, value: known }) => label === 'terms' && sameAmount(known, value))
  );
}
