import { type ReplyContext } from '../../conversation/reply-context.js';
import { Decimal } from 'decimal.js';
import { spokenOf } from '../../negotiation/focus.js';
import { type TicketStanding } from '../../negotiation/facts.js';
import { type PermittedAsk } from '../../negotiation/menu.js';
import { type AgentAct, type AskStep, type Concern, type Mood, type PartnerAct, type QuestionTopic } from '../../taxonomy.js';

/** What the lines of the intent arm ask about: the intent of the partner, and where the ticket in focus stands. */
export interface Situation {
  context: ReplyContext;
  acts: ReadonlySet<PartnerAct>;
  mainAct: PartnerAct | undefined;
  topics: readonly QuestionTopic[];
  concern: Concern;
  mood: Mood;
  /** The ticket that this reply is about. */
  ticketId: string | undefined;
  standing: TicketStanding | undefined;
  asks: readonly PermittedAsk[];
  /** The partner's latest words brought a figure for the ticket in focus. */
  newQuote: boolean;
  /** The partner's new figure is lower than the one before it, or than the current rate. */
  cameDown: boolean;
  /** They gave it as their last word. */
  firm: boolean;
  /** A no of the partner's that is one, not a sigh. */
  refuses: boolean;
  /** What the partner has just written, lower case. */
  said: string;
  /** Several rooms are still open. */
  severalRooms: boolean;
  /** Which of our messages this is, from 0; chooses among variants. */
  turn: number;
}

export function situationOf(context: ReplyContext): Situation {
  const { reading, menu, standings, tickets } = context;
  const ticketId = focusOf(context);
  const standing = standings.find((each) => each.ticketId === ticketId);
  const own =
    reading?.quotes.filter((quote) => !quote.refused && (quote.ticketId === undefined || quote.ticketId === ticketId)) ?? [];
  // A figure whose meaning has to be asked for is not on the ledger: there is nothing to take up yet.
  const quote = own.length > 0 ? standing?.partnerQuote : undefined;
  const newQuote = quote !== undefined;
  return {
    context,
    acts: new Set(reading?.acts.filter((entry, index) => index === 0 || entry.confidence >= 0.5).map((entry) => entry.act) ?? []),
    mainAct: reading?.acts[0]?.act,
    topics: reading?.topics ?? [],
    concern: reading?.concerns.find((concern) => concern !== 'none') ?? 'none',
    mood: reading?.mood ?? 'neutral',
    ticketId: ticketId ?? tickets.find((ticket) => context.results[ticket.id] === 'open')?.id,
    standing,
    asks: menu.asks.filter((ask) => ask.ticketId === ticketId),
    newQuote,
    cameDown: quote !== undefined && new Decimal(quote).lt(standing?.previousQuote ?? standing?.currentRate ?? quote),
    refuses: reading?.acts.some(({ act, confidence }) => act === 'reject' && confidence >= 0.7) ?? false,
    said: lastWords(context),
    firm: own.some((quote) => quote.firmness === 'firm'),
    severalRooms: tickets.filter((ticket) => context.results[ticket.id] === 'open' && !ticket.withdrawn).length > 1,
    turn: context.history.filter((message) => message.author === 'agent').length,
  };
}

/** A rate seen elsewhere may be told for the ticket in focus. */
/** Whether a slot of the ticket in focus has a value. */
export function hasSlot(name: string, { context, ticketId }: Situation): boolean {
  const number = context.tickets.findIndex((ticket) => ticket.id === ticketId) + 1;
  return context.slots[`${name}_${Math.max(1, number)}`] !== undefined;
}

export function hasComparison(situation: Situation): boolean {
  return hasSlot('competitor_rate', situation);
}

function lastWords({ history }: ReplyContext): string {
  const ours = history.findLastIndex(({ author }) => author !== 'partner');
  return history
    .slice(ours + 1)
    .map(({ text }) => text.toLowerCase())
    .join('\n')
    .slice(0, 2000);
}

/** The ticket that the partner spoke of, else the one that we are in the middle of, else the first that is still to be asked for. */
function focusOf({ reading, menu, standings, history }: ReplyContext): string | undefined {
  const askable = new Set(menu.asks.map((ask) => ask.ticketId));
  const spoken = spokenOf(reading).find((id) => askable.has(id));
  if (spoken !== undefined) return spoken;
  const begun = standings.filter((standing) => standing.standingAsk !== undefined && askable.has(standing.ticketId));
  if (history.length > 0 && begun.length > 0) return begun[0]!.ticketId;
  return menu.terms[0]?.ticketId ?? menu.asks[0]?.ticketId;
}

/** Acts that carry an ask. */
const ASKING_ACTS: readonly AgentAct[] = ['propose', 'counter', 'hold', 'offer_lever'];

/**
 * Which steps an act may take, the best first. Moves are small while the partner moves, none after a bare no, and
 * larger as the rounds run out.
 */
export function stepsFor(act: AgentAct, situation: Situation): AskStep[] {
  if (!ASKING_ACTS.includes(act)) return [];
  const available = situation.asks.map((ask) => ask.step);
  const round = situation.standing?.round ?? 0;
  const order: AskStep[] =
    act === 'propose'
      ? ['first', 'same', 'small']
      : act === 'hold'
        ? ['same']
        : act === 'offer_lever'
          ? situation.newQuote
            ? ['small', 'same']
            : ['same', 'small']
          : round >= 4
            ? ['large', 'medium', 'small']
            : situation.newQuote
              ? ['medium', 'small', 'large']
              : ['small', 'medium'];
  return order.filter((step) => available.includes(step));
}
