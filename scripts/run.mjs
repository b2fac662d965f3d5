// `node scripts/run.mjs cli/interpret.js …`: builds what is stale, then runs a command-line tool out of dist.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIsStale, root, run } from './lib.mjs';

const [tool, ...args] = process.argv.slice(2);
// Standard output belongs to the tool: whatever the build has to say goes to standard error.
if (buildIsStale())
  await run(process.execPath, [join(root, 'scripts', 'build.mjs')], { quiet: true }).catch((error) =>
    process.exit(error.code || 1),
  );
const file = join(root, 'dist', tool);
process.argv = [process.argv[0], file, ...args];
await import(pathToFileURL(file).href);
