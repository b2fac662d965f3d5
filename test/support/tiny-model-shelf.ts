import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PolicyShelf } from '../../src/adapters/onnx/policy/policy-shelf.js';
import { OpenedModels } from '../../src/composition/models.js';
import { InlinePolicy } from './inline-policy.js';
import { startTestServer, type TestServer } from './test-server.js';

const TINY = join(import.meta.dirname, '../models/tiny-policy');

/** Versions 1 and 2 of the tiny model, and a version 3 with a file that is not its own; on this thread. */
export class TinyModelShelf {
  /** What models wait for before they write. */
  gate: Promise<void> = Promise.resolve();
  /** Version and conversation of each job, in order: a network of random weights writes little that may be sent. */
  readonly jobs: { version: string; conversation: string }[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'parley-models-'));
  private readonly policies: PolicyShelf;

  constructor() {
    for (const version of ['1', '2', '3']) {
      cpSync(TINY, join(this.folder, version), { recursive: true });
      const manifest = join(this.folder, version, 'manifest.json');
      writeFileSync(manifest, JSON.stringify({ ...(JSON.parse(readFileSync(manifest, 'utf8')) as object), version }));
    }
    writeFileSync(join(this.folder, '3', 'sampling.json'), '{}');
    const settings = { folder: join(this.folder, '1'), threads: 1, cacheBytes: 2 ** 24, mostOpen: 2 };
    this.policies = new PolicyShelf(settings, (options) =>
      InlinePolicy.open(options.folder, ({ conversation }) => {
        this.jobs.push({ version: basename(options.folder), conversation });
        return this.gate;
      }),
    );
  }

  /** A server that has the shelf; `arm` is what it writes with by default. */
  async start(arm: 'onnx' | 'intent'): Promise<TestServer> {
    if (arm === 'onnx') await this.policies.prepare();
    const models = new OpenedModels({ states: [], policies: this.policies });
    return startTestServer({}, { environment: { POLICY: arm }, models });
  }

  /** The versions that wrote for a conversation, without repetition. */
  writersOf(id: string): string[] {
    return this.jobs
      .flatMap(({ version, conversation }) => (conversation === id ? [version] : []))
      .filter((each, index, all) => each !== all[index - 1]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
