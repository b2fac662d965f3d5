import { Injectable } from '@nestjs/common';
import { fail, succeed, type Result } from '../domain/failure.js';
import { type GuardrailMode } from '../domain/guardrails/guardrail.js';
import { GUARDRAILS } from '../domain/guardrails/registry.js';
import { type DraftingSettings, DraftingSettingsLibrary } from '../turn/drafting-settings.js';
import { GuardrailModes } from '../turn/guardrail-modes.js';
import { Clock } from '../turn/ports/clock.js';
import { SopLibrary } from '../turn/sop-library.js';
import { type Actor, auditEntry } from './actor.js';
import { NegotiationQueries } from './ports/negotiation-queries.js';
import { type DraftingChange, SettingsStore } from './ports/settings-store.js';

export interface GuardrailView {
  id: string;
  title: string;
  blocking: boolean;
  severity: number;
  locked: boolean;
  appliesToHumans: boolean;
  mode: GuardrailMode;
  changedAt?: string;
  changedBy?: string;
}

/** Null: as the installation does it. */
export interface DraftingView {
  candidates: number | null;
  temperature: number | null;
  maximumDeductions: number | null;
  exploration: number | null;
  defaults: DraftingSettings;
  changedAt?: string;
  changedBy?: string;
}

/** What ops change at run time: modes of guardrails, procedures. Every change is in the audit log. */
@Injectable()
export class ManageSettings {
  constructor(
    private readonly store: SettingsStore,
    private readonly modes: GuardrailModes,
    private readonly draftingSettings: DraftingSettingsLibrary,
    private readonly sops: SopLibrary,
    private readonly queries: NegotiationQueries,
    private readonly clock: Clock,
  ) {}

  async guardrails(tenantId: string): Promise<GuardrailView[]> {
    const settings = await this.store.guardrailModes(tenantId);
    return GUARDRAILS.map(({ id, title, blocking, severity, locked, appliesToHumans }) => {
      const setting = locked ? undefined : settings[id];
      return { id, title, blocking, severity, locked, appliesToHumans, mode: 'enforce', ...setting };
    });
  }

  async setGuardrailMode(input: {
    tenantId: string;
    guardrail: string;
    mode: GuardrailMode;
    actor: Actor;
  }): Promise<Result<GuardrailView>> {
    const { tenantId, mode, actor } = input;
    const guardrail = GUARDRAILS.find((each) => each.id === input.guardrail);
    if (!guardrail) return fail('not_found', 'There is no such guardrail');
    if (guardrail.locked) return fail('locked_setting', 'This guardrail is always enforced');
    await this.modes.set(tenantId, guardrail.id, mode, actor.name);
    await this.audit(tenantId, auditEntry(actor, 'guardrail.mode_set', { guardrail: guardrail.id, mode }));
    return succeed((await this.guardrails(tenantId)).find((each) => each.id === guardrail.id)!);
  }

  async drafting(tenantId: string): Promise<DraftingView> {
    const { overrides, ...changed } = await this.store.drafting(tenantId);
    const { candidates = null, temperature = null, maximumDeductions = null, exploration = null } = overrides;
    const { defaults } = this.draftingSettings;
    return { candidates, temperature, maximumDeductions, exploration, defaults, ...changed };
  }

  async changeDrafting(input: { tenantId: string; change: DraftingChange; actor: Actor }): Promise<DraftingView> {
    const { tenantId, change, actor } = input;
    await this.draftingSettings.change(tenantId, change, actor.name);
    await this.audit(tenantId, auditEntry(actor, 'drafting.changed', change));
    return this.drafting(tenantId);
  }

  async publishSop(input: { tenantId: string; yaml: string; actor: Actor }): Promise<Result<{ id: string; version: number }>> {
    const published = await this.sops.publish(input.tenantId, input.yaml, input.actor.name);
    if (published.ok) await this.audit(input.tenantId, auditEntry(input.actor, 'sop.published', published.value));
    return published;
  }

  async rollBackSop(input: {
    tenantId: string;
    id: string;
    version: number;
    actor: Actor;
  }): Promise<Result<{ id: string; version: number }>> {
    const rolledBack = await this.sops.rollBack(input.tenantId, input.id, input.version);
    if (rolledBack.ok) await this.audit(input.tenantId, auditEntry(input.actor, 'sop.rolled_back', rolledBack.value));
    return rolledBack;
  }

  private async audit(tenantId: string, entry: ReturnType<typeof auditEntry>): Promise<void> {
    await this.queries.recordAudit(tenantId, entry, this.clock.now());
  }
}
