import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenedModels } from '../../src/composition/models.js';
import { readConfiguration } from '../../src/config/configuration.js';
import { AccessStore, type Scope } from '../../src/negotiations/ports/access-store.js';
import { startServer } from '../../src/server.js';
import { OutboxDrain } from '../../src/turn/outbox-drain.js';
import { TurnScheduler } from '../../src/turn/turn-scheduler.js';
import { type TurnSettings } from '../../src/turn/turn-settings.js';
import { embeddedSnapshot } from './embedded-snapshot.js';
import { WebhookDispatcher } from '../../src/webhooks/webhook-dispatcher.js';
import { SteppedClock } from '../../src/simulation/world/stepped-clock.js';

/** A Tuesday morning in Lisbon. */
const TEST_START = '2026-11-24T10:00:00Z';

export interface TestServer {
  app: NestFastifyApplication;
  baseUrl: string;
  otaKey: string;
  opsKey: string;
  /** Of another tenant, with every scope: must find nothing of ours. */
  otherTenantKey: string;
  clock: SteppedClock;
  /** A further key of our tenant. */
  key(name: string, scopes: Scope[]): Promise<string>;
  /** Moves time and lets due turns begin. */
  advance(milliseconds: number): void;
  /** Waits until every due turn has been looked at, everything committed is delivered, and due webhooks have been tried. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** The whole server on an embedded database in memory, with time that stands still until a test moves it. */
export async function startTestServer(
  turn: Partial<TurnSettings> = {},
  options: {
    logLevel?: string;
    log?: { write(line: string): void };
    /** Settings of the server that differ from its defaults. */
    environment?: Record<string, string>;
    models?: OpenedModels;
  } = {},
): Promise<TestServer> {
  const clock = new SteppedClock(TEST_START);
  const configuration = readConfiguration({
    PORT: '0',
    LOG_LEVEL: options.logLevel ?? 'error',
    // A thread is started from a built file; what it reads with has tests of its own.
    INTERPRETER: 'deterministic',
    ...options.environment,
  });
  const server = await startServer(
    { ...configuration, port: 0 },
    {
      clock,
      inMemory: true,
      snapshot: await embeddedSnapshot(),
      turn,
      ...(options.log ? { log: options.log } : {}),
      ...(options.models ? { models: options.models } : {}),
    },
  );
  const { app } = server;
  const access = app.get(AccessStore, { strict: false });
  const key = async (name: string, scopes: Scope[], tenant = 'ours'): Promise<string> => {
    const created = await access.createKey({ tenant, ota: 'Farewell Travel', name, scopes }, clock.now());
    return created.key;
  };
  const scheduler = app.get(TurnScheduler, { strict: false });
  const webhooks = app.get(WebhookDispatcher, { strict: false });
  return {
    app,
    baseUrl: server.url,
    otaKey: await key('Backend', ['ota']),
    opsKey: await key('Ines', ['ops:read', 'ops:write', 'ops:admin']),
    otherTenantKey: await key('Stranger', ['ota', 'ops:read', 'ops:write', 'ops:admin'], 'theirs'),
    clock,
    key,
    advance(milliseconds) {
      clock.advance(milliseconds);
      scheduler.wake();
      webhooks.wake();
    },
    async settle() {
      await scheduler.settle();
      await app.get(OutboxDrain, { strict: false }).settle();
      await webhooks.settle();
    },
    close: () => server.close(),
  };
}
