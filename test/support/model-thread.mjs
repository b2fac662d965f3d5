// A model's thread without a model, for the tests of threads: says what it is told to say, dies where it is told to.
import { parentPort, workerData } from 'node:worker_threads';

const held = new Map();
parentPort.on('message', ({ id, kind, job }) => {
  if (kind === 'abort') return parentPort.postMessage({ kind: 'failed', id, reason: held.delete(id) ? 'aborted' : 'unknown' });
  if (job === 'die') process.exit(1);
  if (job === 'throw') throw new Error('a bug');
  if (job === 'hold') return held.set(id, true);
  if (job === 'fail') return parentPort.postMessage({ kind: 'failed', id, reason: 'cannot be done' });
  parentPort.postMessage({ kind: 'done', id, outcome: { job, held: held.size } });
});
if (workerData.refuses) parentPort.postMessage({ kind: 'refused', reason: 'base-0.bin is missing' });
else parentPort.postMessage({ kind: 'ready', identity: 'nothing@1' });
