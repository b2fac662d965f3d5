import { join } from 'node:path';
import { masterKeyFits, openDatabase } from '../adapters/prisma/open-database.js';
import { rotateMasterKey, ServersRunningError } from '../adapters/prisma/rotate-master-key.js';
import { readConfiguration } from '../config/configuration.js';
import { projectRoot } from '../config/paths.js';
import { SystemClock } from '../platform/system-clock.js';

const USAGE = `Wraps what the master key wraps with another one. Stop every server first.

  PARLEY_MASTER_KEY=… PARLEY_NEW_MASTER_KEY=… npm run -s rotate-master-key
      without PARLEY_MASTER_KEY: the key before is the one that is kept in the database, and leaves it`;

const configuration = readConfiguration();
const { newMasterKey } = configuration;
if (!newMasterKey) {
  console.error(`PARLEY_NEW_MASTER_KEY is not set.\n\n${USAGE}`);
  process.exit(1);
}
const { database } = await openDatabase(
  {
    ...(configuration.databaseUrl ? { url: configuration.databaseUrl } : { dataDirectory: configuration.dataDirectory }),
    ...(configuration.masterKey ? { masterKey: configuration.masterKey } : {}),
    prismaDirectory: join(projectRoot, 'prisma'),
    // Connections of this program are not to be taken for a server's.
    poolSize: 1,
  },
  new SystemClock().now(),
);
let problem: string | undefined;
try {
  if (!(await masterKeyFits(database))) problem = 'PARLEY_MASTER_KEY is not the key that this database was written with.';
  else console.log(JSON.stringify(await rotateMasterKey(database, newMasterKey)));
} catch (error) {
  if (!(error instanceof ServersRunningError)) throw error;
  problem = error.message;
} finally {
  await database.close();
}
if (problem !== undefined) console.error(problem);
// The engine that migrates keeps a timer of 10 s (its wait for the migration lock) that nobody can cancel.
process.exit(problem === undefined ? 0 : 1);
