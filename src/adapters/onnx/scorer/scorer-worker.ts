import { workerData } from 'node:worker_threads';
import { serveJobs } from '../threads/serve-jobs.js';
import { RewardJudgeModel, type ReplyScore, type RewardJudgeFolders, type ScoreJob } from './reward-judge-model.js';

/** The thread that reward model and judge work on. */
const folders = workerData as RewardJudgeFolders;

await serveJobs<ScoreJob, ReplyScore[]>(async () => {
  const model = await RewardJudgeModel.load(folders);
  return { identity: folders.folder, work: (job) => model.score(job) };
});
