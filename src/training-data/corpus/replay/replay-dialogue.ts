import { advanceConversation, type Advanced } from '../../../domain/conversation/advance.js';
import { applyReply, restatesTerms } from '../../../domain/conversation/apply-reply.js';
import { type ConversationSnapshot } from '../../../domain/conversation/conversation.js';
import { emptyMemory } from '../../../domain/conversation/empty-memory.js';
import { type TranscriptMessage } from '../../../domain/conversation/message.js';
import { type ReplyContext } from '../../../domain/conversation/reply-context.js';
import { type ReplyPlan } from '../../../domain/conversation/reply.js';
import { evaluate } from '../../../domain/guardrails/evaluate.js';
import { type DisclosureProbe, type Finding } from '../../../domain/guardrails/guardrail.js';
import { openNegotiation } from '../../../domain/negotiation/open.js';
import { fillSlots, slotsForPlan } from '../../../domain/negotiation/slots-of.js';
import { type CompiledSop } from '../../../domain/sop/sop.js';
import { type AskStep } from '../../../domain/taxonomy.js';
import { Chance } from '../../../simulation/world/chance.js';
import { type AgentLine, type Dialogue, type PartnerLine } from '../dialogue.js';
import { factsOfDialogue } from './dialogue-facts.js';
import { labelledWords } from './partner-words.js';

/** One reply of a dialogue at the moment in which it is given. */
export interface ReplayedReply {
  line: AgentLine;
  context: ReplyContext;
  plan: ReplyPlan;
  /** With slots as the policy writes them: unnumbered ones are of the ticket that the reply is about. */
  template: string;
  /** The exact text; absent where a slot has nothing to hold, which is a fault of the dialogue. */
  text?: string;
  /** Slots without a value. */
  missing: string[];
  /** What guardrails have against it, passes left out. */
  findings: Finding[];
  disclosure: DisclosureProbe;
  /** The procedure permits the act here, and the menu its steps. */
  permitted: boolean;
  /** Why not. */
  objection?: string;
}

export interface ReplayedDialogue {
  dialogue: Dialogue;
  replies: ReplayedReply[];
  /** The whole conversation with amounts. */
  messages: TranscriptMessage[];
  final: ConversationSnapshot;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const FOLLOW_UPS_ALLOWED = 3;
const STEPS: readonly AskStep[] = ['first', 'same', 'small', 'medium', 'large'];

/** Where several of ours follow each other, time has passed without an answer. */
interface Turn {
  said: PartnerLine[];
  reply: AgentLine;
}

/**
 * Plays a written dialogue through ledger and procedure with its labels for the interpreter's reading, so that every reply
 * stands in the context that serving would have given it, and can be checked by the guardrails with its own ledger.
 */
export function replayDialogue(dialogue: Dialogue, sop: CompiledSop): ReplayedDialogue {
  const facts = factsOfDialogue(dialogue);
  const chance = Chance.of(1, 'dialogue amounts', dialogue.id);
  const messages: TranscriptMessage[] = [];
  const replies: ReplayedReply[] = [];
  let snapshot: ConversationSnapshot = {
    state: openNegotiation(facts),
    position: sop.start(),
    memory: emptyMemory('en'),
  };
  let at = facts.openedAt.getTime();
  const concessionKey = `corpus:${dialogue.id}`;
  const append = (author: 'partner' | 'agent', text: string): TranscriptMessage => {
    const seq = messages.length + 1;
    const message = { id: `${dialogue.id}:${seq}`, seq, author, text, sentAt: new Date(at).toISOString() };
    messages.push(message);
    return message;
  };

  for (const { said, reply } of turnsOf(dialogue)) {
    at += said.length === 0 && messages.length > 0 ? DAY_MS : 3 * MINUTE_MS;
    const now = new Date(at).toISOString();
    const openedAt = facts.openedAt.toISOString();
    const words =
      said.length === 0
        ? undefined
        : labelledWords(
            said,
            reply,
            {
              state: snapshot.state,
              mandates: facts.mandates,
              concession: { key: concessionKey, now, openedAt },
              chance,
              confirms: confirmedBy(dialogue, reply, snapshot),
            },
            (slot, amounts) => amounts.get(slot) ?? lastContext(replies)?.slots[numbered(slot)] ?? nameOf(slot, facts),
          );
    for (const text of words?.texts ?? []) append('partner', text);
    const advanced = advanceConversation({
      snapshot,
      trigger: said.length > 0 ? 'partner_message' : messages.length === 0 ? 'opening' : 'follow_up',
      ...(words === undefined ? {} : { reading: words.reading }),
      messageSeq: messages.length,
      history: messages,
      mandates: facts.mandates,
      sop,
      ota: facts.ota,
      hotel: facts.hotel,
      partner: facts.partner,
      now,
      openedAt,
      concessionKey,
      followUpsAllowed: FOLLOW_UPS_ALLOWED,
      allowedHosts: [],
    });
    const replayed = replyOf(reply, advanced, snapshot.memory.focusTicketId);
    replies.push(replayed);
    const text = replayed.text ?? reply.text;
    const { seq } = append('agent', text);
    snapshot = applyReply(sop, advanced, {
      reply: { plan: replayed.plan, text, messageSeq: seq },
      trigger: said.length > 0 ? 'partner_message' : 'follow_up',
      ...(restatesTerms(advanced, replayed.plan) ? { termsId: `terms-${seq}` } : {}),
      at: now,
      lastSeq: seq,
    }).snapshot;
  }
  return { dialogue, replies, messages, final: snapshot };
}

/** Tickets whose terms a reply restates: at the last time all that will be agreed, before that the one in focus. */
function confirmedBy(dialogue: Dialogue, reply: AgentLine, { state, memory }: ConversationSnapshot): ReadonlySet<string> {
  const restating = dialogue.lines.filter(
    (line) => line.who === 'agent' && (line.act === 'confirm_terms' || line.act === 'accept'),
  );
  const open = state.tickets.filter(({ id }) => state.results[id] === 'open').map(({ id }) => id);
  if (dialogue.outcome === 'agreed' && reply === restating.at(-1)) return new Set(open);
  const focus = memory.focusTicketId !== undefined && open.includes(memory.focusTicketId) ? memory.focusTicketId : open[0];
  return new Set(focus === undefined ? [] : [focus]);
}

/** What the partner says after our last reply belongs to no turn. */
function turnsOf({ lines }: Dialogue): Turn[] {
  const turns: Turn[] = [];
  let said: PartnerLine[] = [];
  for (const line of lines) {
    if (line.who === 'partner') said.push(line);
    else {
      turns.push({ said, reply: line });
      said = [];
    }
  }
  return turns;
}

function replyOf(line: AgentLine, advanced: Advanced, focusTicketId: string | undefined): ReplayedReply {
  const { context, disclosure } = advanced;
  const focus = focusRoom(line, context, focusTicketId);
  const template = focus === 2 ? swapRooms(line.text) : line.text;
  const { plan, objection } = planOf(line, advanced, focus);
  const filled = fillSlots(template, slotsForPlan(context, plan, context.tickets[focus - 1]?.id));
  const directed = permitting(context, plan);
  const evaluated = filled.ok
    ? evaluate(
        { text: filled.text, plan, author: 'agent', context: directed.context, disclosure, disclosureExpected: true },
        { modes: {} },
      )
    : undefined;
  const why = objection ?? directed.objection;
  return {
    line,
    context: directed.context,
    plan,
    template,
    ...(filled.ok ? { text: filled.text, missing: [] } : { missing: filled.missing }),
    findings: evaluated?.findings.filter(({ result }) => result !== 'pass') ?? [],
    disclosure,
    permitted: why === undefined,
    ...(why === undefined ? {} : { objection: why }),
  };
}

/** The room that a reply is about: that of its ask, the only one that it names, or the one that was talked about last. */
function focusRoom({ asks, text }: AgentLine, { tickets }: ReplyContext, focusTicketId: string | undefined): 1 | 2 {
  if (tickets.length < 2) return 1;
  const asked = asks.find(({ step }) => step !== 'none');
  if (asked) return asked.room;
  const names = (room: 1 | 2): boolean =>
    (room === 2
      ? /\{(?:room|stay|quote|standing_ask|current_rate|competitor_rate|agreed_rate)_2\}/
      : /\{(?:room|stay|quote|standing_ask|current_rate|competitor_rate|agreed_rate)\}/
    ).test(text);
  if (names(2) && !names(1)) return 2;
  if (names(1)) return 1;
  return focusTicketId === tickets[1]?.id ? 2 : 1;
}

/** Writers count rooms in the order of the negotiation; in a template the room that the reply is about comes first. */
function swapRooms(text: string): string {
  return text.replace(
    /\{(room|stay|nights|basis|current_rate|competitor_rate|competitor|gap|gap_percent|standing_ask|ask_rate|quote|agreed_rate)(_2)?\}/g,
    (_, name: string, second?: string) => (second ? `{${name}}` : `{${name}_2}`),
  );
}

/** The plan in the terms of this turn's menu: a step that is not on it becomes the nearest one that is. */
function planOf(line: AgentLine, { menu, context }: Advanced, focus: 1 | 2): { plan: ReplyPlan; objection?: string } {
  let objection: string | undefined;
  const ordered = [...line.asks].sort((one, other) => Number(other.room === focus) - Number(one.room === focus));
  const asks = ordered.flatMap(({ room, step }) => {
    const ticketId = context.tickets[room - 1]?.id;
    if (ticketId === undefined || step === 'none') return [];
    const offered = menu.asks.filter((ask) => ask.ticketId === ticketId).map((ask) => ask.step);
    if (step === 'same' && context.standings.some((each) => each.ticketId === ticketId && each.standingAsk !== undefined))
      return [{ ticketId, step }];
    const nearest = nearestStep(step, offered);
    if (nearest === undefined) objection ??= `no ask is on the menu for room ${room}, the line asks "${step}"`;
    return [{ ticketId, step: nearest ?? step }];
  });
  return {
    plan: {
      act: line.act === 'accept' ? 'confirm_terms' : line.act,
      ...(line.prelude === undefined ? {} : { prelude: line.prelude }),
      tactic: line.tactic,
      asks,
      leverIds: line.lever ? context.levers.map(({ id }) => id) : [],
    },
    ...(objection === undefined ? {} : { objection }),
  };
}

function nearestStep(step: AskStep, offered: readonly AskStep[]): AskStep | undefined {
  const wanted = STEPS.indexOf(step);
  const moving = offered.filter((each) => each !== 'same');
  return [...(step === 'same' ? offered : moving)].sort(
    (one, other) => Math.abs(STEPS.indexOf(one) - wanted) - Math.abs(STEPS.indexOf(other) - wanted),
  )[0];
}

/** A context in which the act is permitted, so that guardrails look at the words; and what the procedure has against it. */
function permitting(context: ReplyContext, plan: ReplyPlan): { context: ReplyContext; objection?: string } {
  const { directive } = context;
  const { prelude, act } = plan;
  const allowed = directive.reply && (directive.may.includes(act) || directive.prelude === act);
  const first = directive.prelude === undefined || directive.prelude === prelude || directive.prelude === act;
  if (allowed && first) return { context };
  const objection = !directive.reply
    ? `the procedure says nothing here (${directive.because.join(', ')})`
    : !allowed
      ? `the procedure permits ${directive.may.join(', ')} here, not ${act} (${directive.because.join(', ')})`
      : `the procedure wants +${directive.prelude} first (${directive.because.join(', ')})`;
  const { prelude: _, ...rest } = directive;
  const may = directive.may.includes(act) ? directive.may : [...directive.may, act];
  return {
    context: { ...context, directive: { ...rest, reply: true, may, ...(prelude === undefined ? {} : { prelude }) } },
    objection,
  };
}

const lastContext = (replies: readonly ReplayedReply[]): ReplyContext | undefined => replies.at(-1)?.context;

/** Unnumbered slots in a partner's words are about the first room. */
const numbered = (slot: string): string =>
  /_\d$|^(?:ota|hotel|partner|lever|terms|agreed_terms)$/.test(slot) ? slot : `${slot}_1`;

function nameOf(slot: string, { ota, hotel, partner, levers, tickets }: ReturnType<typeof factsOfDialogue>): string | undefined {
  switch (slot) {
    case 'ota':
      return ota;
    case 'hotel':
      return hotel.name;
    case 'partner':
      return partner.name;
    case 'lever':
      return levers[0]?.title;
    case 'room':
      return tickets[0]?.roomType;
    case 'room_2':
      return tickets[1]?.roomType;
    default:
      return undefined;
  }
}
