import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatClient } from '../adapters/openai/chat-client.js';
import { type ChatChoice } from '../adapters/openai/chat-response.js';
import { readConfiguration, type Configuration } from '../config/configuration.js';
import { projectRoot } from '../config/paths.js';
import { SystemClock } from '../platform/system-clock.js';
import { SystemRandomness } from '../platform/system-randomness.js';
import { UtteranceBank } from '../simulation/language/utterance-bank.js';
import { type UtterancePattern } from '../simulation/language/utterance.js';
import { type SimulatedPartner } from '../simulation/partner.js';
import { PartnerA } from '../simulation/partners-a/partner-a.js';
import { PartnerB } from '../simulation/partners-b/partner-b.js';
import { PartnerLlm, type AskModel } from '../simulation/partners-llm/partner-llm.js';
import { type Scenario } from '../simulation/world/scenario.js';
import { type PartnerFamily } from './simulate-options.js';

/** Makes the partner of a scenario. `responsive: false` is the placebo, in which words have no effect. */
export type PartnerMaker = (scenario: Scenario, seed: number, options: { responsive: boolean }) => SimulatedPartner;

/** What a family needs is loaded once. @throws where it is not there: the mined utterances, a model's endpoint */
export function partnersOf(family: PartnerFamily): PartnerMaker {
  switch (family) {
    case 'A': {
      const bank = readBank();
      return (scenario, seed, { responsive }) => new PartnerA(scenario, seed, { responsive, bank });
    }
    case 'B':
      return (scenario, seed, { responsive }) => new PartnerB(scenario, seed, { responsive });
    case 'llm': {
      const ask = modelOf(readConfiguration());
      return (scenario, seed) => new PartnerLlm(scenario, seed, ask);
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
