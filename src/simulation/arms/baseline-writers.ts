import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { type Candidate } from '../../domain/conversation/reply.js';
import { type Mandate } from '../../domain/negotiation/mandate.js';
import { type TurnMenu } from '../../domain/negotiation/menu.js';
import { latestQuote, roundOf } from '../../domain/negotiation/standing.js';
import { type NegotiationState } from '../../domain/negotiation/state.js';
import { proposeByIntent } from '../../domain/policy/intent/intent-policy.js';
import { type AgentAct } from '../../domain/taxonomy.js';
import { type ReplyWriter, type WrittenReply } from '../play/memory-conversation.js';
import { Chance } from '../world/chance.js';
import { type Scenario } from '../world/scenario.js';

/** Ways to write our side that show what the simulated world rewards. None but `intent` is meant to be good. */
export const BASELINES = ['intent', 'do-nothing', 'random-plan', 'largest-concession', 'oracle'] as const;
export type Baseline = (typeof BASELINES)[number];

const CANDIDATES = 24;
/** Acts that put a figure of ours on the table. */
const ASKING: ReadonlySet<AgentAct> = new Set(['propose', 'counter', 'hold', 'offer_lever']);

export function baselineWriter(baseline: Baseline, scenario: Scenario, seed: number): ReplyWriter {
  switch (baseline) {
    case 'intent':
    // What the oracle knows is in its mandates.
    case 'oracle':
      return (advanced, turn) => first(candidates(advanced.context, seed, turn));
    case 'do-nothing':
      return doNothing(seed);
    case 'random-plan':
      return randomPlan(scenario, seed);
    case 'largest-concession':
      return largestConcession(seed);
  }
}

function candidates(context: ReplyContext, seed: number, turn: number): Candidate[] {
  return proposeByIntent(context, { count: CANDIDATES, seed: `${seed}:${turn}` });
}

const first = (written: readonly Candidate[]): WrittenReply | undefined => {
  const [best] = written;
  return best && { plan: best.plan, text: best.text };
};

/** Is polite and answers, but never asks for a rate. */
function doNothing(seed: number): ReplyWriter {
  return (advanced, turn) => {
    const { context } = advanced;
    const may = context.directive.may.filter((act) => !ASKING.has(act));
    return may.length === 0 ? undefined : first(candidates({ ...context, directive: { ...context.directive, may } }, seed, turn));
  };
}

/** Any permitted act, any step of the menu. */
function randomPlan(scenario: Scenario, seed: number): ReplyWriter {
  const chance = Chance.of(seed, 'random plan', scenario.id);
  return ({ context }, turn) => {
    const acts = shuffled(context.directive.may, chance);
    const menu = { ...context.menu, asks: shuffled(context.menu.asks, chance) };
    for (const act of acts) {
      const written = candidates({ ...context, menu, directive: { ...context.directive, may: [act] } }, seed, turn);
      if (written.length > 0) return first([chance.pick(written)]);
    }
    return undefined;
  };
}

/** Asks at once for the most that the menu permits, every time. */
function largestConcession(seed: number): ReplyWriter {
  return ({ context }, turn) => {
    const largest = new Map<string, TurnMenu['asks'][number]>();
    for (const ask of context.menu.asks) largest.set(ask.ticketId, ask);
    const menu = { ...context.menu, asks: [...largest.values()] };
    const written = candidates({ ...context, menu }, seed, turn);
    // Where it may move, it moves.
    return first(written.filter(({ plan }) => plan.asks.some(({ step }) => step === 'large'))) ?? first(written);
  };
}

/** From this share of the possible discount on a figure is good at once, after so many rounds of asking. */
const GOOD_ENOUGH: readonly (readonly [rounds: number, share: number])[] = [
  [0, 0.75],
  [2, 0.4],
  [4, 0],
];

/**
 * What somebody would agree to who knows the least that each hotel would take: asks for just that where it lies within our
 * limit, and takes a figure as soon as little more is to be had, instead of bargaining on and losing it. Everything else is
 * as the scripted arm does it.
 */
export function oracleMandates({ tickets }: Scenario): (state: NegotiationState) => Mandate[] {
  return (state) =>
    tickets.map(({ ticket, mandate, reservationRate }) => {
      const quote = Number(latestQuote(state, ticket.id)?.rate ?? Infinity);
      const possible = Number(ticket.currentRate) - Math.max(reservationRate, Number(mandate.targetRate));
      const share = (Number(ticket.currentRate) - quote) / possible;
      const rounds = roundOf(state, ticket.id);
      const good = GOOD_ENOUGH.some(([from, least]) => rounds >= from && share >= least);
      const within = (rate: number): boolean => rate <= Number(mandate.limitRate) && rate > Number(mandate.targetRate);
      if (within(quote) && good) return { ...mandate, targetRate: latestQuote(state, ticket.id)!.rate };
      // Nothing is asked for in vain: the first ask is what the hotel would take, where that may be agreed to.
      const least = Math.ceil(reservationRate);
      return within(least) ? { ...mandate, targetRate: String(least) } : mandate;
    });
}

function shuffled<T>(values: readonly T[], chance: Chance): T[] {
  const left = [...values];
  for (let index = left.length - 1; index > 0; index--) {
    const other = chance.whole(0, index);
    [left[index], left[other]] = [left[other]!, left[index]!];
  }
  return left;
}
