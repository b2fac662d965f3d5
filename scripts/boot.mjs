// Boots the built server on a fresh data directory and asks it whether it is ready: decorators, injection and assets
// of `dist` can be broken while every test on the sources passes.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib.mjs';

const BOOT_LIMIT_MS = 60_000;
const node = process.argv[2] ?? process.execPath;
const directory = mkdtempSync(join(tmpdir(), 'parley-boot-'));
const begun = performance.now();
const server = spawn(node, [join(root, 'dist', 'main.js')], {
  env: { ...process.env, PORT: '0', DATA_DIR: directory, DATABASE_URL: '', LOG_LEVEL: 'warn' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
let exited = null;
server.stdout.on('data', (chunk) => (output += chunk));
server.on('exit', (code) => (exited = code ?? 1));

async function ready() {
  while (performance.now() - begun < BOOT_LIMIT_MS && exited === null) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    if (url) {
      const answer = await fetch(`${url}/readyz`).catch(() => null);
      if (answer?.ok) return url;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The server was not ready. It printed:\n${output}`);
}

try {
  const url = await ready();
  console.log(`Ready after ${((performance.now() - begun) / 1000).toFixed(1)} s on ${node}`);
  const demo = JSON.parse(readFileSync(join(directory, 'demo.json'), 'utf8'));
  const answer = await fetch(`${url}/v1/negotiations/${demo.negotiationId}`, {
    headers: { authorization: `Bearer ${demo.otaApiKey}` },
  });
  if (answer.status !== 200) throw new Error(`The demo negotiation answered ${answer.status}: ${await answer.text()}`);
  const stopped = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const code = await stopped;
  if (code !== 0) throw new Error(`The server ended with ${code} on SIGTERM`);
} finally {
  server.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
}
