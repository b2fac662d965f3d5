import { expect, vi } from 'vitest';
import { type Scope, AccessStore } from '../../src/negotiations/ports/access-store.js';
import { readConfiguration } from '../../src/config/configuration.js';
import { startServer, type RunningServer } from '../../src/server.js';
import { negotiationBody } from './negotiation-body.js';

interface Message {
  seq: number;
  author: string;
  text: string;
}

/** A server on a database of its own, in real time with short burst windows. */
export function startLiveServer(
  url: string,
  masterKey?: string,
  environment: Record<string, string> = {},
): Promise<RunningServer> {
  return startServer(
    readConfiguration({
      PORT: '0',
      LOG_LEVEL: 'silent',
      INTERPRETER: 'deterministic',
      DATABASE_URL: url,
      ...(masterKey === undefined ? {} : { PARLEY_MASTER_KEY: masterKey }),
      BURST_QUIET_MS: '30',
      BURST_MAXIMUM_MS: '200',
      QUIET_HOURS: '0-0',
      ...environment,
    }),
  );
}

/** One conversation over HTTP, which can be gone on with on another server of the same database. */
export class LiveConversation {
  private constructor(
    readonly id: string,
    private readonly key: string,
  ) {}

  static async open(server: RunningServer, scopes: Scope[] = ['ota']): Promise<LiveConversation> {
    const access = server.app.get(AccessStore, { strict: false });
    const { key } = await access.createKey({ tenant: 'ours', ota: 'Farewell Travel', name: 'B', scopes }, new Date());
    const body = negotiationBody('LIVE-1', 'partner-1');
    const { id } = await new LiveConversation('', key).call<{ id: string }>(server, 'POST', '/v1/negotiations', body);
    return new LiveConversation(id, key);
  }

  async call<T>(server: RunningServer, method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
    return (await answer.json()) as T;
  }

  async messages(server: RunningServer): Promise<Message[]> {
    return (await this.call<{ items: Message[] }>(server, 'GET', `/v1/negotiations/${this.id}/messages`)).items;
  }

  /** The partner writes, and it is waited for the answer. */
  async say(server: RunningServer, text: string): Promise<void> {
    const before = (await this.messages(server)).length;
    await this.call(server, 'POST', `/v1/negotiations/${this.id}/messages`, { clientMessageId: `m-${before}`, text });
    await vi.waitFor(async () => expect((await this.messages(server)).length).toBe(before + 2), { timeout: 10_000 });
  }
}
