import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '../config/configuration.js';

/** The keys and links that a server leaves in its data directory. */
interface DemoFile {
  baseUrl: string;
  opsApiKey: string;
  chatUrl: string;
}

/** A conversation to take part in. */
export interface ChatPlace {
  baseUrl: string;
  token: string;
  /** With it, and only with it, the trace can be read. */
  opsApiKey?: string;
  negotiationId: string;
  /** Said to the person at the terminal. */
  note: string;
  close(): Promise<void>;
}

const REACHABLE_WITHIN_MS = 2_000;

/** The conversation that a link, or an address and a token, stand for. */
export function placeOf(url: string, token: string | undefined, opsApiKey: string | undefined): ChatPlace {
  const link = new URL(url);
  const given = token ?? new URLSearchParams(link.hash.slice(1)).get('token') ?? undefined;
  if (given === undefined) throw new Error('A token is needed: --token, or a link that ends in #token=…');
  return {
    baseUrl: link.origin,
    token: given,
    negotiationId: negotiationOf(given),
    ...(opsApiKey === undefined ? {} : { opsApiKey }),
    note: `Talking to ${link.origin}.`,
    close: () => Promise.resolve(),
  };
}

/** The demo conversation of the server that runs on our data directory; null where none runs. */
export async function placeOfRunningServer(): Promise<ChatPlace | null> {
  const demo = await readDemo(readConfiguration().dataDirectory);
  if (!demo || !(await answers(demo.baseUrl))) return null;
  return placeOf(demo.chatUrl, undefined, demo.opsApiKey);
}

/** A server of our own on a free port, on a database that is gone afterwards. */
export async function placeOnOwnServer(): Promise<ChatPlace> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-chat-'));
  const remove = (): Promise<void> => rm(directory, { recursive: true, force: true });
  try {
    // Loaded only here: with a server running, the chat is there at once.
    const { startServer } = await import('../server.js');
    const { databaseUrl: _database, publicUrl: _public, ...configuration } = readConfiguration();
    const server = await startServer({
      ...configuration,
      host: '127.0.0.1',
      port: 0,
      dataDirectory: directory,
      logLevel: 'error',
    });
    const demo = await readDemo(directory);
    if (!demo) throw new Error('The server left no demo.json');
    return {
      ...placeOf(demo.chatUrl, undefined, demo.opsApiKey),
      note: 'No server is running: started one for this conversation only.',
      close: async () => {
        await server.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function readDemo(directory: string): Promise<DemoFile | null> {
  try {
    return JSON.parse(await readFile(join(directory, 'demo.json'), 'utf8')) as DemoFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function answers(baseUrl: string): Promise<boolean> {
  try {
    return (await fetch(new URL('/healthz', baseUrl), { signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) })).ok;
  } catch {
    return false;
  }
}

/** The token says it itself; the server, not we, checks whether it may. */
function negotiationOf(token: string): string {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { sub?: unknown };
    if (typeof claims.sub === 'string') return claims.sub;
  } catch {
    // Said below.
  }
  throw new Error('That is not a chat token');
}
