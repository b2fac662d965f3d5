import { workerData } from 'node:worker_threads';
import { serveJobs } from '../threads/serve-jobs.js';
import { RewardJudgeModel, type ReplyScore, type ScoreJob } from './reward-judge-model.js';
import { type ScorerThreadOptions } from './scorer-thread.js';

/** The thread that reward model and judge work on. */
const { folder, threads } = workerData as ScorerThreadOptions;

await serveJobs<ScoreJob, ReplyScore[]>(async () => {
  const model = await RewardJudgeModel.load(folder, threads);
  return { identity: folder, work: (job) => model.score(job) };
});
