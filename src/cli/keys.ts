import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { openDatabase } from '../adapters/prisma/open-database.js';
import { PrismaAccessStore } from '../adapters/prisma/stores/prisma-access-store.js';
import { readConfiguration } from '../config/configuration.js';
import { projectRoot } from '../config/paths.js';
import { type AccessStore, type ApiKey, SCOPES, type Scope } from '../negotiations/ports/access-store.js';
import { type Page } from '../negotiations/ports/negotiation-queries.js';
import { SystemClock } from '../platform/system-clock.js';
import { SystemRandomness } from '../platform/system-randomness.js';

const USAGE = `Makes, lists and revokes API keys. The database is the one that the server uses (DATABASE_URL or DATA_DIR);
an embedded database must not be in use by a running server.

  npm run -s keys -- create --tenant NAME [--ota "Name towards partners"] --name "Who uses it" --scopes ota,ops:read [--expires 2027-01-31T00:00:00Z]
      prints the key once, as JSON
  npm run -s keys -- list --tenant NAME
      prints a line of JSON for each, the latest first
  npm run -s keys -- revoke --tenant NAME --id ID
      running servers refuse it within five seconds

Scopes: ${SCOPES.join(', ')}. A key for ops names one person.`;

const LISTED = 200;

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
    id: { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const command = commandOf(positionals);
const { tenant } = values;
if (!tenant) refuse('--tenant is needed.');

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
let problem: string | undefined;
try {
  problem = await command(new PrismaAccessStore(database, new SystemRandomness(), clock), tenant);
} finally {
  await database.close();
}
if (problem !== undefined) console.error(problem);
// The engine that migrates keeps a timer of 10 s (its wait for the migration lock) that nobody can cancel.
process.exit(problem === undefined ? 0 : 1);

/** What is to be done; it answers with what was wrong. Bad arguments end the program before a database is opened. */
function commandOf([name, ...rest]: string[]): (access: AccessStore, tenant: string) => Promise<string | undefined> {
  if (rest.length > 0) refuse(`Unexpected: ${rest.join(' ')}.`);
  if (name === 'create') return creating();
  if (name === 'list') return list;
  if (name === 'revoke') return revoking();
  return refuse('The commands are "create", "list" and "revoke".');
}

function creating() {
  const { name } = values;
  if (!name) refuse('--name is needed.');
  const scopes = (values.scopes ?? '').split(',').map((scope) => scope.trim());
  const unknown = scopes.filter((scope) => !(SCOPES as readonly string[]).includes(scope));
  if (unknown.length > 0) refuse(`Unknown scope: ${unknown.join(', ') || '(none given)'}.`);
  const expiresAt = values.expires === undefined ? undefined : new Date(values.expires);
  if (expiresAt && Number.isNaN(expiresAt.getTime())) refuse('--expires must be a time such as 2027-01-31T00:00:00Z.');
  return async (access: AccessStore, tenant: string): Promise<undefined> => {
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
  };
}

async function list(access: AccessStore, tenant: string): Promise<string | undefined> {
  const tenantId = await access.tenantNamed(tenant);
  if (tenantId === null) return 'There is no such tenant.';
  let cursor: string | null = null;
  do {
    const page: Page<ApiKey> = await access.keys(tenantId, { limit: LISTED, ...(cursor === null ? {} : { cursor }) });
    for (const key of page.items) console.log(JSON.stringify(key));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return undefined;
}

function revoking() {
  const { id } = values;
  if (!id) refuse('--id is needed.');
  return async (access: AccessStore, tenant: string): Promise<string | undefined> => {
    const tenantId = await access.tenantNamed(tenant);
    return tenantId !== null && (await access.revokeKey(tenantId, id, clock.now())) ? undefined : 'There is no such key.';
  };
}
