import { type PartnerAct, type Stage } from '../taxonomy.js';

/** Reference points of a quantile cell: the scale that PAR-style rewards compare with. */
export const QUANTILES = 16;
/** A cell with fewer replies says too little about its kind of moment. */
const SMALLEST_CELL = 200;

/** Which reward model, judge and rubric the numbers were measured with. */
export interface SourceIdentity {
  /** Null: there was no reward model. */
  rm: string | null;
  judge: string;
  rubric: string;
}

export interface QuantileCell {
  replies: number;
  /** {@link QUANTILES} values of the normalised r, ascending. */
  quantiles: readonly number[];
}

export interface QuantileTable {
  all: QuantileCell;
  stages: Partial<Record<Stage, QuantileCell>>;
  /** By {@link cellKey}. */
  cells: Readonly<Record<string, QuantileCell>>;
}

/** Measured once over replies of the reference policy, then frozen and hashed into the spec. */
export interface RewardStatistics {
  id: string;
  /** How many replies they were measured on; 0 for published constants. */
  replies: number;
  /** `any`: published constants, which belong to no model. */
  identity: SourceIdentity | 'any';
  /** Raw scores of the reward model. */
  rm?: { median: number; sd: number };
  /** J, −100 to 100. */
  judge: { mean: number; sd: number };
  /** F, −100 to 0. */
  rules: { mean: number; sd: number };
  quantiles?: QuantileTable;
}

/**
 * Constants for ranking without a reward model: a decent reply loses about ten points (J = 80) and a rule deduction
 * now and then.
 */
export const JUDGE_RULES_STATISTICS: RewardStatistics = Object.freeze({
  id: 'judge-rules-1',
  replies: 0,
  identity: 'any',
  judge: { mean: 80, sd: 20 },
  rules: { mean: -5, sd: 10 },
});

export function cellKey(stage: Stage, partnerAct: PartnerAct | null): string {
  return `${stage}/${partnerAct ?? 'none'}`;
}

/** The quantiles to compare a reply of this moment with: of stage and partner act, else of the stage, else of all. */
export function quantilesFor(table: QuantileTable, stage: Stage, partnerAct: PartnerAct | null): readonly number[] {
  const cells = [table.cells[cellKey(stage, partnerAct)], table.stages[stage]];
  return (cells.find((cell) => cell !== undefined && cell.replies >= SMALLEST_CELL) ?? table.all).quantiles;
}

/** Why the statistics cannot be used with these sources; undefined where they can. Sources that are not given are not compared. */
export function mismatchOf({ id, identity }: RewardStatistics, sources: Partial<SourceIdentity>): string | undefined {
  if (identity === 'any') return undefined;
  const others = (['rm', 'judge', 'rubric'] as const).filter(
    (source) => sources[source] !== undefined && identity[source] !== sources[source],
  );
  return others.length === 0 ? undefined : `the statistics ${id} belong to another ${others.join(' and ')}`;
}

/** What is wrong with statistics read from a file; empty where nothing is. */
export function faultsOf(statistics: RewardStatistics): string[] {
  const faults: string[] = [];
  const spread = (name: string, sd: number, centre: number): void => {
    if (!Number.isFinite(centre)) faults.push(`${name}: the centre is not a number`);
    if (!(Number.isFinite(sd) && sd >= 0)) faults.push(`${name}.sd: must be 0 or more`);
  };
  spread('judge', statistics.judge.sd, statistics.judge.mean);
  spread('rules', statistics.rules.sd, statistics.rules.mean);
  if (statistics.rm) {
    spread('rm', statistics.rm.sd, statistics.rm.median);
    if (statistics.rm.sd === 0) faults.push('rm.sd: a reward model without spread cannot rank');
  }
  const { quantiles } = statistics;
  if (quantiles) {
    const cells = Object.entries({ all: quantiles.all, ...quantiles.stages, ...quantiles.cells });
    for (const [name, cell] of cells) {
      const ascending = cell.quantiles.every(
        (value, index, all) => Number.isFinite(value) && (index === 0 || value >= all[index - 1]!),
      );
      if (cell.quantiles.length !== QUANTILES || !ascending)
        faults.push(`quantiles ${name}: must be ${QUANTILES} ascending numbers`);
    }
  }
  return faults;
}
