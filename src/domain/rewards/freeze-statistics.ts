import { type PartnerAct, type Stage } from '../taxonomy.js';
import { cellKey, QUANTILES, type QuantileCell, type RewardStatistics, type SourceIdentity } from './statistics.js';

/** One reply of the reference policy, with its raw sources. */
export interface ReferenceReply {
  rm?: number;
  rj: number;
  rf: number;
  stage: Stage;
  partnerAct: PartnerAct | null;
}

/**
 * Statistics of the reference replies, to be stored and used unchanged from then on.
 * @throws on no replies, and where the reward model does not tell replies apart: a spec cannot be built on that.
 */
export function freezeStatistics(id: string, identity: SourceIdentity, replies: readonly ReferenceReply[]): RewardStatistics {
  if (replies.length === 0) throw new Error('There are no replies to measure');
  const moments = (values: number[]): { mean: number; sd: number } => ({ mean: meanOf(values), sd: spreadOf(values) });
  const statistics = {
    id,
    replies: replies.length,
    identity,
    judge: moments(replies.map((reply) => reply.rj)),
    rules: moments(replies.map((reply) => reply.rf)),
  };
  const scored = replies.flatMap((reply) => (reply.rm === undefined ? [] : [{ ...reply, rm: reply.rm }]));
  if (scored.length === 0) return statistics;
  const raw = scored.map((reply) => reply.rm);
  const [median] = quantilesOf(raw, 1);
  const sd = spreadOf(raw);
  if (median === undefined || !(sd > 0)) throw new Error('The reward model gives every reply the same score');

  const groups = new Map<string, number[]>();
  for (const { rm, stage, partnerAct } of scored) {
    for (const key of ['all', stage, cellKey(stage, partnerAct)]) {
      const group = groups.get(key);
      if (group) group.push((rm - median) / sd);
      else groups.set(key, [(rm - median) / sd]);
    }
  }
  const cells = [...groups].map(([key, values]): [string, QuantileCell] => [
    key,
    { replies: values.length, quantiles: quantilesOf(values, QUANTILES) },
  ]);
  return {
    ...statistics,
    rm: { median, sd },
    quantiles: {
      all: cells.find(([key]) => key === 'all')![1],
      stages: Object.fromEntries(cells.filter(([key]) => key !== 'all' && !key.includes('/'))),
      cells: Object.fromEntries(cells.filter(([key]) => key.includes('/'))),
    },
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation of the population. */
function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

/** The middles of `count` equal shares, interpolated between neighbours; the median for one. */
function quantilesOf(values: readonly number[], count: number): number[] {
  const sorted = [...values].sort((one, other) => one - other);
  return Array.from({ length: count }, (_, index) => {
    const position = ((index + 0.5) / count) * sorted.length - 0.5;
    const below = Math.min(Math.max(Math.floor(position), 0), sorted.length - 1);
    const above = Math.min(below + 1, sorted.length - 1);
    const share = Math.min(Math.max(position - below, 0), 1);
    // Written so that rounding cannot make it fall: equal neighbours give their value, and it never passes the upper one.
    return Math.min(sorted[below]! + (sorted[above]! - sorted[below]!) * share, sorted[above]!);
  });
}
