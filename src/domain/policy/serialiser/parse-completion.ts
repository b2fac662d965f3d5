import { type ReplyContext } from '../../conversation/reply-context.js';
import { type Candidate, type ReplyPlan } from '../../conversation/reply.js';
import { fillSlots } from '../../negotiation/slots-of.js';
import { AGENT_ACTS, ASK_STEPS, TACTICS } from '../../taxonomy.js';
import { replySlots } from '../reply-slots.js';
import { focusIndex } from './focus.js';
import { replyGrammar, type ReplyGrammar } from './reply-grammar.js';

/** Why what a model wrote is no reply. */
export type CompletionFault = 'plan_not_permitted' | 'plan_not_whole' | 'text_missing' | 'tag_in_text' | 'slot_without_value';

export type ParsedCompletion =
  { ok: true; candidate: Pick<Candidate, 'plan' | 'template' | 'text'> } | { ok: false; fault: CompletionFault };

const TAG = /<[a-z/][^<> ]*>/g;

/**
 * A reply from what a model wrote after `<plan>`: its plan in tags, `</plan>`, its words with slots, and `<end>` (which may be
 * missing: sampling stops there). Strict about the plan, because the plan is what gets committed; the words are for the
 * guardrails.
 *
 * @param grammar of this very context, where the caller has it already
 */
export function parseCompletion(
  completion: string,
  context: ReplyContext,
  grammar: ReplyGrammar = replyGrammar(context),
): ParsedCompletion {
  const close = completion.indexOf('</plan>');
  if (close < 0) return { ok: false, fault: 'plan_not_whole' };
  const tags = completion.slice(0, close).match(TAG) ?? [];
  let state = 0;
  for (const tag of [...tags, '</plan>']) {
    const next = grammar.states[state]?.next[tag];
    if (next === undefined) return { ok: false, fault: 'plan_not_permitted' };
    state = next;
  }
  const plan = planOf(tags, context);
  const said = completion.slice(close + '</plan>'.length);
  const end = said.indexOf('<end>');
  const template = (end < 0 ? said : said.slice(0, end)).replace(/\s+/g, ' ').trim();
  if (template === '') return { ok: false, fault: 'text_missing' };
  if (template.match(TAG)) return { ok: false, fault: 'tag_in_text' };
  const filled = fillSlots(template, replySlots(context, plan, context.tickets[focusIndex(context)]?.id));
  if (!filled.ok || /[{}]/.test(filled.text)) return { ok: false, fault: 'slot_without_value' };
  return { ok: true, candidate: { plan, template, text: filled.text } };
}

/** The plan of tags that the grammar has let through. */
function planOf(tags: readonly string[], context: ReplyContext): ReplyPlan {
  const { prelude } = context.directive;
  const plan: ReplyPlan = {
    act: 'answer',
    ...(prelude === undefined ? {} : { prelude }),
    tactic: 'none',
    asks: [],
    leverIds: [],
  };
  let ticketId: string | undefined;
  for (const tag of tags) {
    const [family, value] = tag.slice(1, -1).split(':') as [string, string];
    if (family === 'do') plan.act = AGENT_ACTS.find((act) => act === value)!;
    else if (family === 'tactic') plan.tactic = TACTICS.find((tactic) => tactic === value)!;
    else if (family === 'ticket') ticketId = context.tickets[Number(value) - 1]?.id;
    else if (family === 'ask' && value !== 'none') {
      const step = ASK_STEPS.find((each) => each === value)!;
      plan.asks.push({ ticketId: ticketId ?? firstAsked(context, plan)!, step });
    } else if (family === 'lever' && value !== 'none') plan.leverIds.push(context.levers[Number(value) - 1]!.id);
  }
  return plan;
}

/** Whose the ask without a ticket's tag is: the ticket in focus, else the first that may be asked about. */
function firstAsked({ menu, tickets, ...context }: ReplyContext, { act }: ReplyPlan): string | undefined {
  const asked = menu.asks.filter(({ step }) => act !== 'hold' || step === 'same').map(({ ticketId }) => ticketId);
  const focusId = tickets[focusIndex({ menu, tickets, ...context })]?.id;
  return asked.find((ticketId) => ticketId === focusId) ?? tickets.find(({ id }) => asked.includes(id))?.id;
}
