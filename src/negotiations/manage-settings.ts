import { Injectable } from '@nestjs/common';
import { fail, succeed, type Failure, type Result } from '../domain/failure.js';
import { type GuardrailMode } from '../domain/guardrails/guardrail.js';
import { GUARDRAILS } from '../domain/guardrails/registry.js';
import { type DraftingSettings, DraftingSettingsLibrary } from '../turn/drafting-settings.js';
import { GuardrailModes } from '../turn/guardrail-modes.js';
import { Clock } from '../turn/ports/clock.js';
import { ModelDirectory, type PolicyModelOption } from '../turn/ports/model-directory.js';
import { PolicyRegistry } from '../turn/ports/reply-policy.js';
import { SopLibrary } from '../turn/sop-library.js';
import { type Actor, auditEntry } from './actor.js';
import { NegotiationQueries } from './ports/negotiation-queries.js';
import { type DraftingChange, SettingsStore } from './ports/settings-store.js';
import { faultsOfArm, faultsOfPolicyModel, servingPolicyModel } from './who-writes.js';

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
  arm: string | null;
  policyModel: string | null;
  defaults: DraftingSettings;
  changedAt?: string;
  changedBy?: string;
}

/** `chosen`: it writes for the tenant's negotiations of the arm `onnx`. */
export type PolicyModelView = PolicyModelOption & { chosen: boolean };

/** What ops change at run time: modes of guardrails, drafting, procedures. Every change is in the audit log. */
@Injectable()
export class ManageSettings {
  constructor(
    private readonly store: SettingsStore,
    private readonly modes: GuardrailModes,
    private readonly draftingSettings: DraftingSettingsLibrary,
    private readonly sops: SopLibrary,
    private readonly queries: NegotiationQueries,
    private readonly policies: PolicyRegistry,
    private readonly models: ModelDirectory,
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
    const { arm = null, policyModel = null } = overrides;
    const { defaults } = this.draftingSettings;
    return { candidates, temperature, maximumDeductions, exploration, arm, policyModel, defaults, ...changed };
  }

  /** The models that may write for a tenant, and the one that does. */
  async policyModels(tenantId: string): Promise<PolicyModelView[]> {
    const { policyModel } = await this.draftingSettings.of(tenantId);
    const options = this.models.policies();
    const chosen = servingPolicyModel(options, policyModel);
    return options.map((option) => ({ ...option, chosen: option.identity === chosen }));
  }

  /** A model is opened and checked before it is chosen: what cannot write is refused, and the one before goes on. */
  async changeDrafting(input: { tenantId: string; change: DraftingChange; actor: Actor }): Promise<Result<DraftingView>> {
    const { tenantId, change, actor } = input;
    const errors = this.errorsOf(change);
    if (errors.length > 0) return fail('invalid', 'The settings are not valid', errors);
    if (typeof change.policyModel === 'string') {
      const reason = await this.models.prepare(change.policyModel);
      if (reason !== null) return fail('model_refused', 'The model must not be used', [{ path: 'policyModel', message: reason }]);
    }
    await this.draftingSettings.change(tenantId, change, actor.name);
    await this.audit(tenantId, auditEntry(actor, 'drafting.changed', change));
    return succeed(await this.drafting(tenantId));
  }

  private errorsOf({ arm, policyModel }: DraftingChange): NonNullable<Failure['errors']> {
    return [
      ...(typeof arm === 'string' ? faultsOfArm(this.policies, arm, 'arm') : []),
      ...(typeof policyModel === 'string' ? faultsOfPolicyModel(this.models.policies(), policyModel, 'policyModel') : []),
    ];
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
