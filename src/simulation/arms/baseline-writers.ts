import { type AgentAct, type AskStep } from '../../domain/taxonomy.js';
import { type SimulatedPartner } from '../partner.js';
import { type ReplyWriter } from '../play/memory-conversation.js';
import { Chance } from '../world/chance.js';
import { type Scenario } from '../world/scenario.js';
import { candidates, first, only, withStep } from './candidates.js';
import { oracleWriter } from './oracle.js';

/** Ways to write our side that show what the simulated world rewards. None but `intent` is meant to be good. */
export const BASELINES = ['intent', 'do-nothing', 'random-plan', 'largest-concession', 'oracle'] as const;
export type Baseline = (typeof BASELINES)[number];

/** Acts that put a figure of ours on the table. */
const ASKING: ReadonlySet<AgentAct> = new Set(['propose', 'counter', 'hold', 'offer_lever']);

/** @param partner of whom the oracle knows the main worry */
export function baselineWriter(
  baseline: Baseline,
  scenario: Scenario,
  seed: number,
  partner?: Pick<SimulatedPartner, 'worry'>,
): ReplyWriter {
  switch (baseline) {
    case 'intent':
      return ({ context }, turn) => first(candidates(context, seed, turn));
    case 'oracle':
      return oracleWriter(scenario, seed, partner?.worry);
    case 'do-nothing':
      return doNothing(seed);
    case 'random-plan':
      return randomPlan(scenario, seed);
    case 'largest-concession':
      return largestConcession(seed);
  }
}

/** Is polite and answers, but never asks for a rate. */
function doNothing(seed: number): ReplyWriter {
  return ({ context }, turn) => {
    const may = context.directive.may.filter((act) => !ASKING.has(act));
    return may.length === 0 ? undefined : first(candidates(only(context, may), seed, turn));
  };
}

/**
 * Any permitted act, any step of the menu, any tactic of the act. The plan is drawn without looking at what the partner
 * said, so that the words take up none of their worries either.
 */
function randomPlan(scenario: Scenario, seed: number): ReplyWriter {
  const chance = Chance.of(seed, 'random plan', scenario.id);
  return ({ context }, turn) => {
    const { reading } = context;
    const unheard = reading === undefined ? context : { ...context, reading: { ...reading, concerns: [] } };
    const steps = new Map<string, AskStep>();
    for (const { ticketId, step } of shuffled(context.menu.asks, chance)) steps.set(ticketId, step);
    for (const act of shuffled(context.directive.may, chance)) {
      const written = withStep(only(unheard, [act]), steps, seed, turn);
      if (written.length === 0) continue;
      const tactic = chance.pick([...new Set(written.map(({ plan }) => plan.tactic))]);
      return first([chance.pick(written.filter(({ plan }) => plan.tactic === tactic))]);
    }
    return first(candidates(unheard, seed, turn));
  };
}

/** Asks at once for the most that the menu permits, every time. */
function largestConcession(seed: number): ReplyWriter {
  return ({ context }, turn) => {
    const largest = new Map<string, AskStep>();
    for (const { ticketId, step } of context.menu.asks) largest.set(ticketId, step);
    const written = withStep(context, largest, seed, turn);
    // Where it may move, it moves.
    return first(written.filter(({ plan }) => plan.asks.some(({ step }) => MOVES.has(step)))) ?? first(written);
  };
}

const MOVES: ReadonlySet<AskStep> = new Set(['small', 'medium', 'large']);

function shuffled<T>(values: readonly T[], chance: Chance): T[] {
  const left = [...values];
  for (let index = left.length - 1; index > 0; index--) {
    const other = chance.whole(0, index);
    [left[index], left[other]] = [left[other]!, left[index]!];
  }
  return left;
}
