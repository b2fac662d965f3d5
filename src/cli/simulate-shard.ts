import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatClient } from '../adapters/openai/chat-client.js';
import { type ChatChoice } from '../adapters/openai/chat-response.js';
import { simulationPipeline } from '../composition/simulation-pipeline.js';
import { readConfiguration, type Configuration } from '../config/configuration.js';
import { projectRoot } from '../config/paths.js';
import { builtInSop } from '../platform/built-in-sop.js';
import { SystemClock } from '../platform/system-clock.js';
import { SystemRandomness } from '../platform/system-randomness.js';
import { baselineWriter, oracleMandates } from '../simulation/arms/baseline-writers.js';
import { UtteranceBank } from '../simulation/language/utterance-bank.js';
import { type UtterancePattern } from '../simulation/language/utterance.js';
import { type SimulatedPartner } from '../simulation/partner.js';
import { PartnerA } from '../simulation/partners-a/partner-a.js';
import { PartnerB } from '../simulation/partners-b/partner-b.js';
import { PartnerLlm, type AskModel } from '../simulation/partners-llm/partner-llm.js';
import { type ConversationUnderPlay } from '../simulation/play/conversation-under-play.js';
import { MemoryConversation } from '../simulation/play/memory-conversation.js';
import { PipelineConversation } from '../simulation/play/pipeline-conversation.js';
import { playConversation } from '../simulation/play/play-conversation.js';
import { recordOf } from '../simulation/summary/tally.js';
import { drawScenario } from '../simulation/world/draw-scenario.js';
import { type Scenario } from '../simulation/world/scenario.js';
import { isBaseline, type SimulationOptions } from './simulate-options.js';

/** Conversations of one file. */
export const SHARD_SIZE = 100;

export const shardFile = (directory: string, shard: number): string =>
  join(directory, 'shards', `${String(shard).padStart(5, '0')}.jsonl`);

/** Plays the conversations of one shard and writes them as one file, whole or not at all. */
export async function playShard(options: SimulationOptions, shard: number, directory: string, played: () => void): Promise<void> {
  const conversationOf = stageFor(options);
  const partnerOf = partnersFor(options);
  const lines: string[] = [];
  const last = Math.min(options.conversations, (shard + 1) * SHARD_SIZE);
  for (let index = shard * SHARD_SIZE; index < last; index++) {
    const scenario = drawScenario(options.seed, index);
    const partner = partnerOf(scenario);
    const result = await playConversation(conversationOf(scenario), partner);
    lines.push(JSON.stringify(recordOf(scenario, partner.description, result)));
    played();
  }
  const file = shardFile(directory, shard);
  writeFileSync(`${file}.unfinished`, lines.map((line) => `${line}\n`).join(''));
  renameSync(`${file}.unfinished`, file);
}

function stageFor({ arm, seed, world }: SimulationOptions): (scenario: Scenario) => ConversationUnderPlay {
  if (world === 'pipeline') {
    const pipeline = simulationPipeline(readConfiguration(), seed);
    return (scenario) => new PipelineConversation(scenario, pipeline, arm);
  }
  if (!isBaseline(arm)) throw new Error(`The arm ${arm} cannot be played in memory`);
  const sop = builtInSop();
  return (scenario) => {
    const mandates = arm === 'oracle' ? oracleMandates(scenario) : undefined;
    return new MemoryConversation(scenario, sop, baselineWriter(arm, scenario, seed), mandates);
  };
}

/** Makes the partners of a run. */
function partnersFor({ partners, placebo, seed }: SimulationOptions): (scenario: Scenario) => SimulatedPartner {
  const responsive = !placebo;
  switch (partners) {
    case 'A': {
      const bank = readBank();
      return (scenario) => new PartnerA(scenario, seed, { responsive, bank });
    }
    case 'B':
      return (scenario) => new PartnerB(scenario, seed, { responsive });
    case 'llm': {
      const ask = modelOf(readConfiguration());
      return (scenario) => new PartnerLlm(scenario, seed, ask);
    }
  }
}

/** Asked of models that keep to a schema; others answer in plain words. */
const PARTNER_ANSWER = {
  name: 'partner_message',
  schema: {
    type: 'object',
    properties: { message: { type: 'string' } },
    required: ['message'],
    additionalProperties: false,
  },
};

/** @throws where no endpoint is configured */
function modelOf(configuration: Configuration): AskModel {
  if (!configuration.openai) throw new Error('Partners played by a model need OPENAI_BASE_URL and OPENAI_MODEL');
  const client = new ChatClient(configuration.openai, new SystemClock(), new SystemRandomness());
  return async ({ system, dialogue, seed }) => {
    const { choices } = await client.ask({
      purpose: 'partner',
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: dialogue.map(({ ours, text }) => `${ours ? 'Them' : 'You'}: ${text}`).join('\n') },
      ],
      answer: PARTNER_ANSWER,
      count: 1,
      temperature: 0.9,
      seed,
    });
    return messageIn(choices[0]);
  };
}

/** The message of an answer in JSON, or what was answered instead. */
function messageIn(choice: ChatChoice | undefined): string {
  if (choice === undefined) return '';
  if ('problem' in choice) return choice.content ?? '';
  const { message } = choice.value;
  return typeof message === 'string' ? message : '';
}

/** @throws where the corpus has not been mined yet */
function readBank(): UtteranceBank {
  const lines = readFileSync(join(projectRoot, 'training', 'corpus', 'bank.jsonl'), 'utf8').split('\n');
  return UtteranceBank.of(lines.filter((line) => line !== '').map((line) => JSON.parse(line) as UtterancePattern));
}
