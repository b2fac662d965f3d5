import { type Advanced } from '../../domain/conversation/advance.js';
import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type Candidate } from '../../domain/conversation/reply.js';
import { type Mandate } from '../../domain/negotiation/mandate.js';
import { latestQuote, roundOf } from '../../domain/negotiation/standing.js';
import { type NegotiationState } from '../../domain/negotiation/state.js';
import { type AgentAct, type AskStep, type Concern } from '../../domain/taxonomy.js';
import { type ReplyWriter } from '../play/memory-conversation.js';
import { type Scenario } from '../world/scenario.js';
import { candidates, first, only, withStep } from './candidates.js';

/** The first ask stands this share of the current rate over what the hotel would take, so that a yes leaves it something. */
const LEFT_TO_THEM = 0.008;
/** Asks never come further over the first one than this share of the current rate. */
const MOST_GIVEN = 0.035;
/** A figure is taken from this share of the possible discount on, after so many rounds of asking; a last word earlier. */
const GOOD_ENOUGH: readonly (readonly [rounds: number, share: number])[] = [
  [0, 0.85],
  [2, 0.7],
  [3, 0.55],
  [4, 0],
];
const ROUNDS_OF_A_LAST_WORD = 2;
/** A lever below this share of the rate is worth no words. */
const WORTH_OFFERING = 0.004;

/**
 * What somebody would agree to who knows the least that each hotel would take: asks for little more than that where it lies
 * within our limit, gives little beyond it, and takes a figure as soon as not much more is to be had.
 */
export function oracleMandates({ tickets }: Scenario): (state: NegotiationState) => Mandate[] {
  return (state) =>
    tickets.map(({ ticket, mandate, reservationRate }) => {
      const current = Number(ticket.currentRate);
      const target = Number(mandate.targetRate);
      const limit = Number(mandate.limitRate);
      // Where nothing can be agreed there is nothing to know.
      if (reservationRate > limit) return mandate;
      const quote = latestQuote(state, ticket.id);
      if (quote !== undefined) {
        const rate = Number(quote.rate);
        const share = (current - rate) / (current - Math.max(reservationRate, target));
        const rounds = roundOf(state, ticket.id) + (quote.firmness === 'firm' ? ROUNDS_OF_A_LAST_WORD : 0);
        const good = GOOD_ENOUGH.some(([from, least]) => rounds >= from && share >= least);
        if (good && rate > target && rate <= limit) return { ...mandate, targetRate: quote.rate };
      }
      const fair = within(target, Math.ceil(reservationRate + LEFT_TO_THEM * current), limit);
      const most = within(fair, Math.ceil(fair + MOST_GIVEN * current), limit);
      return { ...mandate, targetRate: fair === target ? mandate.targetRate : String(fair), limitRate: asRate(most, mandate) };
    });
}

/** The limit as it is written where nothing was taken off it. */
const asRate = (rate: number, { limitRate }: Mandate): string => (rate >= Number(limitRate) ? limitRate : String(rate));

/**
 * Writes as somebody who knows what the hotel would take and what each lever is worth to it: hears the reason first, speaks
 * to it, gives a little when the partner has given and stays where it is otherwise. The words are those of the scripted arm.
 */
export function oracleWriter(scenario: Scenario, seed: number, worry: Concern = 'none'): ReplyWriter {
  return (advanced, turn) => {
    const context = speakingTo(worry, withBestLever(advanced.context, scenario));
    for (const act of preferred(advanced)) {
      if (!context.directive.may.includes(act)) continue;
      const written = act === 'counter' ? smallest(context, seed, turn) : candidates(only(context, [act]), seed, turn);
      if (written.length > 0) return first(written);
    }
    return first(candidates(context, seed, turn));
  };
}

/** Acts in the order in which they are tried; where none is permitted, the scripted arm decides. */
function preferred({ context, state, memory }: Advanced): AgentAct[] {
  const { reading } = context;
  const acts = new Set(reading?.acts.filter(({ confidence }, at) => at === 0 || confidence >= 0.6).map(({ act }) => act) ?? []);
  const quoted = reading?.quotes.some(({ refused }) => !refused) ?? false;
  const round = Math.max(0, ...state.tickets.map(({ id }) => (state.results[id] === 'open' ? roundOf(state, id) : 0)));
  // A no without a reason: whoever knows the reason can speak to it.
  if (acts.has('reject') && !quoted && memory.concerns.length === 0 && !context.usedTactics.includes('empathy'))
    return ['ask_reason'];
  if (round === 0) return ['propose'];
  if (quoted) return ['counter', 'offer_lever'];
  // Nothing was given, so that nothing more is given than a reason to say yes to what stands.
  return heldBefore(context) ? ['offer_lever', 'counter', 'hold'] : ['offer_lever', 'hold', 'counter'];
}

/** Our last message asked for what we had asked for before. */
function heldBefore({ history, menu }: ReplyContext): boolean {
  const ours = history.filter(({ author }) => author === 'agent').slice(-2);
  const same = menu.asks.filter(({ step }) => step === 'same');
  return ours.length === 2 && same.some(({ rate }) => ours.every(({ text }) => text.replaceAll(',', '').includes(rate)));
}

function smallest(context: ReplyContext, seed: number, turn: number): Candidate[] {
  const steps = new Map<string, AskStep>();
  for (const { ticketId, step } of context.menu.asks)
    if (step !== 'same' && step !== 'first' && !steps.has(ticketId)) steps.set(ticketId, step);
  return withStep(only(context, ['counter']), steps, seed, turn);
}

/** Once an ask stands, the words take up their worry, whatever the reading made of what they said. */
function speakingTo(worry: Concern, context: ReplyContext): ReplyContext {
  const { reading } = context;
  if (worry === 'none' || !reading) return context;
  const asked = context.standings.some(({ standingAsk }) => standingAsk !== undefined);
  const figures = reading.quotes.some(({ refused }) => !refused);
  return asked && !figures ? { ...context, reading: { ...reading, concerns: [worry] } } : context;
}

/** Only the lever that is worth most to this hotel, if any is worth enough. */
function withBestLever(context: ReplyContext, { levers }: Scenario): ReplyContext {
  const worthOf = (id: string): number => levers.find(({ lever }) => lever.id === id)?.worth ?? 0;
  const [best] = context.menu.levers.toSorted((one, other) => worthOf(other.id) - worthOf(one.id));
  const offered = best !== undefined && worthOf(best.id) >= WORTH_OFFERING ? [best] : [];
  return { ...context, menu: { ...context.menu, levers: offered } };
}

const within = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
