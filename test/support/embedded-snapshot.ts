import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '../../src/adapters/prisma/database/database.js';
import { projectRoot } from '../../src/config/paths.js';

const prismaDirectory = join(projectRoot, 'prisma');
const cache = join(projectRoot, 'node_modules', '.cache', 'parley');

/** Names what the snapshot is made of: the migrations and the version of the database. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const migrations = join(prismaDirectory, 'migrations');
  for (const file of readdirSync(migrations, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.sql')) hash.update(file).update(readFileSync(join(migrations, file)));
  }
  hash.update(readFileSync(join(projectRoot, 'node_modules/@electric-sql/pglite/package.json')));
  return hash.digest('hex').slice(0, 16);
}

/**
 * A migrated, empty embedded database to start from: loading it takes a fraction of the time that building it takes.
 * Built by whoever needs it first and kept until the migrations change.
 */
export async function embeddedSnapshot(): Promise<Uint8Array> {
  const file = join(cache, `embedded-${fingerprint()}.tar`);
  if (!existsSync(file)) {
    const database = await Database.open({ prismaDirectory });
    const dump = await database.embedded!.dump();
    await database.close();
    mkdirSync(cache, { recursive: true });
    // Whole or not at all: several test processes may build it at the same time.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, dump);
    renameSync(unfinished, file);
  }
  return readFileSync(file);
}
