import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { partnersOf } from '../../src/cli/simulated-partners.js';
import { openModels, type OpenedModels } from '../../src/composition/models.js';
import { simulationPipeline } from '../../src/composition/simulation-pipeline.js';
import { readConfiguration } from '../../src/config/configuration.js';
import { projectRoot } from '../../src/config/paths.js';
import { type TurnRecord } from '../../src/domain/conversation/turn-record.js';
import { PipelineConversation, type PipelineParts } from '../../src/simulation/play/pipeline-conversation.js';
import { playConversation } from '../../src/simulation/play/play-conversation.js';
import { recordOf, type SimulatedRecord } from '../../src/simulation/summary/tally.js';
import { drawScenario } from '../../src/simulation/world/draw-scenario.js';

/** What the process held after so many turns, garbage collected. */
export interface MemorySample {
  turns: number;
  /** Counts processes, from 1. */
  process: number;
  residentBytes: number;
  heapBytes: number;
  bufferBytes: number;
}

interface Progress {
  /** Of model and settings: a run that was interrupted goes on with the same ones. */
  run: string;
  conversations: number;
  turns: number;
  scripted: number;
  degraded: number;
  /** Milliseconds, over all processes. */
  took: number;
  samples: MemorySample[];
}

export interface PipelineRunOptions {
  /** Folder of the policy, from the root of the project. */
  model: string;
  adapter?: string;
  candidates: string;
  /** Megabytes of what the policy has read that are kept. */
  cache: string;
  /** Turns after which memory is read. */
  every: number;
  /** Where progress is kept; absent: it is lost with the process. */
  state?: string;
}

/** A conversation that is over, with the record of every turn. */
export interface PlayedThrough {
  record: SimulatedRecord;
  turns: readonly TurnRecord[];
}

export const RUN_SEED = 7;
const MEGABYTE = 1e6;

/**
 * Whole turns of the arm `onnx` with partners B, one conversation after the other, with the policy on its thread as it is served.
 * Scenario and seed are the conversation's number, so that a run that was interrupted goes on where it was, in a new process.
 */
export class PipelineRun {
  private readonly counting: PipelineParts;
  private readonly partnerOf = partnersOf('B');
  private readonly process: number;
  private last: readonly TurnRecord[] = [];

  private constructor(
    private readonly options: PipelineRunOptions,
    private readonly models: OpenedModels,
    pipeline: PipelineParts,
    readonly progress: Progress,
  ) {
    this.process = (progress.samples.at(-1)?.process ?? 0) + 1;
    this.counting = {
      ...pipeline,
      forget: (negotiationId) => {
        this.last = [...pipeline.turns(negotiationId)];
        pipeline.forget(negotiationId);
      },
    };
  }

  static async open(options: PipelineRunOptions): Promise<PipelineRun> {
    // A network of random weights writes little that can be used, and says so every time.
    Logger.overrideLogger(false);
    const { model, adapter, candidates, cache, state } = options;
    const run = JSON.stringify({ model, adapter, candidates, cache, seed: RUN_SEED });
    const progress =
      state !== undefined && existsSync(state)
        ? (JSON.parse(readFileSync(state, 'utf8')) as Progress)
        : { run, conversations: 0, turns: 0, scripted: 0, degraded: 0, took: 0, samples: [] };
    if (progress.run !== run) throw new Error(`${state} is of another run: ${progress.run}`);
    const configuration = readConfiguration({
      POLICY: 'onnx',
      POLICY_MODEL: join(projectRoot, model),
      ...(adapter === undefined ? {} : { POLICY_ADAPTER: adapter }),
      POLICY_DEADLINE_MS: '600000',
      // With more, a run would be over before that is full, and would only show it filling.
      POLICY_CACHE_MB: cache,
      CANDIDATES: candidates,
    });
    const models = await openModels(configuration);
    const refused = models.models().find(({ status }) => status === 'refused');
    if (refused) throw new Error(refused.reason);
    return new PipelineRun(options, models, simulationPipeline(configuration, RUN_SEED, models), progress);
  }

  /** Plays on until so many turns have been taken. `played` hears of each conversation before it counts as done. */
  async until(turns: number, played: (conversation: PlayedThrough) => void = () => undefined): Promise<void> {
    const { progress } = this;
    while (progress.turns < turns) {
      const begun = performance.now();
      const conversation = await this.play(progress.conversations);
      played(conversation);
      const before = progress.turns;
      progress.conversations += 1;
      progress.turns += conversation.turns.length;
      progress.scripted += conversation.turns.filter(({ resolution }) => resolution.kind === 'script').length;
      progress.degraded += conversation.turns.filter(({ degradedTo }) => degradedTo !== undefined).length;
      progress.took += performance.now() - begun;
      if (Math.floor(progress.turns / this.options.every) > Math.floor(before / this.options.every)) this.sample();
      this.save();
    }
  }

  close(): Promise<void> {
    return this.models.close();
  }

  /** One conversation by its number, the same each time; it counts for nothing. */
  async play(number: number): Promise<PlayedThrough> {
    const scenario = drawScenario(RUN_SEED, number);
    const partner = this.partnerOf(scenario, RUN_SEED, { responsive: true });
    const result = await playConversation(new PipelineConversation(scenario, this.counting, 'onnx'), partner);
    return { record: recordOf(scenario, partner.description, result), turns: this.last };
  }

  private sample(): void {
    const collect = (globalThis as { gc?: () => void }).gc;
    if (!collect) throw new Error('Run with npm run bench: garbage has to be collected before memory is read');
    collect();
    const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
    const { turns } = this.progress;
    this.progress.samples.push({
      turns,
      process: this.process,
      residentBytes: rss,
      heapBytes: heapUsed,
      bufferBytes: arrayBuffers,
    });
    process.stderr.write(`${turns} turns, ${(rss / MEGABYTE).toFixed(0)} MB\n`);
  }

  private save(): void {
    const { state } = this.options;
    if (state === undefined) return;
    writeFileSync(`${state}.new`, JSON.stringify(this.progress));
    renameSync(`${state}.new`, state);
  }
}

/** A file of JSON lines, one for each conversation of a run; lines beyond `count` are of one that was not finished. */
export class ConversationLines<T> {
  constructor(
    private readonly file: string,
    count: number,
  ) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, count) : [];
    if (lines.length < count) throw new Error(`${file} has ${lines.length} conversations of ${count}`);
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  }

  append(line: T): void {
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }

  read(): T[] {
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T);
  }
}
