import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfiguration } from '../../src/config/configuration.js';
import { projectRoot } from '../../src/config/paths.js';
import { startServer, type RunningServer } from '../../src/server.js';

/** What a reader of the README would type: its blocks marked `sh`, in their order. */
const script = [...readFileSync(join(projectRoot, 'README.md'), 'utf8').matchAll(/^```sh\n([^]*?)^```$/gm)]
  .map((match) => match[1]!)
  .join('\necho "-- next --"\n');

describe('The README', () => {
  let directory: string;
  let server: RunningServer;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'parley-readme-'));
    const configuration = readConfiguration({
      PORT: '0',
      LOG_LEVEL: 'error',
      DATA_DIR: directory,
      BURST_QUIET_MS: '50',
      INTERPRETER: 'deterministic',
    });
    server = await startServer({ ...configuration, port: 0 });
  });
  afterAll(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  it('leads from creation to an agreement, and through the operations, by its commands alone', async () => {
    const output = await bash(script, { DATA_DIR: directory });
    const answers = output.split('-- next --\n');

    const conversation = answers.find((answer) => answer.includes('partner: All right, we can do that.'));
    expect(conversation).toContain('AI assistant');
    expect(conversation).toContain('partner: Yes, I agree to these terms.');
    expect(conversation).toContain('status: agreed');

    const outcome = JSON.parse(answers.find((answer) => answer.startsWith('{"status"')) ?? '{}') as Record<string, unknown>;
    expect(outcome).toMatchObject({
      status: 'agreed',
      completeness: 'full',
      tickets: [{ id: 'deluxe', result: 'agreed', currency: 'EUR', basis: 'selling' }],
    });
    expect(output).toMatch(/\n {4}sent -?\d+\.\d\d /);
    expect(output).toContain('{"owner":"human","ownerName":"Demo operator"}');
    expect(output).toContain('{"owner":"agent","partnerWaits":false}');
    expect(output).toContain('permitted-ask enforce locked');
    expect(output).toContain('"mode":"shadow"');
    expect(output).toContain('urn:parley:problem:locked_setting');
    expect(output).toContain('{"valid":true,"id":"hotel-rate","errors":[]}');
    expect(output).toContain('{"id":"hotel-rate","version":1}');
    expect(output).toContain('{"id":"hotel-rate","version":0}');
    // One refusal is shown on purpose; nothing else may have gone wrong.
    expect(output.match(/urn:parley:problem/g)).toHaveLength(1);
    expect(output).not.toContain('173.5');
  });
});

/** Runs a script to its end, as a reader would in the repository. Rejects with all output where a command fails. */
function bash(text: string, environment: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const shell = spawn('bash', ['-e', '-o', 'pipefail', '-c', text], {
      cwd: projectRoot,
      env: { ...process.env, ...environment },
      timeout: 50_000,
    });
    let output = '';
    for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    shell.on('error', reject);
    shell.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`bash ended with ${code}:\n${output}`))));
  });
}
