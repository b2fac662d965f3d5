import { type DraftingOverrides } from '../../domain/experiments/drafting-overrides.js';
import { type GuardrailMode } from '../../domain/guardrails/guardrail.js';

export interface SopVersionView {
  id: string;
  version: number;
  publishedAt: string;
  publishedBy: string;
  active: boolean;
}

export interface DraftingState {
  overrides: DraftingOverrides;
  changedAt?: string;
  changedBy?: string;
}

/** Null: as the installation does it, again. Absent: as it is. */
export type DraftingChange = { [Name in keyof DraftingOverrides]?: DraftingOverrides[Name] | null };

/** What ops can change at run time, each per tenant. */
export abstract class SettingsStore {
  abstract guardrailModes(
    tenantId: string,
  ): Promise<Record<string, { mode: GuardrailMode; changedAt: string; changedBy: string }>>;
  abstract setGuardrailMode(tenantId: string, guardrail: string, mode: GuardrailMode, by: string, at: Date): Promise<void>;
  /** How replies are drafted for a tenant, where somebody has changed it. */
  abstract drafting(tenantId: string): Promise<DraftingState>;
  abstract changeDrafting(tenantId: string, change: DraftingChange, by: string, at: Date): Promise<void>;
  abstract sopVersions(tenantId: string, sopId?: string): Promise<SopVersionView[]>;
  /** The YAML of a version; null where the tenant has none of that number (built-in definitions are not stored). */
  abstract sopYaml(tenantId: string, sopId: string, version: number): Promise<string | null>;
  abstract activeSop(tenantId: string, sopId: string): Promise<number | null>;
  /** Stores it as a new version and makes it active for new conversations, in one transaction. False where that version exists already. */
  abstract publishSop(tenantId: string, sopId: string, version: number, yaml: string, by: string, at: Date): Promise<boolean>;
  /** Makes an existing version active again; 0 stands for the built-in definition. */
  abstract activateSop(tenantId: string, sopId: string, version: number): Promise<void>;
}
