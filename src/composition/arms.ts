import { IntentPolicy } from '../adapters/intent/intent-policy.js';
import { type ChatClient } from '../adapters/openai/chat-client.js';
import { OnnxPolicy } from '../adapters/onnx/policy/onnx-policy.js';
import { OpenAiPolicy } from '../adapters/openai/openai-policy.js';
import { type Configuration } from '../config/configuration.js';
import { ConfiguredPolicyRegistry } from '../turn/configured-policy-registry.js';
import { DegradingPolicy } from '../turn/degrading-policy.js';
import { type PolicyRegistry, type ReplyPolicy } from '../turn/ports/reply-policy.js';
import { NO_MODELS, type OpenedModels } from './models.js';

/** The arms of this installation: `intent` always, `openai` where an endpoint is configured, `onnx` where a model was opened. */
export function createArms(
  configuration: Configuration,
  client: ChatClient | undefined,
  models: OpenedModels = NO_MODELS,
): PolicyRegistry {
  const intent = new IntentPolicy();
  const arms: ReplyPolicy[] = [intent];
  if (client) arms.push(new DegradingPolicy(new OpenAiPolicy(client), intent));
  const { policyModel } = configuration;
  if (models.policy && policyModel) arms.push(new DegradingPolicy(new OnnxPolicy(models.policy, policyModel), intent));
  // A refused model leaves its conversations to the scripted arm; the model directory says so.
  const refused = configuration.arm === 'onnx' && !models.policy;
  return new ConfiguredPolicyRegistry(arms, refused ? intent.arm : configuration.arm);
}
