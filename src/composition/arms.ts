import { IntentPolicy } from '../adapters/intent/intent-policy.js';
import { type ChatClient } from '../adapters/openai/chat-client.js';
import { OnnxPolicy } from '../adapters/onnx/policy/onnx-policy.js';
import { OpenAiPolicy } from '../adapters/openai/openai-policy.js';
import { type Configuration } from '../config/configuration.js';
import { ConfiguredPolicyRegistry } from '../turn/configured-policy-registry.js';
import { DegradingPolicy } from '../turn/degrading-policy.js';
import { type PolicyRegistry, type ReplyPolicy } from '../turn/ports/reply-policy.js';
import { NO_MODELS, type OpenedModels } from './models.js';

/** The arms of this installation: `intent` always, `openai` where an endpoint is configured, `onnx` where there is a model. */
export function createArms(
  configuration: Configuration,
  client: ChatClient | undefined,
  models: OpenedModels = NO_MODELS,
): PolicyRegistry {
  const intent = new IntentPolicy();
  const arms: ReplyPolicy[] = [intent];
  if (client) arms.push(new DegradingPolicy(new OpenAiPolicy(client), intent));
  const { shelf } = models;
  if (shelf && shelf.options().length > 0)
    arms.push(new DegradingPolicy(new OnnxPolicy(shelf, configuration.policyModel), intent));
  // A refused model leaves its conversations to the scripted arm; the model directory says so.
  const serving = models.models().some(({ role, status }) => role === 'policy' && status === 'serving');
  const refused = configuration.arm === 'onnx' && !serving;
  return new ConfiguredPolicyRegistry(arms, refused ? intent.arm : configuration.arm);
}
