import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type PermittedAsk } from '../../domain/negotiation/menu.js';
import { type Ticket } from '../../domain/negotiation/ticket.js';
import { replySlots, ticketNumber } from '../../domain/policy/reply-slots.js';

/** An ask of the menu as the model names it, and the slot that takes its amount. */
export interface NamedAsk {
  /** `small`, or `small_2` for the second ticket where several are open. */
  name: string;
  slot: string;
  ask: PermittedAsk;
}

export function liveTickets(context: ReplyContext): Ticket[] {
  return context.tickets.filter((ticket) => !ticket.withdrawn);
}

/** Asks of this turn by name. With one ticket names and slots go without numbers: one thing less to get wrong. */
export function namedAsks(context: ReplyContext): NamedAsk[] {
  const single = liveTickets(context).length <= 1;
  return context.menu.asks.map((ask) => {
    const suffix = single ? '' : `_${ticketNumber(context, ask.ticketId)}`;
    return { name: `${ask.step}${suffix}`, slot: `ask_rate${suffix}`, ask };
  });
}

/** Slots that can be filled whatever is chosen, as the model is told of them: name and text. */
export function knownSlots(context: ReplyContext): [name: string, text: string][] {
  const single = liveTickets(context).length <= 1;
  const act = context.directive.may[0] ?? 'answer';
  const slots = replySlots(context, { act, tactic: 'none', asks: [], leverIds: [] });
  const numbers = new Set(liveTickets(context).map((ticket) => String(ticketNumber(context, ticket.id))));
  return Object.entries(slots).filter(([name]) => {
    const number = /_(\d+)$/.exec(name)?.[1];
    if (single) return number === undefined;
    const ofOneTicket = `${name}_1` in context.slots || [...numbers].some((each) => `${name}_${each}` in context.slots);
    return number === undefined ? !ofOneTicket : numbers.has(number);
  });
}
