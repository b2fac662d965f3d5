import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { partnersOf } from '../src/cli/simulated-partners.js';
import { openModels } from '../src/composition/models.js';
import { simulationPipeline } from '../src/composition/simulation-pipeline.js';
import { readConfiguration } from '../src/config/configuration.js';
import { projectRoot } from '../src/config/paths.js';
import { PipelineConversation } from '../src/simulation/play/pipeline-conversation.js';
import { playConversation } from '../src/simulation/play/play-conversation.js';
import { drawScenario } from '../src/simulation/world/draw-scenario.js';

/**
 * Whether memory stops growing: whole turns of the arm `onnx` with partners B, one conversation after the other, with the policy on
 * its thread as it is served. After every few hundred turns garbage is collected and memory is read. The first third is warming up;
 * after it, what the process holds at most must not rise by more than a twentieth from one half of the rest to the other. A run that
 * was interrupted goes on where it was, in a new process.
 */
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'test/models/tiny-policy' },
    adapter: { type: 'string' },
    turns: { type: 'string', default: '20000' },
    candidates: { type: 'string', default: '4' },
    every: { type: 'string', default: '500' },
    cache: { type: 'string', default: '32' },
    state: { type: 'string' },
  },
});
const [turns, every] = [Number(values.turns), Number(values.every)];
const GROWTH_LIMIT = 1.05;
const SEED = 7;
const MEGABYTE = 1e6;

interface Sample {
  turns: number;
  /** Counts processes, from 1. */
  process: number;
  residentBytes: number;
  heapBytes: number;
  bufferBytes: number;
}
interface Progress {
  conversations: number;
  turns: number;
  scripted: number;
  degraded: number;
  samples: Sample[];
}

const collect = (globalThis as { gc?: () => void }).gc;
if (!collect) throw new Error('Run with npm run bench: garbage has to be collected before memory is read');
// A network of random weights writes little that can be used, and says so every time.
Logger.overrideLogger(false);
const stateFile = values.state;
const progress: Progress =
  stateFile !== undefined && existsSync(stateFile)
    ? (JSON.parse(readFileSync(stateFile, 'utf8')) as Progress)
    : { conversations: 0, turns: 0, scripted: 0, degraded: 0, samples: [] };
const processNumber = (progress.samples.at(-1)?.process ?? 0) + 1;

const configuration = readConfiguration({
  POLICY: 'onnx',
  POLICY_MODEL: join(projectRoot, values.model),
  ...(values.adapter === undefined ? {} : { POLICY_ADAPTER: values.adapter }),
  POLICY_DEADLINE_MS: '600000',
  // What it has read is kept up to here: with more, the run would be over before that is full, and would only show it filling.
  POLICY_CACHE_MB: values.cache,
  CANDIDATES: values.candidates,
});
const models = await openModels(configuration);
const refused = models.models().find(({ status }) => status === 'refused');
if (refused) throw new Error(refused.reason);
const pipeline = simulationPipeline(configuration, SEED, models);
const counting = {
  ...pipeline,
  forget(negotiationId: string): void {
    for (const { resolution, degradedTo } of pipeline.turns(negotiationId)) {
      progress.turns += 1;
      if (resolution.kind === 'script') progress.scripted += 1;
      if (degradedTo !== undefined) progress.degraded += 1;
    }
    pipeline.forget(negotiationId);
  },
};
const partnerOf = partnersOf('B');

const begun = performance.now();
const before = progress.turns;
let next = (Math.floor(progress.turns / every) + 1) * every;
while (progress.turns < turns) {
  const scenario = drawScenario(SEED, progress.conversations);
  const partner = partnerOf(scenario, SEED, { responsive: true });
  await playConversation(new PipelineConversation(scenario, counting, 'onnx'), partner);
  progress.conversations += 1;
  if (progress.turns < next) continue;
  next = (Math.floor(progress.turns / every) + 1) * every;
  collect();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  progress.samples.push({
    turns: progress.turns,
    process: processNumber,
    residentBytes: rss,
    heapBytes: heapUsed,
    bufferBytes: arrayBuffers,
  });
  save();
  process.stderr.write(`${progress.turns} turns, ${(rss / MEGABYTE).toFixed(0)} MB\n`);
}
const took = performance.now() - begun;
await models.close();

function save(): void {
  if (stateFile === undefined) return;
  writeFileSync(`${stateFile}.new`, JSON.stringify(progress));
  renameSync(`${stateFile}.new`, stateFile);
}

const warm = progress.samples.slice(Math.floor(progress.samples.length / 3));
const [earlier, later] = [warm.slice(0, warm.length / 2), warm.slice(warm.length / 2)];
const most = (samples: readonly Sample[], of: (sample: Sample) => number): number => Math.max(...samples.map(of));
const row = (of: (sample: Sample) => number): Record<string, string> => ({
  'first MB': (of(progress.samples[0]!) / MEGABYTE).toFixed(1),
  'most, earlier half': (most(earlier, of) / MEGABYTE).toFixed(1),
  'most, later half': (most(later, of) / MEGABYTE).toFixed(1),
  ratio: (most(later, of) / most(earlier, of)).toFixed(3),
});
console.table({
  resident: row(({ residentBytes }) => residentBytes),
  heap: row(({ heapBytes }) => heapBytes),
  buffers: row(({ bufferBytes }) => bufferBytes),
});
const share = (count: number): string => `${((100 * count) / progress.turns).toFixed(1)}%`;
console.log(
  `${progress.turns} turns in ${progress.conversations} simulated conversations, ${processNumber} process(es), ` +
    `${(took / Math.max(1, progress.turns - before)).toFixed(1)} ms a turn; ${share(progress.scripted)} scripts, ${share(progress.degraded)} written by another arm`,
);
const growth = most(later, ({ residentBytes }) => residentBytes) / most(earlier, ({ residentBytes }) => residentBytes);
console.log(`Growth after the first third: ${growth.toFixed(3)} (limit ${GROWTH_LIMIT})`);
process.exit(growth <= GROWTH_LIMIT ? 0 : 1);
