import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { DiffTarget, MigrationList, SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm';
import * as engineBindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';
import { migrationAdapterFactory } from './migration-adapter.js';

// Node's types leave WebAssembly to the DOM library, which a server does not load.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: Record<string, unknown> };
};

const NO_FILTERS = { externalTables: [], externalEnums: [] };
let loaded = false;

function loadEngine(): void {
  if (loaded) return;
  const directory = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(join(directory, 'schema_engine_bg.wasm'))), {
    './schema_engine_bg.js': engineBindings,
  });
  const glue = engineBindings as unknown as { __wbg_set_wasm(exports: unknown): void };
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  loaded = true;
}

function readSchema(path: string): SchemasContainer {
  return { files: [{ path, content: readFileSync(path, 'utf8') }] };
}

function readMigrations(directory: string): MigrationList {
  const lock = join(directory, 'migration_lock.toml');
  const names = existsSync(directory)
    ? readdirSync(directory, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
  return {
    baseDir: resolve(directory),
    lockfile: { path: 'migration_lock.toml', content: existsSync(lock) ? readFileSync(lock, 'utf8') : null },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: readFileSync(join(directory, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

/** Prisma's own schema engine as WebAssembly: migrations without a native binary, compatible with `prisma migrate deploy`. */
export class Migrator {
  private constructor(
    private readonly engine: SchemaEngine,
    private readonly schemaPath: string,
    private readonly migrationsPath: string,
  ) {}

  /** The pool must have one connection and be ended after {@link close}. */
  static async open(pool: pg.Pool, schemaPath: string, migrationsPath: string): Promise<Migrator> {
    loadEngine();
    const schema = readSchema(schemaPath);
    const bindings = engineBindings as unknown as { SchemaEngine: typeof SchemaEngine };
    const engine = await bindings.SchemaEngine.new(
      { datamodels: schema.files.map((file) => [file.path, file.content]) },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(migrationAdapterFactory(pool)),
    );
    return new Migrator(engine, schemaPath, migrationsPath);
  }

  /** Applies what is missing; answers with the names applied. */
  async deploy(): Promise<string[]> {
    const list = readMigrations(this.migrationsPath);
    return (await this.engine.applyMigrations({ migrationsList: list, filters: NO_FILTERS })).appliedMigrationNames;
  }

  /** SQL that the migrations still miss to build the schema; empty where they agree. Replays them on a shadow database. */
  async drift(): Promise<string> {
    const result = await this.diff({ tag: 'migrations', ...readMigrations(this.migrationsPath) });
    return result.exitCode === 0 ? '' : (result.stdout ?? '');
  }

  /** The same for the database that the pool is connected to. */
  async databaseDrift(): Promise<string> {
    const result = await this.diff({ tag: 'schemaDatasource', ...readSchema(this.schemaPath), configDir: '.' });
    return result.exitCode === 0 ? '' : (result.stdout ?? '');
  }

  close(): void {
    this.engine.free();
  }

  private diff(from: DiffTarget) {
    const to: DiffTarget = { tag: 'schemaDatamodel', ...readSchema(this.schemaPath) };
    return this.engine.diff({ from, to, script: true, exitCode: true, filters: NO_FILTERS });
  }
}
