import { workerData } from 'node:worker_threads';
import { type ActText } from '../../../domain/understanding/acts/act-text.js';
import { serveJobs } from '../threads/serve-jobs.js';
import { type FoundActs, PartnerActsModel } from './partner-acts-model.js';
import { type PartnerActsThreadOptions } from './partner-acts-thread.js';

/** The thread that the reader of acts works on. */
const { folder, threads } = workerData as PartnerActsThreadOptions;

await serveJobs<ActText, FoundActs>(async () => {
  const model = await PartnerActsModel.load(folder, threads);
  return { identity: model.identity, work: (job) => model.find(job) };
});
