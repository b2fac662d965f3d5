// Builds dist: the Prisma client from the schema, then the server. `--if-stale` does nothing where nothing changed.
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, buildIsStale, buildStamp, clientIsStale, generatedClient, root, run } from './lib.mjs';

if (process.argv.includes('--if-stale') && !buildIsStale()) process.exit(0);

try {
  if (clientIsStale()) {
    await run(bin('prisma'), ['generate'], { quiet: true });
    const now = new Date();
    utimesSync(join(root, generatedClient), now, now);
  }
  if (!process.argv.includes('--client-only')) {
    await run(bin('nest'), ['build'], { quiet: true });
    writeFileSync(join(root, buildStamp), new Date().toISOString());
  }
} catch (error) {
  console.error(`The build failed: ${error.message}`);
  process.exit(error.code || 1);
}
