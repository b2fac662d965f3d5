import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A model that must not be used: a file is missing or not what its manifest says, or it belongs to other code. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/** What the server reads of a model's `manifest.json`; the trainer writes it (training/parley_training/export/manifest.py). */
export interface ModelManifest {
  name: string;
  version: string;
  kind: string;
  graph: string;
  adapters?: { name: string; graph: string }[];
  /** Of scorers: stands for weights and thresholds. */
  scorerVersion?: string;
  run: {
    name: string;
    /** Of models that read transcripts. */
    serialiser?: string;
    /** Of models that read single messages: how they are put before it. */
    text?: string;
  };
  files: Record<string, { sha256: string; bytes: number }>;
}

export interface ModelFolder {
  path: string;
  manifest: ModelManifest;
}

/** Format of manifests that this server understands. */
const FORMAT = 1;

/** What a model has to be, and by which version of this server's code it is to be shown its texts. */
export interface ExpectedModel {
  kind: string;
  serialiser?: string;
  text?: string;
}

/**
 * Opens a model's folder and holds every file in it against its hash.
 * @throws ModelError with what is wrong
 */
export async function openModelFolder(path: string, expected: ExpectedModel): Promise<ModelFolder> {
  const manifest = readManifest(path);
  if (manifest.kind !== expected.kind) throw new ModelError(`${path} is a ${manifest.kind}, not a ${expected.kind}`);
  for (const name of ['serialiser', 'text'] as const) {
    if (expected[name] !== undefined && manifest.run[name] !== expected[name])
      throw new ModelError(`${path} reads ${manifest.run[name]}, and this server writes ${expected[name]}`);
  }
  for (const [name, { sha256, bytes }] of Object.entries(manifest.files)) {
    const file = join(path, name);
    if (!existsSync(file)) throw new ModelError(`${file} is missing`);
    const hash = createHash('sha256');
    let length = 0;
    await pipeline(createReadStream(file), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        hash.update(chunk);
        length += chunk.length;
      }
    });
    if (length !== bytes || hash.digest('hex') !== sha256) throw new ModelError(`${file} is not what the manifest says`);
  }
  return { path, manifest };
}

/** Content of a JSON file in a model's folder. */
export const readModelJson = <T>(folder: string, name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;

/** Path of the graph: the base's, or that of an adapter. */
export function graphOf({ path, manifest }: ModelFolder, adapter?: string): string {
  if (adapter === undefined) return join(path, manifest.graph);
  const found = manifest.adapters?.find(({ name }) => name === adapter);
  const names = manifest.adapters?.map(({ name }) => name).join(', ');
  if (!found) throw new ModelError(`${path} has no adapter "${adapter}"; there are ${names === '' ? 'none' : names}`);
  return join(path, found.graph);
}

/** Name, version and adapter: `policy@1.0.0/repo`. */
export function identityOf({ name, version }: Pick<ModelManifest, 'name' | 'version'>, adapter?: string): string {
  return `${name}@${version}${adapter === undefined ? '' : `/${adapter}`}`;
}

/**
 * What a model's folder says of itself; its files are not looked at.
 * @throws ModelError where that cannot be read
 */
export function readManifest(path: string): ModelManifest {
  const file = join(path, 'manifest.json');
  if (!existsSync(file)) throw new ModelError(`${file} is missing`);
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new ModelError(`${file} is no JSON`);
  }
  const { format, kind, graph, run, files } = (read ?? {}) as Partial<ModelManifest> & { format?: unknown };
  if (format !== FORMAT) throw new ModelError(`${file} has format ${JSON.stringify(format)}; this server reads ${FORMAT}`);
  if (typeof kind !== 'string' || typeof graph !== 'string' || !run || !files)
    throw new ModelError(`${file} lacks kind, graph, run or files`);
  if (!(graph in files)) throw new ModelError(`${file} has no hash for ${graph}`);
  return read as ModelManifest;
}
