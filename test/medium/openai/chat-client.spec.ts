import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatError } from '../../../src/adapters/openai/chat-error.js';
import { type ChatAnswer, type ChatClientSettings } from '../../../src/adapters/openai/chat-client.js';
import { aChatClient, aQuestion, KEY, ShiftedClock } from '../../support/chat-clients.js';
import {
  answering,
  breakingOff,
  failing,
  failingWithEcho,
  hanging,
  ignoringN,
  inTurn,
  malformed,
  OpenAiServer,
  rateLimited,
  refusing,
  refusingParameter,
  rejecting,
  resetting,
  stalling,
  streamingGarbage,
  takingFormats,
  truncated,
  unexpected,
} from '../../support/openai-server.js';

const WORD = '{"word":"yes"}';
const numbered = answering((request, choice) => JSON.stringify({ word: `${request.body.seed}/${choice}` }));

let server: OpenAiServer;
const clock = new ShiftedClock();

beforeEach(async () => {
  server = await OpenAiServer.start();
});
afterEach(() => server.close());

const sut = (over: Partial<ChatClientSettings> = {}) => aChatClient(server.baseUrl, over, clock);
const words = (answer: ChatAnswer) => answer.choices.map((choice) => ('value' in choice ? choice.value['word'] : choice.problem));

async function failureOf(asking: Promise<unknown>): Promise<ChatError> {
  const error: unknown = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ChatError);
  return error as ChatError;
}

describe('A chat client and a server that does everything', () => {
  it('asks once for several choices in the format of the schema', async () => {
    server.behaviour = numbered;
    const answer = await sut().ask(aQuestion({ count: 3 }));
    expect(words(answer)).toEqual(['7/0', '7/1', '7/2']);
    expect(answer).toMatchObject({ calls: 1, format: 'json_schema', model: 'scripted-1' });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      authorization: `Bearer ${KEY}`,
      body: { model: 'scripted', n: 3, seed: 7, temperature: 0.8, max_tokens: 50, response_format: { type: 'json_schema' } },
    });
  });

  it('counts tokens and their price', async () => {
    server.behaviour = numbered;
    const client = sut();
    const answer = await client.ask(aQuestion({ count: 3 }));
    // 100 × 2.50 / 10^6 + 60 × 10 / 10^6
    expect(answer.usage).toEqual({ promptTokens: 100, completionTokens: 60, cost: '0.00085' });
    await client.ask(aQuestion({ purpose: 'judge' }));
    expect(client.spending().get('policy')).toEqual({
      questions: 1,
      failedQuestions: 0,
      calls: 1,
      retries: 0,
      usage: answer.usage,
    });
    expect(client.spending().get('judge')?.usage).toEqual({ promptTokens: 100, completionTokens: 20, cost: '0.00045' });
  });
});

describe('A chat client and a server that ignores n', () => {
  it('asks again for the choices that are missing, with other seeds, and adds up what they cost', async () => {
    server.behaviour = ignoringN((request) => JSON.stringify({ word: request.body.seed }));
    const answer = await sut().ask(aQuestion({ count: 4 }));
    expect(words(answer)).toEqual([7, 8, 9, 10]);
    expect(answer.calls).toBe(4);
    expect(answer.usage).toMatchObject({ promptTokens: 400, completionTokens: 80 });
  });

  it('remembers it, and asks again after a while', async () => {
    server.behaviour = ignoringN(WORD);
    const client = sut();
    await client.ask(aQuestion({ count: 2 }));
    await client.ask(aQuestion({ count: 2 }));
    expect(server.requests.map(({ body }) => body.n)).toEqual([2, undefined, undefined, undefined]);
    clock.ahead += 11 * 60_000;
    await client.ask(aQuestion({ count: 2 }));
    expect(server.requests[4]?.body.n).toBe(2);
  });

  it('takes a refusal of n for the same', async () => {
    server.behaviour = refusingParameter('n', 'Only one completion choice is allowed', answering(WORD));
    const client = sut();
    expect(words(await client.ask(aQuestion({ count: 2 })))).toEqual(['yes', 'yes']);
    await client.ask(aQuestion({ count: 2 }));
    expect(server.requests.map(({ body }) => body.n)).toEqual([2, undefined, undefined, undefined, undefined]);
  });

  it('is content with the choices that came where further calls fail', async () => {
    server.behaviour = inTurn(ignoringN(WORD), rejecting('model', 'no more', 404));
    expect(words(await sut().ask(aQuestion({ count: 3 })))).toEqual(['yes']);
  });

  it('asks no more side by side than it is allowed', async () => {
    let running = 0;
    let most = 0;
    server.behaviour = (request, response) => {
      most = Math.max(most, ++running);
      response.on('finish', () => running--);
      setImmediate(() => ignoringN(WORD)(request, response));
    };
    expect((await sut({ parallelCalls: 2 }).ask(aQuestion({ count: 6 }))).choices).toHaveLength(6);
    expect(most).toBeLessThanOrEqual(2);
  });
});

describe('A chat client and a server without structured output', () => {
  it('goes down to json_object where json_schema is refused, says the schema in words, and remembers', async () => {
    server.behaviour = takingFormats(['json_object', 'text'], answering(WORD));
    const client = sut();
    expect(words(await client.ask(aQuestion()))).toEqual(['yes']);
    expect((await client.ask(aQuestion())).format).toBe('json_object');
    expect(server.requests.map(({ body }) => body.response_format?.type)).toEqual(['json_schema', 'json_object', 'json_object']);
    expect(server.requests[1]?.body.messages.at(-1)?.content).toContain('"word":{"type":"string"}');
  });

  it('goes down to plain text where that is refused too', async () => {
    server.behaviour = takingFormats(['text'], answering('Sure! ```json\n{"word":"yes"}\n``` Anything else?'));
    const client = sut();
    expect(words(await client.ask(aQuestion()))).toEqual(['yes']);
    await client.ask(aQuestion());
    expect(server.requests.map(({ body }) => body.response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      undefined,
      undefined,
    ]);
  });

  it('finds the object in the answer of a server that ignores the format, and then asks for less', async () => {
    server.behaviour = answering('Here you are: {"word":"yes"}');
    const client = sut();
    for (let time = 0; time < 4; time++) expect(words(await client.ask(aQuestion()))).toEqual(['yes']);
    expect(server.requests.map(({ body }) => body.response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      undefined,
      undefined,
    ]);
  });

  it('does not blame the format for an answer that was cut off or refused', async () => {
    server.behaviour = inTurn(truncated('{"word":"y'), refusing, answering(WORD));
    const client = sut();
    expect(words(await client.ask(aQuestion()))).toEqual(['truncated']);
    expect(words(await client.ask(aQuestion()))).toEqual(['refused']);
    expect((await client.ask(aQuestion())).format).toBe('json_schema');
  });

  it.each(['seed', 'temperature'] as const)('leaves out a %s that the model does not take', async (parameter) => {
    server.behaviour = refusingParameter(parameter, `Unsupported parameter: ${parameter}`, answering(WORD));
    const client = sut();
    await client.ask(aQuestion());
    await client.ask(aQuestion());
    expect(server.requests.map(({ body }) => body[parameter] !== undefined)).toEqual([true, false, false]);
    expect(server.requests.at(-1)?.body.response_format?.type).toBe('json_schema');
  });

  it('renames the bound on the length for models that want it renamed', async () => {
    const message = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
    server.behaviour = refusingParameter('max_tokens', message, answering(WORD));
    const client = sut();
    await client.ask(aQuestion());
    await client.ask(aQuestion());
    expect(server.requests.map(({ body }) => body.max_completion_tokens)).toEqual([undefined, 50, 50]);
  });

  it('does not keep asking where the refusal is not about the form', async () => {
    server.behaviour = (_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'too long', code: 'context_length_exceeded' } }));
    };
    expect(await failureOf(sut().ask(aQuestion({ count: 3 })))).toMatchObject({ failure: 'rejected', status: 400 });
    expect(server.requests).toHaveLength(1);
  });

  it('gives up on a server that refuses every form', async () => {
    server.behaviour = rejecting('messages', 'No');
    expect(await failureOf(sut().ask(aQuestion({ count: 3 })))).toMatchObject({ failure: 'rejected', status: 400 });
    expect(server.requests).toHaveLength(4);
  });
});

describe('A chat client and a server in trouble', () => {
  it.each([
    ['429', rateLimited()],
    ['500', failing(500)],
    ['503', failing(503)],
    ['a reset connection', resetting],
    ['a body that breaks off', breakingOff],
  ])('asks again after %s', async (_name, trouble) => {
    server.behaviour = inTurn(trouble, trouble, answering(WORD));
    const client = sut();
    expect(words(await client.ask(aQuestion()))).toEqual(['yes']);
    expect(client.spending().get('policy')).toMatchObject({ calls: 3, retries: 2 });
  });

  it.each([
    ['429', rateLimited(), { failure: 'rate_limited', status: 429 }],
    ['500', failing(500), { failure: 'server_error', status: 500 }],
    ['a reset connection', resetting, { failure: 'connection' }],
  ])('gives up after its retries where %s does not end', async (_name, trouble, expected) => {
    server.behaviour = trouble;
    expect(await failureOf(sut().ask(aQuestion()))).toMatchObject(expected);
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    [401, 'unauthorised'],
    [403, 'unauthorised'],
    [404, 'rejected'],
  ])('does not ask again after %i', async (status, failure) => {
    server.behaviour = failing(status);
    expect(await failureOf(sut().ask(aQuestion()))).toMatchObject({ failure, status });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['a body that is no JSON', malformed],
    ['JSON that is no completion', unexpected],
    ['a stream of garbage', streamingGarbage],
  ])('does not take %s for an answer', async (_name, behaviour) => {
    server.behaviour = behaviour;
    expect(await failureOf(sut().ask(aQuestion()))).toMatchObject({ failure: 'unreadable' });
  });

  it('waits as long as Retry-After says', async () => {
    server.behaviour = inTurn(rateLimited({ 'retry-after-ms': '60' }), answering(WORD));
    const begun = performance.now();
    await sut().ask(aQuestion());
    expect(performance.now() - begun).toBeGreaterThanOrEqual(55);
  });

  it('does not wait for a Retry-After past the deadline', async () => {
    server.behaviour = rateLimited({ 'retry-after': '30' });
    expect(await failureOf(sut().ask(aQuestion()))).toMatchObject({ failure: 'rate_limited' });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['never answers', hanging],
    ['stops in the middle of the body', stalling],
  ])('calls again after the time of one call where a server %s', async (_name, behaviour) => {
    server.behaviour = inTurn(behaviour, answering(WORD));
    expect(words(await sut({ timeoutMs: 60 }).ask(aQuestion()))).toEqual(['yes']);
  });

  it.each([
    ['never answers', hanging],
    ['stops in the middle of the body', stalling],
  ])('keeps the deadline of the question where a server %s', async (_name, behaviour) => {
    server.behaviour = behaviour;
    const begun = performance.now();
    expect(await failureOf(sut({ timeoutMs: 50, deadlineMs: 80 }).ask(aQuestion({ count: 2 })))).toMatchObject({
      failure: 'timeout',
    });
    expect(performance.now() - begun).toBeLessThan(1_500);
  });

  it('stops at once where the caller gives up', async () => {
    const controller = new AbortController();
    server.behaviour = () => controller.abort();
    expect(await failureOf(sut().ask(aQuestion({ signal: controller.signal })))).toMatchObject({ failure: 'aborted' });
    expect(server.requests).toHaveLength(1);
  });

  it('asks nothing where the caller has given up before', async () => {
    expect(await failureOf(sut().ask(aQuestion({ signal: AbortSignal.abort() })))).toMatchObject({ failure: 'aborted' });
    expect(server.requests).toHaveLength(0);
  });

  it.each([400, 401, 429, 500])('tells neither the key nor the prompt in the error of a %i that echoes them', async (status) => {
    server.behaviour = failingWithEcho(status);
    const error = await failureOf(sut({ retries: 0 }).ask(aQuestion()));
    const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${JSON.stringify(Object.getOwnPropertyNames(error))}`;
    expect(told).not.toContain(KEY);
    expect(told).not.toContain('private word');
    expect(error.cause).toBeUndefined();
  });
});

describe('The circuit of a chat client', () => {
  it('opens after failures in a row and spares the server', async () => {
    server.behaviour = failing();
    const client = sut({ retries: 0, breaker: { failures: 3, coolDownMs: 10_000 } });
    for (let time = 0; time < 3; time++)
      expect(await failureOf(client.ask(aQuestion()))).toMatchObject({ failure: 'server_error' });
    expect(await failureOf(client.ask(aQuestion()))).toMatchObject({ failure: 'circuit_open' });
    expect(server.requests).toHaveLength(3);
  });

  it('lets one probe through after the cool-down, and closes on its success', async () => {
    server.behaviour = failing();
    const client = sut({ retries: 0, breaker: { failures: 1, coolDownMs: 10_000 } });
    await failureOf(client.ask(aQuestion()));
    clock.ahead += 10_001;
    server.behaviour = hanging;
    const controller = new AbortController();
    const probe = failureOf(client.ask(aQuestion({ signal: controller.signal })));
    expect(await failureOf(client.ask(aQuestion()))).toMatchObject({ failure: 'circuit_open' });
    controller.abort();
    await probe;
    server.behaviour = answering(WORD);
    expect(words(await client.ask(aQuestion()))).toEqual(['yes']);
    expect(words(await client.ask(aQuestion()))).toEqual(['yes']);
  });

  it('opens again where the probe fails', async () => {
    server.behaviour = failing();
    const client = sut({ retries: 0, breaker: { failures: 2, coolDownMs: 10_000 } });
    await failureOf(client.ask(aQuestion()));
    await failureOf(client.ask(aQuestion()));
    clock.ahead += 10_001;
    expect(await failureOf(client.ask(aQuestion()))).toMatchObject({ failure: 'server_error' });
    expect(await failureOf(client.ask(aQuestion()))).toMatchObject({ failure: 'circuit_open' });
  });

  it('is not opened by refusals: a server that refuses is up', async () => {
    server.behaviour = failing(404);
    const client = sut({ breaker: { failures: 1, coolDownMs: 10_000 } });
    await failureOf(client.ask(aQuestion()));
    expect(await failureOf(client.ask(aQuestion()))).toMatchObject({ failure: 'rejected' });
  });
});
