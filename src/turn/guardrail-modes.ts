import { Injectable } from '@nestjs/common';
import { type GuardrailMode } from '../domain/guardrails/guardrail.js';
import { SettingsStore } from '../negotiations/ports/settings-store.js';
import { Clock } from './ports/clock.js';

/** A change in another process is seen within this time; one in this process at once. */
const CACHE_MS = 2_000;

/** Which guardrails of a tenant are enforced, watched or off. */
@Injectable()
export class GuardrailModes {
  private readonly cache = new Map<string, { modes: Record<string, GuardrailMode>; until: number }>();

  constructor(
    private readonly store: SettingsStore,
    private readonly clock: Clock,
  ) {}

  async modes(tenantId: string): Promise<Record<string, GuardrailMode>> {
    const now = this.clock.now().getTime();
    const cached = this.cache.get(tenantId);
    if (cached && cached.until > now) return cached.modes;
    const settings = await this.store.guardrailModes(tenantId);
    const modes = Object.fromEntries(Object.entries(settings).map(([guardrail, setting]) => [guardrail, setting.mode]));
    this.cache.set(tenantId, { modes, until: now + CACHE_MS });
    return modes;
  }

  async set(tenantId: string, guardrail: string, mode: GuardrailMode, by: string): Promise<void> {
    await this.store.setGuardrailMode(tenantId, guardrail, mode, by, this.clock.now());
    this.cache.delete(tenantId);
  }
}
