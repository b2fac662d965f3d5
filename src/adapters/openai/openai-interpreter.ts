import { Logger } from '@nestjs/common';
import { interpret } from '../../domain/understanding/interpret.js';
import { type InterpretInput, type PartnerReading } from '../../domain/understanding/reading.js';
import { PartnerInterpreter } from '../../turn/ports/partner-interpreter.js';
import { type ChatClient } from './chat-client.js';
import { ChatError } from './chat-error.js';
import { INTERPRETER_PROMPT_VERSION, INTERPRETER_SCHEMA, interpreterPrompt } from './interpreter-prompt.js';
import { mergeReadings, type ModelReading, readModelReading } from './merge-readings.js';

/** The deterministic reading, enriched by a language model where it answers in time and in order. */
export class OpenAiInterpreter extends PartnerInterpreter {
  readonly version: string;
  private readonly logger = new Logger(OpenAiInterpreter.name);

  constructor(private readonly client: ChatClient) {
    super();
    this.version = `deterministic+openai:${client.model}/${INTERPRETER_PROMPT_VERSION}`;
  }

  override get readsElsewhere(): boolean {
    return true;
  }

  async interpret(input: InterpretInput, signal?: AbortSignal): Promise<PartnerReading> {
    const parsed = interpret(input);
    if (input.text.trim() === '') return parsed;
    const model = await this.ask(input, signal);
    return model ? mergeReadings(input, parsed, model) : parsed;
  }

  /** Undefined where the model has nothing to say that could be relied on: the deterministic reading stands. */
  private async ask(input: InterpretInput, signal?: AbortSignal): Promise<ModelReading | undefined> {
    try {
      const { choices } = await this.client.ask({
        purpose: 'interpreter',
        messages: interpreterPrompt(input),
        answer: INTERPRETER_SCHEMA,
        count: 1,
        temperature: 0,
        ...(signal === undefined ? {} : { signal }),
      });
      const choice = choices[0];
      const model = choice && 'value' in choice && !choice.cut ? readModelReading(choice.value) : undefined;
      if (!model) this.logger.warn('The model gave no usable reading; the deterministic one stands');
      return model;
    } catch (error) {
      const failure = error instanceof ChatError ? error.failure : String(error);
      this.logger.warn({ failure }, 'The model did not read; the deterministic reading stands');
      return undefined;
    }
  }
}
