import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type DisclosureProbe } from '../../domain/guardrails/guardrail.js';
import { type SlotValues, type TicketStanding } from '../../domain/negotiation/facts.js';
import { slotsForPlan } from '../../domain/negotiation/slots-of.js';
import { type Ticket } from '../../domain/negotiation/ticket.js';
import { sentencesOf } from '../../domain/signals/sentences.js';
import { type Concern, type Mood, type PartnerAct } from '../../domain/taxonomy.js';
import { type WrittenReply } from './written-replies.js';

/** A reply that a fault can be put into, with everything around it that the fault may be made of. */
export interface Moment {
  context: ReplyContext;
  text: string;
  plan: ReplyPlan;
  disclosure: DisclosureProbe;
  /** The room that the reply is about. */
  ticket: Ticket;
  standing: TicketStanding | undefined;
  /** What the partner has said since our last message. */
  said: readonly string[];
  acts: ReadonlySet<PartnerAct>;
  concern: Concern;
  mood: Mood;
  /** The reply in its sentences. */
  sentences: readonly string[];
  /** Position of the only sentence that names the figure asked for; absent where nothing or more than one thing is asked for. */
  askAt?: number;
  /** Good replies in other dialogues of the same writer, so that no text crosses from one part of the corpus to another. */
  others: readonly WrittenReply[];
}

/** Undefined where a negotiation has no rooms. */
export function momentOf(
  context: ReplyContext,
  reply: { text: string; plan: ReplyPlan },
  disclosure: DisclosureProbe,
  others: readonly WrittenReply[],
): Moment | undefined {
  const ticket = ticketOf(context, reply);
  if (ticket === undefined) return undefined;
  const { reading, history, standings } = context;
  const lastOwn = history.findLastIndex(({ author }) => author !== 'partner');
  const sentences = sentencesOf(reply.text).map(({ text }) => text);
  const askAt = askPosition(context, reply.plan, ticket, sentences);
  return {
    context,
    ...reply,
    disclosure,
    ticket,
    standing: standings.find(({ ticketId }) => ticketId === ticket.id),
    said: history.slice(lastOwn + 1).map(({ text }) => text),
    acts: new Set(reading?.acts.map(({ act }) => act) ?? []),
    concern: reading?.concerns.find((concern) => concern !== 'none') ?? 'none',
    mood: reading?.mood ?? 'neutral',
    sentences,
    ...(askAt === undefined ? {} : { askAt }),
    others,
  };
}

/** Slots as a reply with this plan uses them. */
export const slotsOfMoment = ({ context, ticket }: Moment, plan: ReplyPlan): SlotValues => slotsForPlan(context, plan, ticket.id);

function ticketOf({ tickets, menu }: ReplyContext, { text, plan }: { text: string; plan: ReplyPlan }): Ticket | undefined {
  const id = plan.asks[0]?.ticketId ?? (plan.act === 'confirm_terms' ? menu.terms[0]?.ticketId : undefined);
  return tickets.find((ticket) => ticket.id === id) ?? tickets.find(({ roomType }) => text.includes(roomType)) ?? tickets[0];
}

function askPosition(context: ReplyContext, plan: ReplyPlan, ticket: Ticket, sentences: readonly string[]): number | undefined {
  const [ask, second] = plan.asks;
  if (ask === undefined || second !== undefined || ask.step === 'none') return undefined;
  const slots = slotsForPlan(context, plan, ticket.id);
  const amount = slots[ask.step === 'same' ? 'standing_ask' : 'ask_rate'];
  const at = amount === undefined ? [] : sentences.flatMap((sentence, index) => (sentence.includes(amount) ? [index] : []));
  return at.length === 1 ? at[0] : undefined;
}

const QUESTIONS: readonly PartnerAct[] = ['question', 'ask_why', 'ask_who', 'ask_how', 'ask_if_ai'];
const BROUGHT: readonly PartnerAct[] = ['counter', 'reject', 'give_reason', 'conditional_accept', 'upset', 'correct'];

/** What may not be lost with a sentence: that an AI writes, a person who is announced, a lever of the plan. */
export const carriesDuty = ({ context }: Pick<Moment, 'context'>, sentence: string): boolean =>
  /\bAI\b|artificial|assistant|machine|automat|robot|\bbot\b|program|colleague|person\b|somebody|someone/.test(sentence) ||
  context.levers.some(({ title }) => sentence.includes(title));

export const did = ({ acts }: Moment, ...wanted: readonly PartnerAct[]): boolean => wanted.some((act) => acts.has(act));
export const asked = (moment: Moment): boolean => did(moment, ...QUESTIONS);
/** The partner gave a figure, a refusal or a reason, which a reply has to take up. */
export const brought = (moment: Moment): boolean => did(moment, ...BROUGHT);
export const isUpset = (moment: Moment): boolean => did(moment, 'upset') || moment.mood === 'annoyed' || moment.mood === 'angry';

/** Something is still to be agreed, and a reply may say something about it. */
export const isOpen = ({ context, plan }: Moment): boolean =>
  Object.values(context.results).includes('open') && !['stop', 'hand_over', 'close_agreed', 'close_declined'].includes(plan.act);

/** Nothing is agreed, nor is there a yes or an acceptable figure that a reply might rightly call settled. */
export const nothingSettled = (moment: Moment): boolean =>
  moment.context.agreed.length === 0 &&
  moment.context.menu.acceptable.length + moment.context.menu.terms.length === 0 &&
  !did(moment, 'accept') &&
  moment.plan.act !== 'confirm_terms';

/** The first word between us, which has to say that an AI is writing. */
export const isFirstMessage = ({ context }: Moment): boolean => !context.history.some(({ author }) => author !== 'partner');
