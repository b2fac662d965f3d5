import { DeterministicInterpreter } from '../adapters/deterministic-interpreter/deterministic-interpreter.js';
import { type ChatClient } from '../adapters/openai/chat-client.js';
import { OpenAiInterpreter } from '../adapters/openai/openai-interpreter.js';
import { OpenAiJudge } from '../adapters/openai/openai-judge.js';
import { SignalsJudge } from '../adapters/signals-judge/signals-judge.js';
import { type Configuration } from '../config/configuration.js';
import { JUDGE_RULES } from '../domain/rewards/spec.js';
import { specHash } from '../domain/rewards/spec-hash.js';
import { JUDGE_RULES_STATISTICS } from '../domain/rewards/statistics.js';
import { builtInRubric } from '../platform/rubric-file.js';
import { type Judge } from '../turn/ports/judge.js';
import { type PartnerInterpreter } from '../turn/ports/partner-interpreter.js';
import { RewardSettings } from '../turn/reward-settings.js';

/** A reply that loses more points than this is not sent, however it ranks. */
const MAXIMUM_DEDUCTIONS = 60;

export function createJudge(configuration: Configuration, client: ChatClient | undefined): Judge {
  const rubric = builtInRubric();
  return client && configuration.judge === 'openai' ? new OpenAiJudge(client, rubric) : new SignalsJudge(rubric);
}

export function createInterpreter(configuration: Configuration, client: ChatClient | undefined): PartnerInterpreter {
  return client && configuration.interpreter === 'openai' ? new OpenAiInterpreter(client) : new DeterministicInterpreter();
}

/** Without a reward model candidates are ranked by judge and rules. */
export function createRewardSettings(): RewardSettings {
  const spec = JUDGE_RULES;
  return new RewardSettings(spec, specHash(spec, JUDGE_RULES_STATISTICS), JUDGE_RULES_STATISTICS, MAXIMUM_DEDUCTIONS);
}
