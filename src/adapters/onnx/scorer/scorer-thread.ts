import { ModelThread, type ModelRunner } from '../threads/model-thread.js';
import { type ReplyScore, type RewardJudgeFolders, type ScoreJob } from './reward-judge-model.js';

/** Scores replies; on this thread or on another one. */
export type ReplyScorer = ModelRunner<ScoreJob, ReplyScore[]>;

/** @throws ModelError where the model is not to be used */
export function startScorerThread(options: RewardJudgeFolders): Promise<ReplyScorer> {
  return ModelThread.start(new URL('./scorer-worker.js', import.meta.url), options);
}
