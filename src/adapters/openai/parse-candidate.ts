import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type Candidate, type ReplyPlan } from '../../domain/conversation/reply.js';
import { fillSlots } from '../../domain/negotiation/slots-of.js';
import { TACTICS, type AgentAct, type Tactic } from '../../domain/taxonomy.js';
import { ACTS_WITH_AN_ASK, ASKING_ACTS, replySlots, RESTATING_ACTS } from '../../domain/policy/reply-slots.js';
import { type NamedAsk, namedAsks } from './policy-menu.js';

/** Why a proposal of the model was not taken. */
export type DropReason =
  | 'act_not_permitted'
  | 'unknown_tactic'
  | 'ask_not_permitted'
  | 'ask_missing'
  | 'ask_not_stated'
  | 'lever_not_permitted'
  | 'lever_missing'
  | 'terms_not_restated'
  | 'text_missing'
  | 'text_too_long'
  | 'slot_without_value'
  | 'duplicate';

export type ParsedCandidate =
  { ok: true; candidate: Pick<Candidate, 'plan' | 'template' | 'text'> } | { ok: false; reason: DropReason };

/** Longer texts were never meant for a chat; in UTF-16 code units. */
const LONGEST_TEXT = 2_000;

/**
 * Makes a candidate of what the model wrote, or says why not. Strict about the plan, because the plan is what gets
 * committed: an act, ask or lever that this turn does not permit is dropped, never corrected. Tolerant about form
 * (an ask as a word instead of a list, `"none"`). The words themselves are for the guardrails.
 */
export function parseCandidate(value: Record<string, unknown>, context: ReplyContext): ParsedCandidate {
  const drop = (reason: DropReason): ParsedCandidate => ({ ok: false, reason });

  const act = context.directive.may.find((permitted) => permitted === value['act']);
  if (act === undefined) return drop('act_not_permitted');
  const tactic = TACTICS.find((known) => known === (value['tactic'] ?? 'none'));
  if (tactic === undefined) return drop('unknown_tactic');

  const menu = namedAsks(context);
  const asks = chosen(value['asks'] ?? value['ask'], menu, ({ name }) => name);
  if (!asks || !asksFit(act, asks)) return drop('ask_not_permitted');
  if (asks.length === 0 && menu.length > 0 && ACTS_WITH_AN_ASK.has(act)) return drop('ask_missing');
  const levers = chosen(value['levers'] ?? value['lever'], context.menu.levers, ({ id }) => id);
  if (!levers) return drop('lever_not_permitted');
  if (act === 'offer_lever' && levers.length === 0) return drop('lever_missing');

  const template = typeof value['text'] === 'string' ? value['text'].replace(/[ \t]+/g, ' ').trim() : '';
  if (template === '') return drop('text_missing');
  if (template.length > LONGEST_TEXT) return drop('text_too_long');
  if (RESTATING_ACTS.has(act) && !/\{(?:agreed_)?terms\}/.test(template)) return drop('terms_not_restated');

  const plan = planOf(act, tactic, asks, levers, context);
  const slots = replySlots(context, plan);
  const filled = fillSlots(template, slots);
  // What still looks like a slot (`{Ask Rate}`, `{{room}}`) would reach the partner as it stands.
  if (!filled.ok || /[{}]/.test(filled.text)) return drop('slot_without_value');
  if (asks.some(({ slot }) => !filled.text.includes(slots[slot] ?? '{'))) return drop('ask_not_stated');
  return { ok: true, candidate: { plan, template, text: filled.text } };
}

function planOf(act: AgentAct, tactic: Tactic, asks: NamedAsk[], levers: { id: string }[], context: ReplyContext): ReplyPlan {
  const { prelude } = context.directive;
  return {
    act,
    ...(prelude === undefined ? {} : { prelude }),
    tactic,
    asks: asks.map(({ ask }) => ({ ticketId: ask.ticketId, step: ask.step })),
    leverIds: levers.map(({ id }) => id),
  };
}

/** At most one ask a ticket, with an act that asks; holding is repeating. */
function asksFit(act: AgentAct, asks: NamedAsk[]): boolean {
  if (asks.length === 0) return true;
  if (!ASKING_ACTS.has(act)) return false;
  if (act === 'hold' && asks.some(({ ask }) => ask.step !== 'same')) return false;
  return new Set(asks.map(({ ask }) => ask.ticketId)).size === asks.length;
}

/** The entries that a word or a list of words names; undefined where a word names none, or one twice. */
function chosen<T>(words: unknown, entries: readonly T[], nameOf: (entry: T) => string): T[] | undefined {
  const list: unknown[] = Array.isArray(words) ? words : words === undefined || words === null ? [] : [words];
  const named = list.filter((word) => word !== '' && word !== 'none' && word !== null);
  const found = named.map((word) => entries.find((entry) => nameOf(entry) === word));
  if (found.some((entry) => entry === undefined) || new Set(found).size !== found.length) return undefined;
  return found as T[];
}
