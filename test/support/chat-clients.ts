import { Logger } from '@nestjs/common';
import { ChatClient, type ChatClientSettings, type ChatQuestion } from '../../src/adapters/openai/chat-client.js';
import { Clock } from '../../src/turn/ports/clock.js';
import { Randomness } from '../../src/turn/ports/randomness.js';

/** Real time, which a spec may move ahead. */
export class ShiftedClock extends Clock {
  ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  monotonic(): number {
    return performance.now() + this.ahead;
  }
}

class SteadyRandomness extends Randomness {
  id(): string {
    return '0192f3a0-0000-7000-8000-000000000000';
  }

  uniform(): number {
    return 0.5;
  }

  bytes(length: number): Buffer {
    return Buffer.alloc(length);
  }
}

// What the client notices about its endpoint is asserted on, not printed.
Logger.overrideLogger(false);

export const KEY = 'sk-a-key-that-must-not-be-told';

/** A client that retries at once and gives up soon. */
export function aChatClient(
  baseUrl: string,
  over: Partial<ChatClientSettings> = {},
  clock: Clock = new ShiftedClock(),
): ChatClient {
  return new ChatClient(
    {
      baseUrl,
      apiKey: KEY,
      model: 'scripted',
      timeoutMs: 2_000,
      deadlineMs: 4_000,
      maximumTokens: 50,
      retries: 2,
      parallelCalls: 4,
      prices: { promptPerMillion: '2.50', completionPerMillion: '10' },
      backoffMs: 2,
      longestBackoffMs: 8,
      ...over,
    },
    clock,
    new SteadyRandomness(),
  );
}

export function aQuestion(over: Partial<ChatQuestion> = {}): ChatQuestion {
  return {
    purpose: 'policy',
    messages: [
      { role: 'system', content: 'You answer.' },
      { role: 'user', content: 'A private word of the partner.' },
    ],
    answer: {
      name: 'answer',
      schema: { type: 'object', additionalProperties: false, required: ['word'], properties: { word: { type: 'string' } } },
    },
    count: 1,
    temperature: 0.8,
    seed: 7,
    ...over,
  };
}
