import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChatClientSettings } from '../../../src/adapters/openai/chat-client.js';
import { OpenAiInterpreter } from '../../../src/adapters/openai/openai-interpreter.js';
import { interpret } from '../../../src/domain/understanding/interpret.js';
import { type InterpretInput } from '../../../src/domain/understanding/reading.js';
import { aChatClient } from '../../support/chat-clients.js';
import {
  answering,
  failing,
  hanging,
  malformed,
  OpenAiServer,
  refusing,
  streamingGarbage,
  truncated,
} from '../../support/openai-server.js';

let server: OpenAiServer;
beforeEach(async () => {
  server = await OpenAiServer.start();
});
afterEach(() => server.close());

const input: InterpretInput = { text: 'We could do 450 per night.', currency: 'EUR', asked: 'rate', standingAsk: '455' };
const read = (change: Record<string, unknown> = {}): string =>
  JSON.stringify({
    acts: [],
    amounts: [{ value: '450', words: '450 per night' }],
    concerns: [],
    mood: 'neutral',
    topics: [],
    ...change,
  });
const sut = (over: Partial<ChatClientSettings> = {}) =>
  new OpenAiInterpreter(aChatClient(server.baseUrl, { retries: 0, ...over }));

describe('The interpreter behind an endpoint', () => {
  it('agrees with the parser where the model does', async () => {
    server.behaviour = answering(read());
    expect(await sut().interpret(input)).toEqual(interpret(input));
  });

  it('asks instead of guessing where the two read different numbers', async () => {
    server.behaviour = answering(read({ amounts: [] }));
    const reading = await sut().interpret(input);
    expect(reading.ambiguities).toContain('amount');
    expect(reading.quotes).toEqual(interpret(input).quotes);
  });

  it('takes in what the model shows in the partner’s words', async () => {
    server.behaviour = answering(read({ concerns: ['season'], mood: 'warm', acts: [{ act: 'greet', words: 'We could' }] }));
    const reading = await sut().interpret(input);
    expect(reading.concerns).toContain('season');
    expect(reading.mood).toBe('warm');
    expect(reading.acts.map(({ act }) => act)).toContain('greet');
  });

  it.each([
    ['a body that is no JSON', malformed],
    ['a stream of garbage', streamingGarbage],
    ['a refusal', refusing],
    ['a reading that was cut off', truncated(read().slice(0, 30))],
    ['acts that do not exist', answering(read({ acts: [{ act: 'haggle', words: '450' }] }))],
    ['500', failing()],
    ['401', failing(401)],
  ])('falls back to the parser where the answer is %s', async (_name, behaviour) => {
    server.behaviour = behaviour;
    expect(await sut().interpret(input)).toEqual(interpret(input));
  });

  it('falls back in time where the endpoint is slow, or where the caller gives up', async () => {
    server.behaviour = hanging;
    const interpreter = sut({ timeoutMs: 60, deadlineMs: 60 });
    expect(await interpreter.interpret(input)).toEqual(interpret(input));
    expect(await interpreter.interpret(input, AbortSignal.abort())).toEqual(interpret(input));
  });

  it('asks nobody about nothing', async () => {
    expect(await sut().interpret({ text: ' \n' })).toEqual(interpret({ text: ' \n' }));
    expect(server.requests).toHaveLength(0);
  });
});
