import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SERIALISER_VERSION } from '../../domain/policy/serialiser/version.js';
import { graphOf, ModelError, openModelFolder } from './model-folder.js';

const EXPECTED = { kind: 'policy', serialiser: SERIALISER_VERSION };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-model-'));
  cpSync(join(import.meta.dirname, '../../../test/models/tiny-policy'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const rewrite = (change: (manifest: Record<string, unknown>) => void): void => {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;
  change(manifest);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
};
const opening = (): Promise<unknown> => openModelFolder(folder, EXPECTED);

describe('the folder of a model', () => {
  it('opens where every file is what the manifest says', async () => {
    const opened = await openModelFolder(folder, EXPECTED);
    expect(opened.manifest).toMatchObject({ name: 'tiny-policy', kind: 'policy' });
    expect(graphOf(opened)).toBe(join(folder, 'policy.onnx'));
  });

  it('is refused where a file has changed by a byte', async () => {
    const weights = join(folder, 'base-0.bin');
    const content = readFileSync(weights);
    content[1000]! ^= 1;
    writeFileSync(weights, content);
    await expect(opening()).rejects.toThrow(new ModelError(`${weights} is not what the manifest says`));
  });

  it('is refused where a file is missing', async () => {
    rmSync(join(folder, 'tokenizer.json'));
    await expect(opening()).rejects.toThrow(/tokenizer\.json is missing/);
    rmSync(join(folder, 'manifest.json'));
    await expect(opening()).rejects.toThrow(/manifest\.json is missing/);
  });

  it('is refused where it reads another transcript than this server writes, or is another kind of model', async () => {
    await expect(openModelFolder(folder, { ...EXPECTED, serialiser: 'transcript-1' })).rejects.toThrow(
      `reads ${SERIALISER_VERSION}, and this server writes transcript-1`,
    );
    await expect(openModelFolder(folder, { ...EXPECTED, kind: 'reward-judge' })).rejects.toThrow(
      'is a policy, not a reward-judge',
    );
  });

  it.each([
    ['another format', (manifest: Record<string, unknown>) => (manifest['format'] = 2), 'has format 2'],
    ['no graph', (manifest: Record<string, unknown>) => delete manifest['graph'], 'lacks kind, graph'],
    ['a graph without a hash', (manifest: Record<string, unknown>) => (manifest['graph'] = 'x.onnx'), 'no hash for x.onnx'],
  ])('is refused with a manifest that has %s', async (_name, change, message) => {
    rewrite(change);
    await expect(opening()).rejects.toThrow(message);
  });

  it('is refused with a manifest that is no JSON', async () => {
    writeFileSync(join(folder, 'manifest.json'), '{');
    await expect(opening()).rejects.toThrow('is no JSON');
  });

  it('has the adapters that the manifest names, and no other', async () => {
    rewrite((manifest) => (manifest['adapters'] = [{ name: 'repo', graph: 'policy.onnx' }]));
    const opened = await openModelFolder(folder, EXPECTED);
    expect(graphOf(opened, 'repo')).toBe(join(folder, 'policy.onnx'));
    expect(() => graphOf(opened, 'dpo')).toThrow('has no adapter "dpo"; there are repo');
  });
});
