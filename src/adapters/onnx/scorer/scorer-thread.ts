import { ModelThread, type ModelRunner } from '../threads/model-thread.js';
import { type ReplyScore, type ScoreJob } from './reward-judge-model.js';

/** What the thread of reward model and judge is started with. */
export interface ScorerThreadOptions {
  folder: string;
  /** Threads that one pass is spread over. */
  threads: number;
}

/** Scores replies; on this thread or on another one. */
export type ReplyScorer = ModelRunner<ScoreJob, ReplyScore[]>;

/** @throws ModelError where the model is not to be used */
export function startScorerThread(options: ScorerThreadOptions): Promise<ReplyScorer> {
  return ModelThread.start(new URL('./scorer-worker.js', import.meta.url), options);
}
