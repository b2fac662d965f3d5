// `npm start`: builds what is missing or stale, then runs the server in this process.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIsStale, root, run } from './lib.mjs';

if (buildIsStale()) {
  console.log('Building …');
  await run(process.execPath, [join(root, 'scripts', 'build.mjs')]).catch((error) => process.exit(error.code || 1));
}
await import(pathToFileURL(join(root, 'dist', 'main.js')).href);
