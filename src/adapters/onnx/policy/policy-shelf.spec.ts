import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityOf, ModelError, readManifest } from '../model-folder.js';
import { ModelThreadError } from '../threads/model-thread.js';
import { PolicyShelf } from './policy-shelf.js';
import { type PolicyThreadOptions, type PolicyWriter } from './policy-thread.js';

const TINY = join(import.meta.dirname, '../../../../test/models/tiny-policy');
const never = new AbortController().signal;

let shelfFolder: string;
beforeEach(() => {
  shelfFolder = mkdtempSync(join(tmpdir(), 'parley-shelf-'));
  for (const version of ['1', '2', '3']) put(version, { version });
});
afterEach(() => rmSync(shelfFolder, { recursive: true }));

function put(folder: string, over: object): void {
  cpSync(TINY, join(shelfFolder, folder), { recursive: true });
  const file = join(shelfFolder, folder, 'manifest.json');
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...over }));
}

const opened: string[] = [];
const closed: string[] = [];
beforeEach(() => {
  opened.length = 0;
  closed.length = 0;
});
/** Opens nothing, and notes what it was asked to. */
function start({ folder, adapter }: PolicyThreadOptions): Promise<PolicyWriter> {
  const identity = identityOf(readManifest(folder), adapter);
  opened.push(identity);
  return Promise.resolve({
    identity,
    run: () => Promise.reject(new Error('not written with')),
    close: () => Promise.resolve(void closed.push(identity)),
  });
}
const shelf = (over: { mostOpen?: number; open?: typeof start } = {}): PolicyShelf =>
  new PolicyShelf(
    { folder: join(shelfFolder, '1'), threads: 1, cacheBytes: 1_000, mostOpen: over.mostOpen ?? 2 },
    over.open ?? start,
  );
const used = (sut: PolicyShelf, model?: string): Promise<string> =>
  sut.use(model, never, (writer) => Promise.resolve(writer.identity));

describe('the shelf of policies', () => {
  it('offers every version beside the configured one and every adapter, and nothing that is no policy of this server', () => {
    put('with-adapter', { version: '4', adapters: [{ name: 'repo', graph: 'policy.onnx' }] });
    put('judge', { version: '5', kind: 'reward-judge' });
    put('of-other-code', { version: '6', run: { name: 'old', serialiser: 'transcript-0' } });
    writeFileSync(join(shelfFolder, 'notes.txt'), 'no folder');
    expect(shelf().options()).toEqual(
      expect.arrayContaining([
        { identity: 'tiny-policy@1', version: '1', default: true, open: false },
        { identity: 'tiny-policy@2', version: '2', default: false, open: false },
        { identity: 'tiny-policy@3', version: '3', default: false, open: false },
        { identity: 'tiny-policy@4', version: '4', default: false, open: false },
        { identity: 'tiny-policy@4/repo', version: '4', adapter: 'repo', default: false, open: false },
      ]),
    );
    expect(shelf().options()).toHaveLength(5);
  });

  it('opens a model once, when it is first used, and writes with the configured one where none is named', async () => {
    const sut = shelf();
    expect(opened).toEqual([]);
    expect(await Promise.all([used(sut), used(sut), used(sut, 'tiny-policy@2')])).toEqual([
      'tiny-policy@1',
      'tiny-policy@1',
      'tiny-policy@2',
    ]);
    expect(opened).toEqual(['tiny-policy@1', 'tiny-policy@2']);
  });

  it('closes the one that was not used for longest where more than so many are open', async () => {
    const sut = shelf();
    await used(sut, 'tiny-policy@1');
    await used(sut, 'tiny-policy@2');
    await used(sut, 'tiny-policy@1');
    await used(sut, 'tiny-policy@3');
    expect(closed).toEqual(['tiny-policy@2']);
  });

  it('never closes a model that writes just now', async () => {
    const sut = shelf({ mostOpen: 1 });
    let finish = (): void => undefined;
    const writing = sut.use('tiny-policy@1', never, async (writer) => {
      await new Promise<void>((resolve) => (finish = resolve));
      return writer.identity;
    });
    expect(await used(sut, 'tiny-policy@2')).toBe('tiny-policy@2');
    expect(closed).toEqual(['tiny-policy@2']);
    finish();
    expect(await writing).toBe('tiny-policy@1');
    await used(sut, 'tiny-policy@3');
    expect(closed).toEqual(['tiny-policy@2', 'tiny-policy@1']);
  });

  it('says why a model must not be used, does not open it for every turn, and tries again when asked to', async () => {
    let broken = true;
    const sut = shelf({
      open: (options) => {
        if (!broken) return start(options);
        opened.push('broken');
        return Promise.reject(new ModelError('base-0.bin is not what the manifest says'));
      },
    });
    expect(await sut.prepare('tiny-policy@2')).toBe('base-0.bin is not what the manifest says');
    await expect(used(sut, 'tiny-policy@2')).rejects.toThrow(ModelError);
    expect(opened).toEqual(['broken']);
    expect(sut.states()).toEqual([
      {
        role: 'policy',
        arm: 'onnx',
        identity: 'tiny-policy@2',
        status: 'refused',
        reason: 'base-0.bin is not what the manifest says',
        degradedTo: 'intent',
      },
    ]);
    broken = false;
    expect(await sut.prepare('tiny-policy@2')).toBeNull();
    expect(sut.states()).toEqual([{ role: 'policy', arm: 'onnx', identity: 'tiny-policy@2', status: 'serving' }]);
  });

  it('says so where the thread does not come up, and holds nothing against the model', async () => {
    let fails = true;
    const sut = shelf({
      open: (options) => (fails ? Promise.reject(new ModelThreadError('the thread failed: no memory')) : start(options)),
    });
    expect(await sut.prepare('tiny-policy@2')).toBe('the thread failed: no memory');
    expect(sut.states()).toEqual([]);
    fails = false;
    expect(await used(sut, 'tiny-policy@2')).toBe('tiny-policy@2');
  });

  it('refuses a model that is not there, and one whose own folder cannot be read', async () => {
    expect(await shelf().prepare('tiny-policy@9')).toBe('There is no model tiny-policy@9');
    rmSync(join(shelfFolder, '1', 'manifest.json'));
    const sut = shelf({ open: ({ folder }) => Promise.reject(new ModelError(`${folder}/manifest.json is missing`)) });
    expect(await sut.prepare()).toContain('manifest.json is missing');
    expect(sut.states()[0]).toMatchObject({ status: 'refused', degradedTo: 'intent' });
    expect(sut.states()[0]).not.toHaveProperty('identity');
  });

  it('gives up waiting for a model when the turn does, and the model is there for the next', async () => {
    let begin = (): void => undefined;
    const sut = shelf({
      open: async (options) => {
        await new Promise<void>((resolve) => (begin = resolve));
        return start(options);
      },
    });
    const controller = new AbortController();
    const waiting = sut.use(undefined, controller.signal, () => Promise.resolve());
    controller.abort(new Error('a newer message'));
    await expect(waiting).rejects.toThrow('a newer message');
    begin();
    expect(await used(sut)).toBe('tiny-policy@1');
    expect(opened).toEqual(['tiny-policy@1']);
  });

  it('closes what it has opened, and opens nothing afterwards', async () => {
    const sut = shelf();
    await used(sut);
    await sut.close();
    expect(closed).toEqual(['tiny-policy@1']);
    await expect(used(sut)).rejects.toThrow('have been closed');
  });
});
