import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/adapters/prisma/open-database.js';
import { type Rotated, rotateMasterKey, ServersRunningError } from '../../src/adapters/prisma/rotate-master-key.js';
import { ConfigurationError } from '../../src/config/configuration.js';
import { projectRoot } from '../../src/config/paths.js';
import { type RunningServer } from '../../src/server.js';
import { createServerDatabase, postgresIsThere } from '../support/databases.js';
import { LiveConversation, startLiveServer } from '../support/live-conversation.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const OLD = Buffer.alloc(32, 7);
const NEW = Buffer.alloc(32, 8);
const text = (key: Buffer): string => key.toString('base64');

describe.skipIf(!postgresIsThere)('another master key (skipped without a PostgreSQL server)', () => {
  let made: { url: string; drop(): Promise<void> };
  let receiver: WebhookReceiver;
  let running: RunningServer | undefined;
  beforeEach(async () => {
    made = await createServerDatabase();
    receiver = await WebhookReceiver.start();
  });
  afterEach(async () => {
    await stop();
    await receiver.close();
    await made.drop();
  });

  async function start(masterKey?: Buffer): Promise<RunningServer> {
    running = await startLiveServer(made.url, masterKey && text(masterKey), { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' });
    return running;
  }
  async function stop(): Promise<void> {
    await running?.close();
    running = undefined;
  }
  async function rotate(before: Buffer | undefined, fresh: Buffer): Promise<Rotated> {
    const { database } = await openDatabase(
      {
        url: made.url,
        prismaDirectory: join(projectRoot, 'prisma'),
        poolSize: 1,
        ...(before ? { masterKey: before } : {}),
      },
      new Date(),
    );
    try {
      return await rotateMasterKey(database, fresh);
    } finally {
      await database.close();
    }
  }
  /** A conversation and an endpoint that is told of it, and the server stopped. */
  async function written(masterKey?: Buffer): Promise<{ conversation: LiveConversation; secret: string; said: object[] }> {
    const server = await start(masterKey);
    const conversation = await LiveConversation.open(server);
    const endpoint = await conversation.call<{ id: string; secret: string }>(server, 'POST', '/v1/webhook-endpoints', {
      url: receiver.url,
    });
    const { secret } = await conversation.call<{ secret: string }>(
      server,
      'POST',
      `/v1/webhook-endpoints/${endpoint.id}/rotate-secret`,
      {},
    );
    await conversation.say(server, 'Who are you?');
    const said = await conversation.messages(server);
    await stop();
    return { conversation, secret, said };
  }

  it('opens everything that was written under the key before: the conversation goes on, webhooks keep their secret', async () => {
    const { conversation, secret, said } = await written(OLD);
    expect(await rotate(OLD, NEW)).toEqual({ partners: 1, webhookEndpoints: 1 });

    const server = await start(NEW);
    expect(await conversation.messages(server)).toEqual(said);
    receiver.received.length = 0;
    await conversation.say(server, '480 and not less');
    await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(0));
    expect(receiver.verified(secret).map(({ data }) => data.negotiationId)).toContain(conversation.id);
  });

  it('shuts out the key before', async () => {
    await written(OLD);
    await rotate(OLD, NEW);
    await expect(start(OLD)).rejects.toThrow(ConfigurationError);
  });

  it('takes the key out of the database where it was kept there', async () => {
    const { conversation, said } = await written();
    await rotate(undefined, NEW);
    await expect(start()).rejects.toThrow(ConfigurationError);
    expect(await conversation.messages(await start(NEW))).toEqual(said);
  });

  it('changes nothing while a server is connected, or with a wrong key before', async () => {
    const { conversation, said } = await written(OLD);
    await expect(rotate(NEW, NEW)).rejects.toThrow();
    const server = await start(OLD);
    await expect(rotate(OLD, NEW)).rejects.toThrow(ServersRunningError);
    expect(await conversation.messages(server)).toEqual(said);
  });
});
