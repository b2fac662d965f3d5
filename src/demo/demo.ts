import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type INestApplicationContext } from '@nestjs/common';
import { ChatTokens } from '../negotiations/chat-tokens.js';
import { CreateNegotiation } from '../negotiations/create-negotiation.js';
import { AccessStore, type Caller, type Scope } from '../negotiations/ports/access-store.js';
import { NegotiationQueries } from '../negotiations/ports/negotiation-queries.js';
import { Clock } from '../turn/ports/clock.js';
import { demoNegotiation, DEMO_EXTERNAL_ID } from './demo-negotiation.js';

const FILE = 'demo.json';
const TENANT = 'demo';
const OTA = 'Farewell Travel';
const TOKEN_SECONDS = 30 * 86_400;

/** What `demo.json` holds, and where it lies. */
export interface Demo {
  baseUrl: string;
  otaApiKey: string;
  opsApiKey: string;
  trainingApiKey: string;
  negotiationId: string;
  chatUrl: string;
  /** The page of ops, signed in. */
  dashboardUrl: string;
  /** Path of the file. */
  file: string;
}

type Keys = Pick<Demo, 'otaApiKey' | 'opsApiKey' | 'trainingApiKey'>;

const KEYS: readonly { field: keyof Keys; name: string; scopes: Scope[] }[] = [
  { field: 'otaApiKey', name: 'Demo backend', scopes: ['ota'] },
  { field: 'opsApiKey', name: 'Demo operator', scopes: ['ops:read', 'ops:write', 'ops:admin'] },
  { field: 'trainingApiKey', name: 'Demo training', scopes: ['training'] },
];

/**
 * A tenant with keys and one open negotiation to try things on, made once. Keys are kept hashed, so the file is the only
 * copy of them (mode 0600); where it was lost, new ones are made. Address and chat link are renewed at every start.
 */
export async function ensureDemo(app: INestApplicationContext, directory: string, baseUrl: string): Promise<Demo> {
  const access = app.get(AccessStore, { strict: false });
  const now = app.get(Clock, { strict: false }).now();
  const file = join(directory, FILE);
  const keys = (await knownKeys(access, file, now)) ?? (await createKeys(access, now));
  const caller = (await access.authenticate(keys.otaApiKey, now)) as Caller;
  const negotiationId = await ensureNegotiation(app, caller.tenantId, now);
  const { token } = await app.get(ChatTokens, { strict: false }).issue(negotiationId, TOKEN_SECONDS);
  const demo = {
    baseUrl,
    ...keys,
    negotiationId,
    chatUrl: `${baseUrl}/chat#token=${token}`,
    dashboardUrl: `${baseUrl}/dashboard#key=${keys.opsApiKey}`,
  };
  // Written beside and moved over: a reader never sees half a file.
  writeFileSync(`${file}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return { ...demo, file };
}

async function knownKeys(access: AccessStore, file: string, now: Date): Promise<Keys | undefined> {
  if (!existsSync(file)) return undefined;
  let stored: Partial<Keys>;
  try {
    stored = JSON.parse(readFileSync(file, 'utf8')) as Partial<Keys>;
  } catch {
    return undefined;
  }
  const { otaApiKey, opsApiKey, trainingApiKey } = stored;
  if (typeof otaApiKey !== 'string' || typeof opsApiKey !== 'string' || typeof trainingApiKey !== 'string') return undefined;
  const callers = await Promise.all([otaApiKey, opsApiKey, trainingApiKey].map((key) => access.authenticate(key, now)));
  return callers.every((caller) => caller !== null) ? { otaApiKey, opsApiKey, trainingApiKey } : undefined;
}

async function createKeys(access: AccessStore, now: Date): Promise<Keys> {
  const keys: Partial<Keys> = {};
  for (const { field, name, scopes } of KEYS)
    keys[field] = (await access.createKey({ tenant: TENANT, ota: OTA, name, scopes }, now)).key;
  return keys as Keys;
}

async function ensureNegotiation(app: INestApplicationContext, tenantId: string, now: Date): Promise<string> {
  const known = await app
    .get(NegotiationQueries, { strict: false })
    .list(tenantId, { externalId: DEMO_EXTERNAL_ID }, { limit: 1 });
  const existing = known.items[0];
  if (existing) return existing.id;
  const created = await app.get(CreateNegotiation, { strict: false }).execute(demoNegotiation(tenantId, now));
  if (!created.ok) throw new Error(`The demo negotiation could not be created: ${JSON.stringify(created.failure)}`);
  return created.value.id;
}
