import { Decimal } from 'decimal.js';
import { acceptableQuotes } from '../../../domain/negotiation/acceptance.js';
import { type ConcessionMoment } from '../../../domain/negotiation/concession-moment.js';
import { type Mandate } from '../../../domain/negotiation/mandate.js';
import { formatMoney, naturalStep } from '../../../domain/negotiation/money.js';
import { latestQuote, standingAsk } from '../../../domain/negotiation/standing.js';
import { type NegotiationState } from '../../../domain/negotiation/state.js';
import { type Ticket } from '../../../domain/negotiation/ticket.js';
import { type PartnerAct } from '../../../domain/taxonomy.js';
import { interpret } from '../../../domain/understanding/interpret.js';
import { type Firmness, type PartnerReading, type Quote } from '../../../domain/understanding/reading.js';
import { type Chance } from '../../../simulation/world/chance.js';
import { type AgentLine, type PartnerLine } from '../dialogue.js';

export interface ReplayMoment {
  state: NegotiationState;
  mandates: readonly Mandate[];
  concession: ConcessionMoment;
  chance: Chance;
  /** Tickets whose terms the next reply restates. */
  confirms: ReadonlySet<string>;
}

/** What the partner's lines mean, as their labels say it. */
export interface LabelledWords {
  /** With amounts in place of slots. */
  texts: string[];
  reading: PartnerReading;
}

const FIRM =
  /\b(?:final|last (?:word|price|offer|figure|number)|not (?:a (?:cent|penny|euro|rupee|peso)|one|lower|less)|no less|take it or leave it|lowest|minimum)\b/i;
const OFFERING: readonly string[] = [
  'counter',
  'conditional_accept',
  'accept',
  'correct',
  'need_approval',
  'give_reason',
  'reject',
];
/** The first act counts most; a label is never in doubt. */
const confidenceOf = (index: number): number => 0.95 - 0.02 * index;

/**
 * Turns labelled lines into the reading that a flawless interpreter would give, and picks the amounts that the dialogue
 * leaves open so that what follows in it is what the procedure would do: a figure that we take is acceptable, any other
 * is not.
 */
export function labelledWords(
  lines: readonly PartnerLine[],
  next: AgentLine,
  moment: ReplayMoment,
  fill: (slot: string, amounts: ReadonlyMap<string, string>) => string | undefined,
): LabelledWords {
  const taken = next.act === 'confirm_terms' || next.act === 'accept';
  const doubted = next.act === 'clarify';
  const agreed = next.act === 'close_agreed';
  const acts = actsOf(lines, agreed || taken);
  const text = lines.map((line) => line.text).join('\n');
  const amounts = new Map<string, string>();
  const offers = acts.some((act) => OFFERING.includes(act)) && !(acts[0] === 'question' && !acts.includes('counter'));
  const quotes: Quote[] = [];
  for (const [index, ticket] of moment.state.tickets.entries()) {
    const slot = index === 0 ? 'quote' : `quote_${index + 1}`;
    const named = text.includes(`{${slot}}`);
    // A yes without a figure, to an ask or to all that was said, is a yes to what is restated next.
    const meant = taken && moment.confirms.has(ticket.id) && moment.state.pendingTerms === undefined;
    if (!named && !meant) continue;
    const firmness: Firmness = FIRM.test(text) ? 'firm' : 'stated';
    const amount = named
      ? amountFor(ticket, firmness, taken && offers && moment.confirms.has(ticket.id), moment)
      : askOf(ticket, moment);
    if (named) amounts.set(slot, formatMoney(amount, ticket.currency));
    if (!(offers || meant) || agreed || moment.state.results[ticket.id] !== 'open') continue;
    quotes.push({
      ticketId: ticket.id,
      kind: 'absolute',
      amount,
      currency: ticket.currency,
      basis: doubted && moment.state.pendingTerms === undefined ? 'unknown' : ticket.priceBasis,
      rateUnit: 'per_night',
      firmness,
      span: [0, 0],
    });
  }
  const texts = lines.map((line) =>
    line.text.replace(/\{([a-z0-9_]+)\}/g, (whole, slot: string) => fill(slot, amounts) ?? whole),
  );
  const read = interpret({ text: texts.join('\n') });
  const outside = acts.includes('conditional_accept') && next.act === 'explain';
  const unclearYes = doubted && moment.state.pendingTerms !== undefined;
  const concerns = [...new Set(lines.map((line) => line.concern).filter((concern) => concern !== 'none'))];
  return {
    texts,
    reading: {
      mentions: read.mentions,
      quotes,
      acts: acts.map((act, index) => ({ act, confidence: confidenceOf(index) })),
      topics: acts.some((act) => act === 'question' || act.startsWith('ask_')) ? read.topics : [],
      concerns: concerns.length > 0 ? concerns : ['none'],
      mood: lines.find((line) => line.mood !== 'neutral')?.mood ?? 'neutral',
      // A condition that we go along with is one that the lever covers.
      conditions: outside ? [{ text: 'something that is not ours to grant', span: [0, 0] }] : [],
      ambiguous: doubted,
      ambiguities: unclearYes ? ['consent'] : doubted ? ['amount'] : [],
      language: 'en',
      inbound: [],
      ...(next.act === 'close_declined' && acts.includes('reject') ? { refusesForGood: true } : {}),
    },
  };
}

/** Acts that leave no yes a yes, as the ledger sees it. */
const SPEAKS_AGAINST: readonly PartnerAct[] = ['reject', 'conditional_accept', 'need_approval', 'later', 'correct', 'unclear'];

/** Where our next reply takes what they say for a yes, it is one. */
function actsOf(lines: readonly PartnerLine[], yes: boolean): PartnerAct[] {
  const acts = [...new Set(lines.flatMap((line) => line.acts))];
  if (!yes || !acts.includes('accept')) return acts;
  return ['accept', ...acts.filter((act) => act !== 'accept' && !SPEAKS_AGAINST.includes(act))];
}

/** What a bare yes is a yes to. */
function askOf(ticket: Ticket, { state, mandates }: ReplayMoment): string {
  return standingAsk(state, ticket.id)?.rate ?? mandates.find(({ ticketId }) => ticketId === ticket.id)!.targetRate;
}

/** A figure that may be taken now, or one that may not, between our ask and what the partner named before. */
function amountFor(
  ticket: Ticket,
  firmness: Firmness,
  taken: boolean,
  { state, mandates, concession, chance }: ReplayMoment,
): string {
  const mandate = mandates.find(({ ticketId }) => ticketId === ticket.id)!;
  const ask = new Decimal(standingAsk(state, ticket.id)?.rate ?? mandate.targetRate);
  const before = new Decimal(latestQuote(state, ticket.id)?.rate ?? ticket.currentRate);
  const step = naturalStep(ask, ticket.currency);
  const acceptable = (rate: Decimal): boolean => acceptableNow(state, ticket, mandate, concession, rate, firmness);
  const between = Array.from({ length: 19 }, (_, index) => roundTo(ask.plus(before.minus(ask).times((index + 1) / 20)), step));
  const fitting = between.filter((rate) => rate.gt(ask) && rate.lt(before) && acceptable(rate) === taken);
  if (fitting.length === 0) return (taken ? ask : before).toFixed();
  // Partners come down a part of the way that is left; what we take is the most that may be taken, or a little below.
  const share = taken ? chance.between(0.7, 1) : chance.between(0.35, 0.85);
  return fitting[Math.min(fitting.length - 1, Math.floor(share * fitting.length))]!.toFixed();
}

const roundTo = (rate: Decimal, step: Decimal): Decimal => rate.div(step).round().times(step);

function acceptableNow(
  state: NegotiationState,
  ticket: Ticket,
  mandate: Mandate,
  concession: ConcessionMoment,
  rate: Decimal,
  firmness: Firmness,
): boolean {
  const quote = {
    type: 'quote' as const,
    ticketId: ticket.id,
    author: 'partner' as const,
    messageSeq: Number.MAX_SAFE_INTEGER,
    at: concession.now,
    rate: rate.toFixed(),
    firmness,
    conditions: [],
  };
  return acceptableQuotes({ ...state, ledger: [...state.ledger, quote] }, ticket, mandate, concession).length > 0;
}
