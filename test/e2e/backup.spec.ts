import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/config/configuration.js';
import { createServerDatabase, postgresIsThere } from '../support/databases.js';
import { LiveConversation, startLiveServer } from '../support/live-conversation.js';
import { postgresProgram } from '../support/own-postgres.js';

const run = promisify(execFile);
const KEY = Buffer.alloc(32, 7).toString('base64');
const dump = postgresProgram('pg_dump');
const restore = postgresProgram('pg_restore');

describe.skipIf(!postgresIsThere || dump === null || restore === null)(
  'a backup made with pg_dump (skipped without PostgreSQL and its programs)',
  () => {
    let original: { url: string; drop(): Promise<void> };
    let restored: { url: string; drop(): Promise<void> };
    let directory: string;
    let conversation: LiveConversation;
    let said: object[];

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'parley-backup-'));
      [original, restored] = [await createServerDatabase(), await createServerDatabase()];
      const server = await startLiveServer(original.url, KEY);
      try {
        conversation = await LiveConversation.open(server);
        await conversation.say(server, 'Who are you?');
        await conversation.say(server, 'How about 500?');
        said = await conversation.messages(server);
      } finally {
        await server.close();
      }
      const file = join(directory, 'dump');
      await run(dump!, ['--format=custom', `--file=${file}`, original.url]);
      await run(restore!, [`--dbname=${restored.url}`, file]);
    }, 60_000);
    afterAll(async () => {
      await original?.drop();
      await restored?.drop();
      await rm(directory, { recursive: true, force: true });
    });

    it('is the same after a restore: keys, messages, and the conversation goes on where it was', async () => {
      const server = await startLiveServer(restored.url, KEY);
      try {
        expect(await conversation.messages(server)).toEqual(said);
        await conversation.say(server, '480 and not less');
        const [, , , , partner, agent] = await conversation.messages(server);
        expect([partner!.text, agent!.author]).toEqual(['480 and not less', 'agent']);
      } finally {
        await server.close();
      }
    });

    it.each([
      ['another master key', Buffer.alloc(32, 8).toString('base64'), 'is not the key that this database was written with'],
      ['no master key', undefined, 'is not set, and this database was written with one'],
    ])('is refused at the start with %s, before anything is written', async (_, masterKey, why) => {
      const starting = startLiveServer(restored.url, masterKey);
      await expect(starting).rejects.toThrow(ConfigurationError);
      await expect(starting).rejects.toThrow(why);
    });
  },
);
