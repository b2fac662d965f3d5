// `npm run check`: everything that has to hold before a change lands.
import { join } from 'node:path';
import { bin, root, run } from './lib.mjs';

const node = process.execPath;
const script = (name, ...args) => [node, [join(root, 'scripts', name), ...args]];
const steps = [
  ['Prisma client', ...script('build.mjs', '--client-only')],
  ['format', bin('prettier'), ['--check', '.', '--log-level', 'warn']],
  ['types', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']],
  ['lint', bin('eslint'), ['.', '--max-warnings', '0']],
  ['architecture', bin('depcruise'), ['--config', '.dependency-cruiser.mjs', 'src']],
  ['unused code', bin('knip'), []],
  ['build', ...script('build.mjs')],
  ['boot of the built server', ...script('boot.mjs')],
  ['tests', ...script('test.mjs')],
].filter(([name]) => process.argv.length < 3 || process.argv.slice(2).includes(name));

for (const [name, command, args] of steps) {
  const begun = performance.now();
  console.log(`── ${name}`);
  try {
    await run(command, args);
  } catch (error) {
    console.error(`── ${name} failed`);
    process.exit(error.code || 1);
  }
  console.log(`── ${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}
