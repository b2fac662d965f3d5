import { IntentPolicy } from '../adapters/intent/intent-policy.js';
import { type ChatClient } from '../adapters/openai/chat-client.js';
import { DegradingPolicy } from '../adapters/openai/degrading-policy.js';
import { OpenAiPolicy } from '../adapters/openai/openai-policy.js';
import { type Configuration } from '../config/configuration.js';
import { ConfiguredPolicyRegistry } from '../turn/configured-policy-registry.js';
import { type PolicyRegistry, type ReplyPolicy } from '../turn/ports/reply-policy.js';

/** The arms of this installation: `intent` always, `openai` where an endpoint is configured. */
export function createArms(configuration: Configuration, client: ChatClient | undefined): PolicyRegistry {
  const intent = new IntentPolicy();
  const arms: ReplyPolicy[] = [intent];
  if (client) arms.push(new DegradingPolicy(new OpenAiPolicy(client), intent));
  return new ConfiguredPolicyRegistry(arms, configuration.arm);
}
