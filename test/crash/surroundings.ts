import { createServerDatabase } from '../support/databases.js';
import { TEST_REDIS_URL } from '../support/redis.js';
import { Balancer } from './balancer.js';
import { NetworkLink } from '../support/network-link.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { ServerProcess, type ServerSettings } from './server-process.js';
import { freePort } from '../support/free-port.js';

const BURST_QUIET_MS = 40;

export interface Node {
  server: ServerProcess;
  /** Between this process and the database. */
  link: NetworkLink;
}

/** What a run takes place in: a database, processes on it, a network between them, and a balancer in front. */
export interface Surroundings {
  nodes: readonly Node[];
  /** Of the database, past every link. */
  databaseUrl: string;
  /** For commands that are run before the processes. */
  settings: ServerSettings;
  baseUrl: string;
  /** Null: the database is not ours to crash. */
  postgres: OwnPostgres | null;
  close(): Promise<void>;
}

/**
 * @param ownDatabase whether a server of its own is started, which may be crashed
 * @param uniform chance of the balancer
 */
export async function surroundings(options: {
  serverFile: string;
  nodes: number;
  ownDatabase: boolean;
  uniform: () => number;
}): Promise<Surroundings> {
  const postgres = options.ownDatabase ? await OwnPostgres.start() : null;
  const database = postgres ? { url: postgres.url, drop: () => postgres.drop() } : await createServerDatabase();
  const target = new URL(database.url);
  const nodes: Node[] = [];
  for (let index = 0; index < options.nodes; index++) {
    const link = await NetworkLink.to({ host: target.hostname, port: Number(target.port || 5432) });
    const server = new ServerProcess({
      file: options.serverFile,
      databaseUrl: throughPort(target, link.port),
      port: await freePort(),
      burstQuietMs: BURST_QUIET_MS,
      ...(options.nodes > 1 ? { redisUrl: TEST_REDIS_URL } : {}),
    });
    nodes.push({ server, link });
  }
  const balancer = await Balancer.over(
    nodes.map(({ server }) => server.settings.port),
    options.uniform,
  );
  return {
    nodes,
    databaseUrl: database.url,
    settings: { ...nodes[0]!.server.settings, databaseUrl: database.url },
    baseUrl: balancer.baseUrl,
    postgres,
    close: async () => {
      for (const { server, link } of nodes) {
        await server.kill();
        await link.close();
      }
      await balancer.close();
      await database.drop();
    },
  };
}

function throughPort(database: URL, port: number): string {
  const url = new URL(database);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return url.href;
}
