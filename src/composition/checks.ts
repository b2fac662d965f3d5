import { DeterministicInterpreter } from '../adapters/deterministic-interpreter/deterministic-interpreter.js';
import { type ChatClient } from '../adapters/openai/chat-client.js';
import { OnnxInterpreter } from '../adapters/onnx/partner-acts/onnx-interpreter.js';
import { OpenAiInterpreter } from '../adapters/openai/openai-interpreter.js';
import { OpenAiJudge } from '../adapters/openai/openai-judge.js';
import { SignalsJudge } from '../adapters/signals-judge/signals-judge.js';
import { type Configuration } from '../config/configuration.js';
import { JUDGE_RULES, REPO_BOUNDED } from '../domain/rewards/spec.js';
import { specHash } from '../domain/rewards/spec-hash.js';
import { JUDGE_RULES_STATISTICS } from '../domain/rewards/statistics.js';
import { builtInRubric } from '../platform/rubric-file.js';
import { type Judge } from '../turn/ports/judge.js';
import { type PartnerInterpreter } from '../turn/ports/partner-interpreter.js';
import { RewardSettings } from '../turn/reward-settings.js';
import { type OpenedModels } from './models.js';

/** A reply that loses more points than this is not sent, however it ranks. */
const MAXIMUM_DEDUCTIONS = 60;

export function createJudge(configuration: Configuration, client: ChatClient | undefined, models: OpenedModels): Judge {
  if (models.rewards) return models.rewards.judge;
  const rubric = builtInRubric();
  return client && configuration.judge === 'openai' ? new OpenAiJudge(client, rubric) : new SignalsJudge(rubric);
}

export function createInterpreter(
  configuration: Configuration,
  client: ChatClient | undefined,
  { partnerActs }: OpenedModels,
): PartnerInterpreter {
  if (partnerActs) return new OnnxInterpreter(partnerActs);
  return client && configuration.interpreter === 'openai' ? new OpenAiInterpreter(client) : new DeterministicInterpreter();
}

/** Without a reward model candidates are ranked by judge and rules. */
export function createRewardSettings({ rewards }: OpenedModels): RewardSettings {
  const spec = rewards ? REPO_BOUNDED : JUDGE_RULES;
  const statistics = rewards?.statistics ?? JUDGE_RULES_STATISTICS;
  return new RewardSettings(spec, specHash(spec, statistics), statistics, MAXIMUM_DEDUCTIONS);
}
