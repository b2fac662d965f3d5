// `npm run crash-test -- --kills 50 --seed 1`: builds the server where it is stale, compiles the test, and runs it.
import { join } from 'node:path';
import { bin, buildIsStale, root, run } from './lib.mjs';

try {
  if (buildIsStale()) await run(process.execPath, [join(root, 'scripts', 'build.mjs')]);
  // The compiled files lie inside the project, so that imports find node_modules.
  await run(bin('tsc'), ['-p', 'tsconfig.bench.json'], { quiet: true });
  await run(process.execPath, [join(root, 'dist', 'with-bench', 'test', 'crash', 'main.js'), ...process.argv.slice(2)]);
} catch (error) {
  process.exit(error.code || 1);
}
