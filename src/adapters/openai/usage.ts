import { Decimal } from 'decimal.js';
import { type Usage } from '../../domain/conversation/reply.js';

/** US dollars for a million tokens, decimal strings. */
export interface TokenPrices {
  promptPerMillion: string;
  completionPerMillion: string;
}

export const NO_USAGE: Usage = { promptTokens: 0, completionTokens: 0 };

/** Tokens with what they cost; without a price there is no cost, rather than one of zero. */
export function usageOf(promptTokens: number, completionTokens: number, prices?: TokenPrices): Usage {
  if (!prices) return { promptTokens, completionTokens };
  const cost = new Decimal(prices.promptPerMillion)
    .times(promptTokens)
    .plus(new Decimal(prices.completionPerMillion).times(completionTokens))
    .div(1_000_000);
  return { promptTokens, completionTokens, cost: cost.toFixed() };
}

export function addUsage(one: Usage, other: Usage): Usage {
  const cost = one.cost === undefined && other.cost === undefined ? undefined : new Decimal(one.cost ?? 0).plus(other.cost ?? 0);
  return {
    promptTokens: one.promptTokens + other.promptTokens,
    completionTokens: one.completionTokens + other.completionTokens,
    ...(cost === undefined ? {} : { cost: cost.toFixed() }),
  };
}

/** Splits what one question cost over what came of it; the parts add up to the whole. `parts` ≥ 1. */
export function splitUsage(usage: Usage, parts: number, prices?: TokenPrices): Usage[] {
  const prompt = splitEvenly(usage.promptTokens, parts);
  const completion = splitEvenly(usage.completionTokens, parts);
  return prompt.map((promptTokens, index) => usageOf(promptTokens, completion[index]!, prices));
}

function splitEvenly(total: number, parts: number): number[] {
  const share = Math.floor(total / parts);
  const rest = total - share * parts;
  return Array.from({ length: parts }, (_, index) => share + (index < rest ? 1 : 0));
}
