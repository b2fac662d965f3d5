import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json, prisma/, web/ and models/, wherever this file runs from: sources, dist or a benchmark build. */
export const projectRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(from: string): string {
  for (let directory = from; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'prisma', 'schema.prisma'))) return directory;
    if (dirname(directory) === directory) throw new Error(`No prisma/schema.prisma above ${from}`);
  }
}
