// For the image, after `npm prune --omit=dev`: takes out of node_modules what a server on this machine never loads. A path that is
// no longer there is an error, so that a new version of a package does not quietly bring its weight back.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib.mjs';

const modules = join(root, 'node_modules');
const { platform, arch } = process;

/** Entries of a directory for which `keep` is false. */
function others(directory, keep) {
  const path = join(modules, directory);
  return readdirSync(path)
    .filter((name) => !keep(name))
    .map((name) => join(path, name));
}

const natives = join('onnxruntime-node', 'bin', 'napi-v6');
const unused = [
  // Binaries for other machines.
  ...others(natives, (name) => name === platform),
  ...others(join(natives, platform), (name) => name === arch),
  // Query compilers of other databases.
  ...others(join('@prisma', 'client', 'runtime'), (name) => !/\.(?:cockroachdb|mysql|sqlite|sqlserver)\./.test(name)),
  // Tools of the developer's that the client names as peers: studio, local database, command line.
  ...['@prisma/studio-core', '@prisma/dev', '@prisma/query-plan-executor', 'prisma', 'effect', 'typescript'].map((name) =>
    join(modules, name),
  ),
];
for (const path of unused) {
  if (!existsSync(path)) throw new Error(`${path} is not there any more; see ${import.meta.filename}`);
  rmSync(path, { recursive: true });
}
