import { type ReplyContext } from '../../conversation/reply-context.js';
import { type Candidate, type ReplyPlan } from '../../conversation/reply.js';
import { fillSlots, slotsForPlan } from '../../negotiation/slots-of.js';
import { overlap, shinglesOf } from '../../signals/similarity.js';
import { type AgentAct, type AskStep } from '../../taxonomy.js';
import { ANSWER_LINES, CLARIFY_LINES } from './answer-lines.js';
import { BARGAINING_LINES } from './bargaining-lines.js';
import { COURTESY_LINES } from './courtesy-lines.js';
import { LEADS } from './leads.js';
import { type Line } from './line.js';
import { situationOf, stepsFor, type Situation } from './situation.js';

/** Changes whenever a line is added or chosen differently. */
export const INTENT_POLICY_VERSION = 'intent-2';

export const LINES: readonly Line[] = [...BARGAINING_LINES, ...ANSWER_LINES, ...CLARIFY_LINES, ...COURTESY_LINES];

/** Share of common words from which a text counts as said before. */
const SAID_BEFORE = 0.7;

/**
 * The intent-driven system: partner act, concern and topic choose an approved line, the procedure its act, the menu its
 * amounts. Writes up to `count` different replies, the best first; it does not repeat what it has said while it has
 * another way to say it. Pure: the same context and seed give the same replies.
 */
export function proposeByIntent(context: ReplyContext, options: { count: number; seed: string }): Candidate[] {
  const situation = situationOf(context);
  const said = context.history.filter((message) => message.author !== 'partner').map((message) => wordsOf(message.text));
  const drafts = inOrder(context.directive.may, situation).flatMap((act) =>
    plansFor(act, situation).flatMap((plan) => candidatesFor(plan, situation, options.seed)),
  );
  const fresh = drafts.filter((draft) => {
    const shingles = shinglesOf(wordsOf(draft.text));
    return said.every((words) => overlap(shingles, words) < SAID_BEFORE);
  });
  // One reply of every kind before a second of any: ranking wants a choice between moves, not between wordings.
  return roundRobin(fresh.length > 0 ? fresh : drafts).slice(0, options.count);
}

/**
 * What is tried first. Something in return stands before another figure where the partner says no, is firm, or has heard
 * figures for some time; who has given a reason is not asked for one.
 */
function inOrder(may: readonly AgentAct[], situation: Situation): AgentAct[] {
  const { newQuote, firm, standing, concern } = situation;
  const round = standing?.round ?? 0;
  const last = (act: AgentAct): boolean =>
    act === 'ask_reason' && (concern !== 'none' || newQuote || situation.context.usedTactics.at(-1) === 'empathy');
  const first = (act: AgentAct): boolean =>
    (act === 'offer_lever' && (firm || (situation.refuses && !newQuote) || (newQuote && !situation.cameDown) || round >= 3)) ||
    (act === 'ask_reason' && situation.refuses && !newQuote && concern === 'none' && round === 1);
  const rank = (act: AgentAct): number => (first(act) ? 0 : last(act) ? 2 : 1);
  return [...may].sort((one, other) => rank(one) - rank(other));
}

function plansFor(act: AgentAct, situation: Situation): ReplyPlan[] {
  const { context, ticketId } = situation;
  const prelude = context.directive.prelude;
  const base = { act, tactic: 'none' as const, leverIds: [], ...(prelude === undefined ? {} : { prelude }) };
  const steps = stepsFor(act, situation);
  if (steps.length === 0 || ticketId === undefined) return carriesAsk(act) ? [] : [{ ...base, asks: [] }];
  const withStep = (step: AskStep): ReplyPlan => ({ ...base, asks: [{ ticketId, step }] });
  if (act !== 'offer_lever') return steps.slice(0, 2).map(withStep);
  const lever = context.menu.levers.find((each) => each.ticketIds === undefined || each.ticketIds.includes(ticketId));
  const offered = context.history.some(
    (message) => message.author !== 'partner' && lever !== undefined && message.text.includes(lever.title),
  );
  return lever === undefined || offered ? [] : steps.slice(0, 1).map((step) => ({ ...withStep(step), leverIds: [lever.id] }));
}

const carriesAsk = (act: AgentAct): boolean => act === 'propose' || act === 'counter' || act === 'hold' || act === 'offer_lever';

function candidatesFor(plan: ReplyPlan, situation: Situation, seed: string): Candidate[] {
  const { context } = situation;
  const fill = (template: string, filled: ReplyPlan): string | undefined => {
    const result = fillSlots(template, slotsForPlan(context, filled, situation.ticketId));
    return result.ok ? result.text : undefined;
  };
  const prelude =
    plan.prelude === undefined ? '' : sentence(firstText(plan.prelude, situation, seed, (text) => fill(text, plan)));
  if (plan.prelude !== undefined && prelude === '') return [];
  const lead = prelude === '' ? sentence(leadFor(plan.act, situation, (text) => fill(text, plan))) : '';
  // With several rooms on the table every figure goes with its room.
  const namesRoom = (template: string): boolean =>
    !situation.severalRooms || !carriesAsk(plan.act) || template.includes('{room}');
  return linesFor(plan.act, situation).flatMap((line, order) => {
    const full: ReplyPlan = { ...plan, tactic: line.tactic };
    return rotated(line.texts.filter(namesRoom), seed, situation.turn).flatMap((template): Candidate[] => {
      const text = fill(template, full);
      if (text === undefined) return [];
      return [
        {
          plan: full,
          template: `${prelude}${lead}${template}`,
          text: `${prelude}${lead}${text}`,
          source: `intent:${plan.act}#${order}`,
        },
      ];
    });
  });
}

/** Lines for the act in this situation; special ones stand before general ones. */
function linesFor(act: AgentAct, situation: Situation): Line[] {
  const fitting = LINES.filter((line) => line.act === act && (line.when?.(situation) ?? true));
  const special = fitting.filter((line) => line.when !== undefined);
  // An answer to what was asked is not followed by the admission that there is none.
  return act === 'answer' ||
    act === 'clarify' ||
    act === 'empathise' ||
    act === 'apologise' ||
    act === 'redirect' ||
    act === 'defer'
    ? special.length > 0
      ? special.slice(0, 1)
      : fitting
    : fitting;
}

function firstText(act: AgentAct, situation: Situation, seed: string, fill: (template: string) => string | undefined): string {
  for (const line of linesFor(act, situation)) {
    for (const template of rotated(line.texts, seed, situation.turn)) {
      const text = fill(template);
      if (text !== undefined) return text;
    }
  }
  return '';
}

function leadFor(act: AgentAct, situation: Situation, fill: (template: string) => string | undefined): string {
  const said = situation.context.history.filter((message) => message.author !== 'partner').map((message) => message.text);
  for (const lead of LEADS) {
    if (!lead.before.includes(act) || !lead.when(situation)) continue;
    const unsaid = lead.texts.find(
      (template) => said.every((earlier) => !earlier.includes(wordingOf(template))) && fill(template) !== undefined,
    );
    if (unsaid !== undefined) return fill(unsaid) ?? '';
  }
  return '';
}

/** The longest part of a template that is the same whatever fills its slots. */
function wordingOf(template: string): string {
  return template.split(/\{[^}]*\}/).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

const sentence = (text: string): string => (text === '' ? '' : `${text} `);

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Variants in an order that depends on the turn, so that the same situation is not put in the same words. */
function rotated<T>(items: readonly T[], seed: string, turn: number): T[] {
  const start = items.length === 0 ? 0 : (hash(seed) + turn) % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}

function roundRobin(drafts: readonly Candidate[]): Candidate[] {
  const kinds = new Map<string, Candidate[]>();
  for (const draft of drafts) {
    const kind = `${draft.source}:${draft.plan.asks[0]?.step ?? 'none'}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), draft]);
  }
  const queues = [...kinds.values()];
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  return Array.from({ length: longest }, (_, index) => queues.flatMap((queue) => queue[index] ?? [])).flat();
}
