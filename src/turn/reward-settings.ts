import { type RewardSpec } from '../domain/rewards/spec.js';
import { faultsOf, type RewardStatistics } from '../domain/rewards/statistics.js';

/** How candidates are scored and from which verdict on they are not sent. */
export class RewardSettings {
  /** @throws where the statistics cannot be scored with: better no start than rewards that mean nothing. */
  constructor(
    readonly spec: RewardSpec,
    readonly specHash: string,
    readonly statistics: RewardStatistics,
    /** A reply with more deductions than this is not sent, however it ranks. */
    readonly maximumDeductions: number,
  ) {
    const faults = faultsOf(statistics);
    if (faults.length > 0) throw new Error(`The reward statistics ${statistics.id} are faulty: ${faults.join('; ')}`);
  }
}
