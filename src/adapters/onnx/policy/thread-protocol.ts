import { type WriteJob, type WriteOutcome } from './policy-engine.js';

/** What a model's thread is started with. */
export interface ThreadOptions {
  /** Folder of the model, and one of its adapters; absent: the base. */
  folder: string;
  adapter?: string;
  /** Threads that one pass is spread over. */
  threads: number;
  /** Bytes of what was read that are kept. */
  cacheBytes: number;
}

/** To the thread. */
export type ThreadRequest = { id: number; kind: 'write'; job: WriteJob } | { id: number; kind: 'abort' };

/** From the thread: first whether it can work at all, then an answer to each job. */
export type ThreadAnswer =
  | { kind: 'ready'; identity: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'done'; id: number; outcome: WriteOutcome }
  | { kind: 'failed'; id: number; reason: string };
