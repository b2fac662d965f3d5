import { Injectable } from '@nestjs/common';
import { fail, succeed, type Result } from '../domain/failure.js';
import { compileSop } from '../domain/sop/compile.js';
import { type CompiledSop } from '../domain/sop/sop.js';
import { SettingsStore, type SopVersionView } from '../negotiations/ports/settings-store.js';
import { BUILT_IN_VERSION, BUILT_IN_YAML, builtInSop } from '../platform/built-in-sop.js';
import { loadSopDefinition, type LocatedSopError } from '../platform/sop-file.js';
import { Clock } from './ports/clock.js';

/** Compiled definitions by tenant, id and version. A conversation stays with the version that it began with. */
@Injectable()
export class SopLibrary {
  private readonly compiledVersions = new Map<string, CompiledSop>();
  /** Every tenant has it without publishing anything. */
  private readonly builtIn = builtInSop();

  constructor(
    private readonly store: SettingsStore,
    private readonly clock: Clock,
  ) {}

  get defaultId(): string {
    return this.builtIn.id;
  }

  /** @throws where the version does not exist: a conversation refers to it, so it must. */
  async compiled(tenantId: string, id: string, version: number): Promise<CompiledSop> {
    if (version === BUILT_IN_VERSION && id === this.builtIn.id) return this.builtIn;
    const key = `${tenantId}/${id}/${version}`;
    const cached = this.compiledVersions.get(key);
    if (cached) return cached;
    const yaml = await this.store.sopYaml(tenantId, id, version);
    if (yaml === null) throw new Error(`Version ${version} of the procedure ${id} does not exist`);
    const loaded = loadSopDefinition(yaml, `${id}@${version}`);
    if (!loaded.ok)
      throw new Error(`Version ${version} of the procedure ${id} no longer loads: ${JSON.stringify(loaded.errors)}`);
    const compiled = compileSop(loaded.definition, version);
    this.compiledVersions.set(key, compiled);
    return compiled;
  }

  /** The version that new conversations begin with; null for an id that the tenant does not have. */
  async active(tenantId: string, id: string = this.builtIn.id): Promise<{ id: string; version: number } | null> {
    const version = await this.store.activeSop(tenantId, id);
    if (version !== null) return { id, version };
    return id === this.builtIn.id ? { id, version: BUILT_IN_VERSION } : null;
  }

  async versions(tenantId: string): Promise<SopVersionView[]> {
    const published = await this.store.sopVersions(tenantId);
    const active = await this.active(tenantId);
    const builtIn: SopVersionView = {
      id: this.builtIn.id,
      version: BUILT_IN_VERSION,
      publishedAt: new Date(0).toISOString(),
      publishedBy: 'parley',
      active: active?.version === BUILT_IN_VERSION,
    };
    return [builtIn, ...published];
  }

  async yaml(tenantId: string, id: string, version: number): Promise<string | null> {
    if (version === BUILT_IN_VERSION && id === this.builtIn.id) return BUILT_IN_YAML;
    return this.store.sopYaml(tenantId, id, version);
  }

  validate(yaml: string): { ok: true; id: string } | { ok: false; errors: LocatedSopError[] } {
    const loaded = loadSopDefinition(yaml, 'definition');
    return loaded.ok ? { ok: true, id: loaded.definition.id } : loaded;
  }

  /** Stores a valid definition as the tenant's next version and makes it active for new conversations. */
  async publish(tenantId: string, yaml: string, by: string): Promise<Result<{ id: string; version: number }>> {
    const validated = this.validate(yaml);
    if (!validated.ok) {
      const errors = validated.errors.map((error) => ({ path: error.path, message: `${error.message} (line ${error.line})` }));
      return fail('invalid', 'The definition is not valid', errors);
    }
    let version: number;
    do {
      const known = await this.store.sopVersions(tenantId, validated.id);
      version = Math.max(BUILT_IN_VERSION, ...known.map((view) => view.version)) + 1;
      // Somebody else may have published in between: then ours is the next one.
    } while (!(await this.store.publishSop(tenantId, validated.id, version, yaml, by, this.clock.now())));
    return succeed({ id: validated.id, version });
  }

  /** Makes an earlier version active for new conversations; running ones keep theirs. */
  async rollBack(tenantId: string, id: string, version: number): Promise<Result<{ id: string; version: number }>> {
    const yaml = await this.yaml(tenantId, id, version);
    if (yaml === null) return fail('not_found', `There is no version ${version} of ${id}`);
    await this.store.activateSop(tenantId, id, version);
    return succeed({ id, version });
  }
}
