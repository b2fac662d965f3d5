import { type Server } from 'node:http';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { RedisNodes } from './adapters/redis/redis-nodes.js';
import { masterKeyFits, openDatabase } from './adapters/prisma/open-database.js';
import { AppModule } from './app.module.js';
import { configureApp, createHttpAdapter } from './channels/common/configure-app.js';
import { SocketAdapter } from './channels/partner-chat/socket-adapter.js';
import { openModels, type OpenedModels } from './composition/models.js';
import { ConfigurationError, type Configuration } from './config/configuration.js';
import { projectRoot } from './config/paths.js';
import { ensureDemo, type Demo } from './demo/demo.js';
import { Housekeeping } from './negotiations/housekeeping.js';
import { PublicAddress } from './negotiations/public-address.js';
import { createLogger, PinoLogger } from './platform/logger.js';
import { SystemClock } from './platform/system-clock.js';
import { SystemRandomness } from './platform/system-randomness.js';
import { type Clock } from './turn/ports/clock.js';
import { type Randomness } from './turn/ports/randomness.js';
import { OutboxDrain } from './turn/outbox-drain.js';
import { TurnScheduler } from './turn/turn-scheduler.js';
import { type TurnSettings } from './turn/turn-settings.js';
import { WebhookDispatcher } from './webhooks/webhook-dispatcher.js';

export interface ServerOptions {
  clock?: Clock;
  randomness?: Randomness;
  turn?: Partial<TurnSettings>;
  /** An in-memory database from a dump, instead of the one under the data directory. */
  snapshot?: Uint8Array;
  /** In memory, gone with the process. */
  inMemory?: boolean;
  /** Models that were opened already, instead of those of the configuration. */
  models?: OpenedModels;
  /** Where log lines go instead of standard error. */
  log?: { write(line: string): void };
}

export interface RunningServer {
  app: NestFastifyApplication;
  /** Where it listens, `http://127.0.0.1:3000`. */
  url: string;
  /** On the embedded database only. */
  demo?: Demo;
  /** Finishes turns in hand, delivers what is committed, closes the database. */
  close(): Promise<void>;
}

/** Opens the database, migrates it, listens, and takes up the turns that are due. */
export async function startServer(configuration: Configuration, options: ServerOptions = {}): Promise<RunningServer> {
  const clock = options.clock ?? new SystemClock();
  const randomness = options.randomness ?? new SystemRandomness();
  const logger = new PinoLogger(createLogger(configuration.logLevel, options.log));
  const { database, applied, masterKeyFromDatabase } = await openDatabase(
    {
      ...whereToOpen(configuration, options),
      ...(configuration.masterKey ? { masterKey: configuration.masterKey } : {}),
      prismaDirectory: join(projectRoot, 'prisma'),
    },
    clock.now(),
  );
  let app: NestFastifyApplication | undefined;
  let models = options.models;
  const nodes = configuration.redisUrl && RedisNodes.connect(configuration.redisUrl, database.masterKey, clock);
  try {
    if (!(await masterKeyFits(database))) throw new ConfigurationError([wrongKey(masterKeyFromDatabase)]);
    models ??= await openModels(configuration);
    for (const { status, ...refused } of models.models()) {
      if (status === 'refused') logger.error(refused, 'A model must not be used; something else does its work');
    }
    app = await NestFactory.create<NestFastifyApplication>(
      AppModule.for({
        configuration,
        database,
        clock,
        randomness,
        models,
        ...(nodes ? { nodes } : {}),
        ...(options.turn ? { turn: options.turn } : {}),
      }),
      createHttpAdapter(),
      { logger, bodyParser: false, abortOnError: false },
    );
    await configureApp(app);
    app.useWebSocketAdapter(new SocketAdapter(app, configuration.chatOrigins));
    await app.listen(configuration.port, configuration.host);
    if (applied.length > 0) logger.log({ migrations: applied }, 'Migrations were applied');
    if (masterKeyFromDatabase && !database.embedded) {
      logger.warn('PARLEY_MASTER_KEY is not set: the key that encrypts messages lies in the database beside them');
    }
    const url = addressOf(app, configuration);
    app.get(PublicAddress, { strict: false }).announce(url);
    const demo = database.embedded && !options.inMemory ? await ensureDemo(app, configuration.dataDirectory, url) : undefined;
    app.get(OutboxDrain, { strict: false }).wake();
    app.get(TurnScheduler, { strict: false }).start();
    app.get(WebhookDispatcher, { strict: false }).start();
    app.get(Housekeeping, { strict: false }).start();
    const running = app;
    const opened = models;
    const close = async (): Promise<void> => {
      await closeWithin(running, CLOSING_MS);
      await opened.close();
      if (nodes) await nodes.close();
    };
    return { app, url, ...(demo ? { demo } : {}), close };
  } catch (error) {
    // Closing the application closes the database too; without one, it is ours to close.
    if (app) await app.close();
    else await database.close();
    await models?.close();
    if (nodes) await nodes.close();
    throw error;
  }
}

/** Connections that clients keep open, or that hang in a handshake, must not hold up the end for longer than this. */
const CLOSING_MS = 3_000;

async function closeWithin(app: NestFastifyApplication, milliseconds: number): Promise<void> {
  const http: Server = app.getHttpServer();
  // A connection whose answer has just gone out becomes idle only after the server has begun to close.
  const sweep = setInterval(() => http.closeIdleConnections(), 50);
  const force = setTimeout(() => http.closeAllConnections(), milliseconds);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(force);
  }
}

function whereToOpen(configuration: Configuration, options: ServerOptions) {
  if (options.snapshot) return { snapshot: options.snapshot };
  if (options.inMemory) return {};
  return configuration.databaseUrl === undefined
    ? { dataDirectory: configuration.dataDirectory }
    : { url: configuration.databaseUrl };
}

function addressOf(app: NestFastifyApplication, configuration: Configuration): string {
  if (configuration.publicUrl !== undefined) return configuration.publicUrl;
  const address = app.getHttpServer().address() as { port: number };
  const host = configuration.host === '0.0.0.0' || configuration.host === '::' ? '127.0.0.1' : configuration.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

/** Half of the texts under one key and half under another is what must not happen: it refuses to run. */
const wrongKey = (fromDatabase: boolean): string =>
  fromDatabase
    ? 'PARLEY_MASTER_KEY is not set, and this database was written with one'
    : 'PARLEY_MASTER_KEY is not the key that this database was written with';
