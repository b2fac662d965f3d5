// Shared by the command scripts: what is stale, and how to run a tool with its output passed through.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a program to its end; rejects with its exit code where that is not 0. `quiet` shows output only on failure. */
export function run(command, args, { quiet = false, env = {}, input = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: [input, quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve(Buffer.concat(output).toString());
      if (quiet) process.stderr.write(Buffer.concat(output));
      reject(Object.assign(new Error(`${[command, ...args].join(' ')} ended with ${code}`), { code: code ?? 1 }));
    });
  });
}

/** A program that a package brings along. */
export const bin = (name) => join(root, 'node_modules', '.bin', name);

function newest(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.name !== 'generated')
    .reduce((latest, entry) => Math.max(latest, newest(join(path, entry.name))), 0);
}

/** Whether any source is newer than the target, or the target is missing. */
export function stale(target, sources) {
  const file = join(root, target);
  if (!existsSync(file)) return true;
  const built = statSync(file).mtimeMs;
  return sources.some((source) => existsSync(join(root, source)) && newest(join(root, source)) > built);
}

export const generatedClient = 'src/adapters/prisma/generated/client.ts';
export const clientIsStale = () => stale(generatedClient, ['prisma/schema.prisma', 'prisma.config.ts']);
export const buildStamp = 'dist/.built';
export const buildIsStale = () =>
  clientIsStale() ||
  stale(buildStamp, [
    'src',
    'prisma/schema.prisma',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'nest-cli.json',
  ]);
