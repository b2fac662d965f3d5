import { PolicyRegistry, type ReplyPolicy } from './ports/reply-policy.js';

/** The arms that this installation has. An arm it does not have is answered for by the default, visibly. */
export class ConfiguredPolicyRegistry extends PolicyRegistry {
  private readonly byArm: ReadonlyMap<string, ReplyPolicy>;

  constructor(
    policies: readonly ReplyPolicy[],
    readonly defaultArm: string,
  ) {
    super();
    this.byArm = new Map(policies.map((policy) => [policy.arm, policy]));
    if (!this.byArm.has(defaultArm)) throw new Error(`The default arm ${defaultArm} is not configured`);
  }

  resolve(arm: string): { policy: ReplyPolicy; degraded: boolean } {
    const policy = this.byArm.get(arm);
    return policy ? { policy, degraded: false } : { policy: this.byArm.get(this.defaultArm)!, degraded: true };
  }

  arms(): string[] {
    return [...this.byArm.keys()];
  }
}
