import { type ActText } from '../../../domain/understanding/acts/act-text.js';
import { ModelThread, type ModelRunner } from '../threads/model-thread.js';
import { type FoundActs } from './partner-acts-model.js';

/** What the thread of the reader of acts is started with. */
export interface PartnerActsThreadOptions {
  folder: string;
  /** Threads that one pass is spread over. */
  threads: number;
}

/** Finds acts; on this thread or on another one. */
export type PartnerActsReader = ModelRunner<ActText, FoundActs>;

/** @throws ModelError where the model is not to be used */
export function startPartnerActsThread(options: PartnerActsThreadOptions): Promise<PartnerActsReader> {
  return ModelThread.start(new URL('./partner-acts-worker.js', import.meta.url), options);
}
