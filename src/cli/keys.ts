import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { openDatabase } from '../adapters/prisma/open-database.js';
import { PrismaAccessStore } from '../adapters/prisma/stores/prisma-access-store.js';
import { readConfiguration } from '../config/configuration.js';
import { projectRoot } from '../config/paths.js';
import { SCOPES, type Scope } from '../negotiations/ports/access-store.js';
import { SystemClock } from '../platform/system-clock.js';
import { SystemRandomness } from '../platform/system-randomness.js';

const USAGE = `Creates an API key and prints it once, as JSON. The database is the one that the server uses (DATABASE_URL or DATA_DIR);
an embedded database must not be in use by a running server.

  npm run -s keys -- create --tenant NAME [--ota "Name towards partners"] --name "Who uses it" --scopes ota,ops:read [--expires 2027-01-31T00:00:00Z]

Scopes: ${SCOPES.join(', ')}. A key for ops names one person.`;

function refuse(message: string): never {
  console.error(`${message}\n\n${USAGE}`);
  process.exit(1);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tenant: { type: 'string' },
    ota: { type: 'string' },
    name: { type: 'string' },
    scopes: { type: 'string' },
    expires: { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
if (positionals[0] !== 'create' || positionals.length > 1) refuse('The only command is "create".');
const { tenant, name } = values;
if (!tenant || !name) refuse('--tenant and --name are needed.');
const scopes = (values.scopes ?? '').split(',').map((scope) => scope.trim());
const unknown = scopes.filter((scope) => !(SCOPES as readonly string[]).includes(scope));
if (unknown.length > 0) refuse(`Unknown scope: ${unknown.join(', ') || '(none given)'}.`);
const expiresAt = values.expires === undefined ? undefined : new Date(values.expires);
if (expiresAt && Number.isNaN(expiresAt.getTime())) refuse('--expires must be a time such as 2027-01-31T00:00:00Z.');

const configuration = readConfiguration();
const clock = new SystemClock();
const { database } = await openDatabase(
  {
    ...(configuration.databaseUrl ? { url: configuration.databaseUrl } : { dataDirectory: configuration.dataDirectory }),
    ...(configuration.masterKey ? { masterKey: configuration.masterKey } : {}),
    prismaDirectory: join(projectRoot, 'prisma'),
  },
  clock.now(),
);
try {
  const access = new PrismaAccessStore(database, new SystemRandomness(), clock);
  const created = await access.createKey(
    {
      tenant,
      ...(values.ota === undefined ? {} : { ota: values.ota }),
      name,
      scopes: scopes as Scope[],
      ...(expiresAt ? { expiresAt } : {}),
    },
    clock.now(),
  );
  console.log(JSON.stringify({ ...created, scopes }));
} finally {
  await database.close();
}
// The engine that migrates keeps a timer of 10 s (its wait for the migration lock) that nobody can cancel.
process.exit(0);
