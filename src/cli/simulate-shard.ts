import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openModels, type OpenedModels } from '../composition/models.js';
import { simulationPipeline } from '../composition/simulation-pipeline.js';
import { type Configuration, readConfiguration } from '../config/configuration.js';
import { builtInSop } from '../platform/built-in-sop.js';
import { baselineWriter } from '../simulation/arms/baseline-writers.js';
import { oracleMandates } from '../simulation/arms/oracle.js';
import { type SimulatedPartner } from '../simulation/partner.js';
import { type ConversationUnderPlay } from '../simulation/play/conversation-under-play.js';
import { MemoryConversation } from '../simulation/play/memory-conversation.js';
import { PipelineConversation } from '../simulation/play/pipeline-conversation.js';
import { playConversation } from '../simulation/play/play-conversation.js';
import { recordOf } from '../simulation/summary/tally.js';
import { drawScenario } from '../simulation/world/draw-scenario.js';
import { type Scenario } from '../simulation/world/scenario.js';
import { isBaseline, type SimulationOptions } from './simulate-options.js';
import { partnersOf } from './simulated-partners.js';

/** Conversations of one file. */
export const SHARD_SIZE = 100;

export const shardFile = (directory: string, shard: number): string =>
  join(directory, 'shards', `${String(shard).padStart(5, '0')}.jsonl`);

/** Plays the conversations of one shard and writes them as one file, whole or not at all. */
export async function playShard(options: SimulationOptions, shard: number, directory: string, played: () => void): Promise<void> {
  const conversationOf = await stageFor(options);
  const partnerOf = partnersOf(options.partners);
  const lines: string[] = [];
  const last = Math.min(options.conversations, (shard + 1) * SHARD_SIZE);
  for (let index = shard * SHARD_SIZE; index < last; index++) {
    const scenario = drawScenario(options.seed, index);
    const partner = partnerOf(scenario, options.seed, { responsive: !options.placebo });
    const result = await playConversation(conversationOf(scenario, partner), partner);
    lines.push(JSON.stringify(recordOf(scenario, partner.description, result)));
    played();
  }
  const file = shardFile(directory, shard);
  writeFileSync(`${file}.unfinished`, lines.map((line) => `${line}\n`).join(''));
  renameSync(`${file}.unfinished`, file);
}

/** A process plays many shards with the same models. */
let opened: Promise<OpenedModels> | undefined;
const modelsOf = (configuration: Configuration): Promise<OpenedModels> => (opened ??= openModels(configuration));

async function stageFor({
  arm,
  seed,
  world,
}: SimulationOptions): Promise<(scenario: Scenario, partner: SimulatedPartner) => ConversationUnderPlay> {
  if (world === 'pipeline') {
    const configuration = readConfiguration();
    const pipeline = simulationPipeline(configuration, seed, await modelsOf(configuration));
    return (scenario) => new PipelineConversation(scenario, pipeline, arm);
  }
  if (!isBaseline(arm)) throw new Error(`The arm ${arm} cannot be played in memory`);
  const sop = builtInSop();
  return (scenario, partner) => {
    const options = arm === 'oracle' ? { mandates: oracleMandates(scenario) } : {};
    return new MemoryConversation(scenario, sop, baselineWriter(arm, scenario, seed, partner), options);
  };
}
