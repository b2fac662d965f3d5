import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/config/paths.js';
import { runCrashTest } from '../crash/run-crash-test.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { postgresIsThere, TEST_SERVER_URL } from '../support/databases.js';
import { redisIsThere } from '../support/redis.js';

const BUILD_LIMIT_MS = 150_000;
const RUN_LIMIT_MS = 90_000;

/** The short version of `npm run crash-test`; docs/reliability.md says what it proves. */
describe.skipIf(!postgresIsThere)(
  `a server on PostgreSQL that is killed at random (skipped where none answers at ${new URL(TEST_SERVER_URL).host})`,
  () => {
    beforeAll(async () => {
      await promisify(execFile)(process.execPath, [join(projectRoot, 'scripts', 'build.mjs'), '--if-stale']);
    }, BUILD_LIMIT_MS);

    it(
      'loses nothing, doubles nothing and leaves nothing undecided over three kills',
      async () => {
        const result = await runCrashTest({
          serverFile: join(projectRoot, 'dist', 'main.js'),
          nodes: 1,
          kills: 3,
          databaseCrashes: 0,
          splits: 0,
          partners: 4,
          seed: 7,
          receiptsPerLife: 4,
          lifeMs: 800,
          patienceMs: 120,
          quietLimitMs: 30_000,
        });
        expect(result.violations).toEqual([]);
        expect(result.becameQuiet).toBe(true);
        expect(result.serverErrors).toEqual([]);
        expect(result.counts.acknowledged).toBeGreaterThan(10);
      },
      RUN_LIMIT_MS,
    );
  },
);

describe.skipIf(!OwnPostgres.isPossible || !redisIsThere)(
  'two processes (skipped without Redis and the programs of a PostgreSQL server)',
  () => {
    beforeAll(async () => {
      await promisify(execFile)(process.execPath, [join(projectRoot, 'scripts', 'build.mjs'), '--if-stale']);
    }, BUILD_LIMIT_MS);

    it(
      'lose nothing, double nothing and go on by themselves when one is killed, the network splits and the database crashes',
      async () => {
        const result = await runCrashTest({
          serverFile: join(projectRoot, 'dist', 'main.js'),
          nodes: 2,
          kills: 2,
          databaseCrashes: 1,
          splits: 2,
          partners: 4,
          seed: 11,
          receiptsPerLife: 4,
          lifeMs: 800,
          patienceMs: 120,
          quietLimitMs: 30_000,
        });
        expect(result.violations).toEqual([]);
        expect(result.becameQuiet).toBe(true);
        expect(result.crashes).toEqual([]);
        expect(result.faults).toMatchObject({ kills: 2, databaseCrashes: 1, splits: 2 });
        expect(result.counts.acknowledged).toBeGreaterThan(10);
      },
      RUN_LIMIT_MS,
    );
  },
);
