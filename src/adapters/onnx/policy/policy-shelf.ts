import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SERIALISER_VERSION } from '../../../domain/policy/serialiser/version.js';
import { type ModelState, type PolicyModelOption } from '../../../turn/ports/model-directory.js';
import { untilAborted } from '../../../turn/until-aborted.js';
import { identityOf, ModelError, type ModelManifest, readManifest } from '../model-folder.js';
import { ModelThreadError } from '../threads/model-thread.js';
import { type PolicyThreadOptions, type PolicyWriter, startPolicyThread } from './policy-thread.js';

export interface PolicyShelfSettings {
  /** Folder of the model that writes where nobody has chosen another; the folders beside it are other versions. */
  folder: string;
  adapter?: string;
  /** Threads that one pass is spread over. */
  threads: number;
  /** Bytes of what was read that each open model keeps. */
  cacheBytes: number;
  /** Models that lie in memory at a time; one more while all of them have a turn in hand. */
  mostOpen: number;
}

/** Gives a writer for as long as a piece of work takes. */
export interface PolicyWriters {
  /**
   * @param model identity, `policy@1.0.0/grpo-repo`; undefined: the one that writes by default
   * @throws {ModelError} where there is no such model or it must not be used; the signal's reason once it is aborted
   */
  use<T>(model: string | undefined, signal: AbortSignal, work: (writer: PolicyWriter) => Promise<T>): Promise<T>;
}

interface Choice {
  folder: string;
  adapter?: string;
}

interface OpenModel {
  starting: Promise<PolicyWriter>;
  writer?: PolicyWriter;
  users: number;
}

/** Stands for the default model where not even its name can be read. */
const UNNAMED = '';

/**
 * The policies that this installation could write with. A model is opened when it is first used or {@link prepare}d, and stays
 * open while it is among the latest used; a turn keeps the model that it began with, whatever is chosen meanwhile.
 */
export class PolicyShelf implements PolicyWriters {
  /** The least recently used first. */
  private readonly open = new Map<string, OpenModel>();
  private readonly refused = new Map<string, string>();
  /** Read once: every turn asks for it. */
  private readDefault: string | undefined;
  private closed = false;

  constructor(
    private readonly settings: PolicyShelfSettings,
    private readonly start: (options: PolicyThreadOptions) => Promise<PolicyWriter> = startPolicyThread,
  ) {}

  /** Every version and adapter whose manifest fits this server; files are held against their hashes when a model is opened. */
  options(): PolicyModelOption[] {
    return [...this.choices()].map(([identity, { manifest, adapter }]) => ({
      identity,
      version: manifest.version,
      ...(adapter === undefined ? {} : { adapter }),
      default: identity === this.defaultIdentity,
      open: this.open.get(identity)?.writer !== undefined,
    }));
  }

  /** Models that were asked for: open, or refused. */
  states(): ModelState[] {
    const role = { role: 'policy', arm: 'onnx' } as const;
    const serving = [...this.open.values()].flatMap(({ writer }): ModelState[] =>
      writer ? [{ ...role, identity: writer.identity, status: 'serving' }] : [],
    );
    const refused = [...this.refused].map(([identity, reason]): ModelState => ({
      ...role,
      ...(identity === UNNAMED ? {} : { identity }),
      status: 'refused',
      reason,
      degradedTo: 'intent',
    }));
    return [...serving, ...refused];
  }

  /**
   * Opens a model before anybody depends on it; one that was refused is tried again.
   * @returns null, or why it must not be used
   */
  async prepare(model?: string): Promise<string | null> {
    this.refused.delete(model ?? this.defaultIdentity);
    try {
      await this.use(model, new AbortController().signal, () => Promise.resolve());
      return null;
    } catch (error) {
      // A thread that does not come up is no reason to choose what it was to write with.
      if (error instanceof ModelError || error instanceof ModelThreadError) return error.message;
      throw error;
    }
  }

  async use<T>(model: string | undefined, signal: AbortSignal, work: (writer: PolicyWriter) => Promise<T>): Promise<T> {
    const identity = model ?? this.defaultIdentity;
    const entry = this.entry(identity);
    entry.users += 1;
    try {
      return await work(await untilAborted(signal, () => entry.starting));
    } finally {
      entry.users -= 1;
      this.trim();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    const opened = [...this.open.values()];
    this.open.clear();
    await Promise.all(opened.map(({ starting }) => closeWhenStarted(starting)));
  }

  private get defaultIdentity(): string {
    const { folder, adapter } = this.settings;
    try {
      return (this.readDefault ??= identityOf(readManifest(folder), adapter));
    } catch (error) {
      if (error instanceof ModelError) return UNNAMED;
      throw error;
    }
  }

  private entry(identity: string): OpenModel {
    const reason = this.refused.get(identity);
    if (reason !== undefined) throw new ModelError(reason);
    if (this.closed) throw new ModelError('the models have been closed');
    const known = this.open.get(identity);
    if (known) {
      // To the end of the line.
      this.open.delete(identity);
      this.open.set(identity, known);
      return known;
    }
    const entry: OpenModel = { starting: this.started(identity), users: 0 };
    this.open.set(identity, entry);
    entry.starting.then(
      (writer) => (entry.writer = writer),
      (error: unknown) => {
        if (this.open.get(identity) === entry) this.open.delete(identity);
        if (error instanceof ModelError) this.refused.set(identity, error.message);
      },
    );
    return entry;
  }

  private async started(identity: string): Promise<PolicyWriter> {
    const { threads, cacheBytes } = this.settings;
    const { folder, adapter } = this.choiceOf(identity);
    return this.start({ folder, threads, cacheBytes, ...(adapter === undefined ? {} : { adapter }) });
  }

  private choiceOf(identity: string): Choice {
    // The default is opened as it was configured, so that what is wrong with it is said.
    if (identity === this.defaultIdentity) return this.settings;
    const choice = this.choices().get(identity);
    if (!choice) throw new ModelError(`There is no model ${identity}`);
    return choice;
  }

  private choices(): Map<string, Choice & { manifest: ModelManifest }> {
    const choices = new Map<string, Choice & { manifest: ModelManifest }>();
    for (const folder of this.folders()) {
      const manifest = fittingManifest(folder);
      if (!manifest) continue;
      const adapters = [undefined, ...(manifest.adapters ?? []).map(({ name }) => name)];
      for (const adapter of adapters) {
        const identity = identityOf(manifest, adapter);
        if (!choices.has(identity)) choices.set(identity, { folder, manifest, ...(adapter === undefined ? {} : { adapter }) });
      }
    }
    return choices;
  }

  /** The default's own folder first: of two that say they are the same model it counts. */
  private folders(): string[] {
    const { folder } = this.settings;
    const shelf = dirname(folder);
    try {
      const beside = readdirSync(shelf, { withFileTypes: true }).filter((entry) => entry.isDirectory());
      return [folder, ...beside.map(({ name }) => join(shelf, name)).filter((other) => other !== folder)];
    } catch {
      return [];
    }
  }

  private trim(): void {
    for (const [identity, { users, writer }] of this.open) {
      if (this.open.size <= this.settings.mostOpen) return;
      if (users > 0 || !writer) continue;
      this.open.delete(identity);
      void writer.close();
    }
  }
}

async function closeWhenStarted(starting: Promise<PolicyWriter>): Promise<void> {
  const writer = await starting.catch(() => undefined);
  await writer?.close();
}

function fittingManifest(folder: string): ModelManifest | null {
  try {
    const manifest = readManifest(folder);
    return manifest.kind === 'policy' && manifest.run.serialiser === SERIALISER_VERSION ? manifest : null;
  } catch (error) {
    if (error instanceof ModelError) return null;
    throw error;
  }
}
