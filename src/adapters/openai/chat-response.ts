import { type Usage } from '../../domain/conversation/reply.js';
import { isRecord, readJsonObject } from './read-json.js';

/** Why a choice holds no object that can be used. */
export type ChoiceProblem = 'refused' | 'filtered' | 'truncated' | 'not_json';

export type ChatChoice =
  /** `cut`: the model went on after the object until it was stopped. */
  { value: Record<string, unknown>; bare: boolean; cut: boolean } | { problem: ChoiceProblem; content?: string };

/** Of an answer without an object its beginning is kept, for people who try an endpoint; it is never logged. */
const MOST_CONTENT = 1_000;

export interface Completion {
  choices: ChatChoice[];
  tokens: Pick<Usage, 'promptTokens' | 'completionTokens'>;
  /** The model that answered, in the endpoint's words. */
  model?: string;
}

/** Reads a body that claims to be a chat completion; undefined where it is none. Trusts nothing of its shape. */
export function readCompletion(body: unknown): Completion | undefined {
  if (!isRecord(body) || !Array.isArray(body['choices']) || body['choices'].length === 0) return undefined;
  const usage = isRecord(body['usage']) ? body['usage'] : {};
  return {
    choices: body['choices'].map(readChoice),
    tokens: { promptTokens: count(usage['prompt_tokens']), completionTokens: count(usage['completion_tokens']) },
    ...(typeof body['model'] === 'string' ? { model: body['model'].slice(0, 200) } : {}),
  };
}

function readChoice(choice: unknown): ChatChoice {
  if (!isRecord(choice) || !isRecord(choice['message'])) return { problem: 'not_json' };
  const { content, refusal } = choice['message'];
  if (typeof refusal === 'string' && refusal !== '') return { problem: 'refused' };
  if (choice['finish_reason'] === 'content_filter') return { problem: 'filtered' };
  const cut = choice['finish_reason'] === 'length';
  const answer = typeof content === 'string' ? readJsonObject(content) : undefined;
  if (!answer) {
    return {
      problem: cut ? 'truncated' : 'not_json',
      ...(typeof content === 'string' ? { content: content.slice(0, MOST_CONTENT) } : {}),
    };
  }
  return { ...answer, cut };
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
