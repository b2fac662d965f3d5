import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedEngine } from '../../../src/adapters/prisma/database/embedded-engine.js';
import { embeddedPool } from '../../../src/adapters/prisma/database/embedded-pool.js';
import { Migrator } from '../../../src/adapters/prisma/database/migrator.js';
import { projectRoot } from '../../../src/config/paths.js';

describe('the migrations', () => {
  let embedded: EmbeddedEngine;
  let migrator: Migrator;
  beforeAll(async () => {
    embedded = new EmbeddedEngine({});
    migrator = await Migrator.open(
      embeddedPool(embedded, 1),
      join(projectRoot, 'prisma/schema.prisma'),
      join(projectRoot, 'prisma/migrations'),
    );
  });
  afterAll(async () => {
    migrator.close();
    await embedded.close();
  });

  it('build exactly the schema: a change of one without the other fails here', async () => {
    expect(await migrator.drift()).toBe('');
  });

  it('are applied once', async () => {
    expect((await migrator.deploy()).length).toBeGreaterThan(0);
    expect(await migrator.deploy()).toEqual([]);
  });
});
