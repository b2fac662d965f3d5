import { type GuardrailMode } from '../../domain/guardrails/guardrail.js';
import { RunningExperiments } from '../../negotiations/ports/experiment-store.js';
import { type DraftingState, SettingsStore, type SopVersionView } from '../../negotiations/ports/settings-store.js';
import { TenantDirectory } from '../../turn/ports/tenant-directory.js';

/** An installation in which nobody has changed anything: the procedure that ships, every guardrail enforced. */
export class UnchangedSettings extends SettingsStore {
  guardrailModes(): Promise<Record<string, { mode: GuardrailMode; changedAt: string; changedBy: string }>> {
    return Promise.resolve({});
  }

  setGuardrailMode(): Promise<void> {
    return Promise.reject(new Error('Settings in memory cannot be changed'));
  }

  drafting(): Promise<DraftingState> {
    return Promise.resolve({ overrides: {} });
  }

  changeDrafting(): Promise<void> {
    return Promise.reject(new Error('Settings in memory cannot be changed'));
  }

  sopVersions(): Promise<SopVersionView[]> {
    return Promise.resolve([]);
  }

  sopYaml(): Promise<string | null> {
    return Promise.resolve(null);
  }

  activeSop(): Promise<number | null> {
    return Promise.resolve(null);
  }

  publishSop(): Promise<boolean> {
    return Promise.reject(new Error('Settings in memory cannot be changed'));
  }

  activateSop(): Promise<void> {
    return Promise.reject(new Error('Settings in memory cannot be changed'));
  }
}

/** An installation in which nothing is compared. */
export class NoExperiments extends RunningExperiments {
  running(): Promise<null> {
    return Promise.resolve(null);
  }
}

/** One tenant, with a secret that a simulation can repeat. */
export class SingleTenant extends TenantDirectory {
  constructor(
    /** Changes with the conversation where it differs from one to the next. */
    private readonly name: () => string,
    private readonly secret: Buffer,
  ) {
    super();
  }

  otaName(): Promise<string> {
    return Promise.resolve(this.name());
  }

  concessionSecret(): Promise<Buffer> {
    return Promise.resolve(this.secret);
  }
}
