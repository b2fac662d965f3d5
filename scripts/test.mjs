// `npm test`: all tests, then one line with the counts that the runner itself reported.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, clientIsStale, root, run } from './lib.mjs';

const directory = mkdtempSync(join(tmpdir(), 'parley-test-'));
const report = join(directory, 'report.json');
let failed = false;
try {
  if (clientIsStale()) await run(process.execPath, [join(root, 'scripts', 'build.mjs'), '--client-only']);
  await run(bin('vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ]);
} catch (error) {
  failed = true;
  if (!existsSync(report)) console.error(error.message);
}
if (!existsSync(report)) process.exit(1);
const result = JSON.parse(readFileSync(report, 'utf8'));
rmSync(directory, { recursive: true });
const skipped = result.numPendingTests + result.numTodoTests;
// A suite that could not be loaded has no tests of its own to fail.
const broken = result.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length;
const reported = result.numFailedTests + broken;
// A worker that died has reported nothing of what it had in hand, and the runner fails for it.
const failures = reported === 0 && failed ? 1 : reported;
console.log(`\n${result.numPassedTests} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failures > 0 || result.numPassedTests === 0 ? 1 : 0);
