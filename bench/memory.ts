import { parseArgs } from 'node:util';
import { GROWTH_LIMIT, reportGrowth } from './support/memory-growth.js';
import { PipelineRun } from './support/pipeline-run.js';

/**
 * Whether memory stops growing: whole turns of the arm `onnx` with the tiny model of the tests. After every few hundred turns garbage
 * is collected and memory is read. `pipeline` does the same with the model that is served.
 */
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'test/models/tiny-policy' },
    turns: { type: 'string', default: '20000' },
    candidates: { type: 'string', default: '4' },
    every: { type: 'string', default: '500' },
    cache: { type: 'string', default: '32' },
    state: { type: 'string' },
  },
});
const { model, candidates, cache, state } = values;
const run = await PipelineRun.open({
  model,
  candidates,
  cache,
  every: Number(values.every),
  ...(state === undefined ? {} : { state }),
});
await run.until(Number(values.turns));
await run.close();

const { turns, conversations, scripted, degraded, took, samples } = run.progress;
const share = (count: number): string => `${((100 * count) / turns).toFixed(1)}%`;
console.log(
  `${turns} turns in ${conversations} simulated conversations, ${samples.at(-1)!.process} process(es), ` +
    `${(took / turns).toFixed(1)} ms a turn; ${share(scripted)} scripts, ${share(degraded)} written by another arm`,
);
process.exit(reportGrowth(samples) <= GROWTH_LIMIT ? 0 : 1);
