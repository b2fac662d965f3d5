import { Injectable } from '@nestjs/common';
import { type DraftingOverrides } from '../domain/experiments/drafting-overrides.js';
import { type DraftingChange, SettingsStore } from '../negotiations/ports/settings-store.js';
import { Clock } from './ports/clock.js';
import { PolicyRegistry } from './ports/reply-policy.js';
import { RewardSettings } from './reward-settings.js';
import { TurnSettingsProvider } from './turn-settings.js';

/** As it is done: absent are a temperature that the policy decides itself, and a model where the arm's own writes. */
export type DraftingSettings = Required<Omit<DraftingOverrides, 'temperature' | 'policyModel'>> &
  Pick<DraftingOverrides, 'temperature' | 'policyModel'>;

/** A change in another process is seen within this time; one in this process at once. */
const CACHE_MS = 2_000;

/** How replies are drafted, tenant by tenant. */
@Injectable()
export class DraftingSettingsLibrary {
  private readonly cache = new Map<string, { overrides: DraftingOverrides; until: number }>();

  constructor(
    private readonly store: SettingsStore,
    private readonly clock: Clock,
    private readonly turn: TurnSettingsProvider,
    private readonly rewards: RewardSettings,
    private readonly policies: PolicyRegistry,
  ) {}

  /** The installation's own. */
  get defaults(): DraftingSettings {
    return {
      candidates: this.turn.settings.candidates,
      maximumDeductions: this.rewards.maximumDeductions,
      exploration: 0,
      arm: this.policies.defaultArm,
    };
  }

  async of(tenantId: string): Promise<DraftingSettings> {
    return { ...this.defaults, ...(await this.overrides(tenantId)) };
  }

  /** What was set is set, what is null is the installation's again, what is absent stays. */
  async change(tenantId: string, change: DraftingChange, by: string): Promise<void> {
    await this.store.changeDrafting(tenantId, change, by, this.clock.now());
    this.cache.delete(tenantId);
  }

  private async overrides(tenantId: string): Promise<DraftingOverrides> {
    const now = this.clock.now().getTime();
    const cached = this.cache.get(tenantId);
    if (cached && cached.until > now) return cached.overrides;
    const { overrides } = await this.store.drafting(tenantId);
    this.cache.set(tenantId, { overrides, until: now + CACHE_MS });
    return overrides;
  }
}
