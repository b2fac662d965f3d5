import { type OpenAI } from 'openai';
import { type Format, type LengthParameter, type OptionalParameter } from './endpoint-habits.js';

export interface ChatMessage {
  role: 'system' | 'user';
  content: string;
}

/** A JSON Schema in the subset that structured outputs support: every property required, none besides. */
export interface AnswerSchema {
  /** Letters, digits, `_` and `-`. */
  name: string;
  schema: Record<string, unknown>;
}

/** How one call is put; what the endpoint refuses is left out of the next. */
export interface CallForm {
  format: Format;
  choices: number;
  lengthParameter: LengthParameter;
  without: ReadonlySet<OptionalParameter>;
}

export interface RequestParts {
  model: string;
  messages: readonly ChatMessage[];
  answer: AnswerSchema;
  maximumTokens: number;
  temperature: number;
  seed?: number;
}

export function chatRequest(parts: RequestParts, form: CallForm): OpenAI.ChatCompletionCreateParamsNonStreaming {
  return {
    model: parts.model,
    messages: messagesFor(parts, form.format),
    ...(form.choices > 1 ? { n: form.choices } : {}),
    [form.lengthParameter]: parts.maximumTokens,
    ...(form.without.has('temperature') ? {} : { temperature: parts.temperature }),
    ...(parts.seed === undefined || form.without.has('seed') ? {} : { seed: parts.seed }),
    ...responseFormat(parts.answer, form.format),
  };
}

/** Without a schema that the server enforces, the model is told it in words. */
function messagesFor({ messages, answer }: RequestParts, format: Format): ChatMessage[] {
  if (format === 'json_schema') return [...messages];
  const instruction = `Answer with one JSON object and nothing else: no remarks, no code fence. It must fit this JSON Schema:\n${JSON.stringify(answer.schema)}`;
  const last = messages.at(-1);
  return last?.role === 'user'
    ? [...messages.slice(0, -1), { ...last, content: `${last.content}\n\n${instruction}` }]
    : [...messages, { role: 'user', content: instruction }];
}

function responseFormat(
  answer: AnswerSchema,
  format: Format,
): Pick<OpenAI.ChatCompletionCreateParamsNonStreaming, 'response_format'> {
  switch (format) {
    case 'json_schema':
      return {
        response_format: { type: 'json_schema', json_schema: { name: answer.name, schema: answer.schema, strict: true } },
      };
    case 'json_object':
      return { response_format: { type: 'json_object' } };
    case 'text':
      return {};
  }
}
