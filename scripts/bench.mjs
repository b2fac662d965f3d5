// `npm run bench -- guardrails`: compiles bench/ and runs one benchmark of it.
import { cpSync, existsSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { bin, clientIsStale, root, run } from './lib.mjs';

const [name, ...args] = process.argv.slice(2);
const known = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3));
if (!name || !existsSync(join(root, 'bench', `${name}.ts`))) {
  console.error(`Usage: npm run bench -- ${known.join(' | ')}`);
  process.exit(1);
}
try {
  if (clientIsStale()) await run(process.execPath, [join(root, 'scripts', 'build.mjs'), '--client-only']);
  // The compiled files lie inside the project, so that imports find node_modules.
  await run(bin('tsc'), ['-p', 'tsconfig.bench.json'], { quiet: true });
  // What the server reads beside its code, as the build copies it.
  const assets = ['.yaml', '.json', '.html', '.css', '.js', '.mjs'];
  const compiled = join(root, 'dist', 'with-bench', 'src');
  cpSync(join(root, 'src'), compiled, {
    recursive: true,
    filter: (file) => statSync(file).isDirectory() || assets.includes(extname(file)),
  });
  await run(process.execPath, ['--expose-gc', join(root, 'dist', 'with-bench', 'bench', `${name}.js`), ...args]);
} catch (error) {
  console.error(error.message);
  process.exit(error.code || 1);
}
