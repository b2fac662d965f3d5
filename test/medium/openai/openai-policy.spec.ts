import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChatClientSettings } from '../../../src/adapters/openai/chat-client.js';
import { DegradingPolicy } from '../../../src/turn/degrading-policy.js';
import { OpenAiPolicy } from '../../../src/adapters/openai/openai-policy.js';
import { type ReplyContext } from '../../../src/domain/conversation/reply-context.js';
import { PolicyUnavailableError, ReplyPolicy, type Proposal, type ProposeRequest } from '../../../src/turn/ports/reply-policy.js';
import { aChatClient } from '../../support/chat-clients.js';
import { bargainingContext, SECRET_FORMS, twoTicketContext } from '../../support/negotiation-contexts.js';
import {
  answering,
  failing,
  hanging,
  ignoringN,
  inTurn,
  malformed,
  OpenAiServer,
  rateLimited,
  refusing,
  streamingGarbage,
  truncated,
} from '../../support/openai-server.js';

let server: OpenAiServer;
beforeEach(async () => {
  server = await OpenAiServer.start();
});
afterEach(() => server.close());

const context = bargainingContext();
const move = context.menu.asks.at(-1)!;
const reply = (change: Record<string, unknown> = {}): string =>
  JSON.stringify({
    act: 'counter',
    tactic: 'empathy',
    asks: [move.step],
    levers: [],
    text: 'Thank you for {quote}. Could you do {ask_rate}?',
    ...change,
  });
const sut = (over: Partial<ChatClientSettings> = {}) => new OpenAiPolicy(aChatClient(server.baseUrl, over));
const request = (over: Partial<ProposeRequest> = {}): ProposeRequest => ({
  context,
  count: 3,
  negotiationId: 'negotiation-1',
  earlierTurns: () => Promise.resolve([]),
  feedback: [],
  signal: new AbortController().signal,
  seed: 'turn-1:0',
  ...over,
});

/** The control arm, as far as degrading is concerned. */
class ScriptedPolicy extends ReplyPolicy {
  readonly arm = 'intent';

  propose({ context: { directive } }: ProposeRequest): Promise<Proposal> {
    const plan = { act: directive.may[0]!, tactic: 'none' as const, asks: [], leverIds: [] };
    return Promise.resolve({ candidates: [{ plan, text: 'A script.', source: 'script:x#0' }], policy: 'intent@1' });
  }
}

describe('The openai arm', () => {
  it('writes candidates whose amounts the server fills in', async () => {
    server.behaviour = answering((_request, choice) => reply({ text: `Reply ${'abc'[choice]}: could you do {ask_rate}?` }));
    const proposal = await sut().propose(request());
    expect(proposal.candidates.map(({ text }) => text)).toEqual(
      ['a', 'b', 'c'].map((name) => `Reply ${name}: could you do EUR ${move.rate}?`),
    );
    expect(proposal.candidates[0]).toMatchObject({
      plan: { act: 'counter', tactic: 'empathy', asks: [{ ticketId: 'deluxe', step: move.step }], leverIds: [] },
      template: 'Reply a: could you do {ask_rate}?',
      source: 'openai:scripted-1',
    });
    expect(proposal.policy).toBe('openai:scripted-1/policy-prompt/1');
    expect(proposal.degradedTo).toBeUndefined();
  });

  it('drops what this turn does not permit and counts it; the others bear the cost', async () => {
    server.behaviour = answering(
      (_request, choice) => [reply(), reply({ act: 'close_agreed' }), reply({ text: 'Could you?' })][choice]!,
    );
    const policy = sut();
    const { candidates } = await policy.propose(request());
    expect(candidates).toHaveLength(1);
    expect([...policy.dropped]).toEqual([
      ['act_not_permitted', 1],
      ['ask_not_stated', 1],
    ]);
    expect(candidates[0]?.usage).toEqual({ promptTokens: 100, completionTokens: 60, cost: '0.00085' });
  });

  it('takes equal texts for one candidate', async () => {
    server.behaviour = ignoringN(reply());
    expect((await sut().propose(request())).candidates).toHaveLength(1);
  });

  it('gives the same question the same seed, and every try of a turn another', async () => {
    server.behaviour = answering(reply());
    await sut().propose(request());
    await sut().propose(request());
    await sut().propose(request({ seed: 'turn-1:1' }));
    const seeds = server.requests.map(({ body }) => body.seed);
    expect(seeds[0]).toBe(seeds[1]);
    expect(seeds[2]).not.toBe(seeds[0]);
  });

  it('hands on what was wrong with refused replies', async () => {
    server.behaviour = answering(reply());
    const findings = [{ guardrail: 'pressure', result: 'violation' as const, severity: 0.8, reason: 'It presses.' }];
    await sut().propose(request({ feedback: [{ text: 'Now or never!', findings }] }));
    expect(server.requests[0]?.body.messages[1]?.content).toContain('"Now or never!" — pressure: It presses.');
  });

  it.each([
    ['one ticket', bargainingContext()],
    ['two tickets', twoTicketContext()],
  ])('sends the limit rate to the endpoint in no form, with %s', async (_name, within: ReplyContext) => {
    server.behaviour = ignoringN(reply({ act: 'ask_reason', asks: [], text: 'What stands in the way?' }));
    await sut().propose(request({ context: within }));
    expect(server.requests).toHaveLength(3);
    for (const form of [...SECRET_FORMS, '731.29']) expect(server.everythingReceived).not.toContain(form);
  });

  it.each([
    ['malformed answers', malformed, 'unreadable'],
    ['a stream of garbage', streamingGarbage, 'unreadable'],
    ['429', rateLimited(), 'rate_limited'],
    ['500', failing(), 'server_error'],
    ['prose', answering('I would rather not.'), 'nothing usable was written (not_json)'],
    ['truncated answers', truncated('{"act":"counter","te'), 'nothing usable was written (truncated)'],
    ['refusals', refusing, 'nothing usable was written (refused)'],
    ['plans off the menu', answering(reply({ asks: ['first'] })), 'nothing usable was written (ask_not_permitted)'],
  ])('is unavailable where the endpoint gives only %s', async (_name, behaviour, reason) => {
    server.behaviour = behaviour;
    await expect(sut({ retries: 1 }).propose(request())).rejects.toMatchObject({
      name: 'PolicyUnavailableError',
      arm: 'openai',
      reason,
    });
  });

  it('is unavailable in time where the endpoint is slow', async () => {
    server.behaviour = hanging;
    await expect(sut({ timeoutMs: 60, deadlineMs: 60 }).propose(request())).rejects.toMatchObject({ reason: 'timeout' });
  });
});

describe('The openai arm with a substitute', () => {
  const degrading = (over: Partial<ChatClientSettings> = {}) => new DegradingPolicy(sut(over), new ScriptedPolicy());

  it('writes by itself while it can', async () => {
    server.behaviour = answering(reply());
    const proposal = await degrading().propose(request());
    expect(proposal.degradedTo).toBeUndefined();
    expect(proposal.policy).toMatch(/^openai:/);
  });

  it('says that another arm wrote where it cannot', async () => {
    server.behaviour = failing();
    const policy = degrading({ retries: 0 });
    expect(policy.arm).toBe('openai');
    expect(await policy.propose(request())).toMatchObject({
      policy: 'intent@1',
      degradedTo: 'intent',
      candidates: [{ text: 'A script.' }],
    });
  });

  it('writes by itself again as soon as it can', async () => {
    server.behaviour = inTurn(failing(), answering(reply()));
    const policy = degrading({ retries: 0 });
    expect((await policy.propose(request())).degradedTo).toBe('intent');
    expect((await policy.propose(request())).degradedTo).toBeUndefined();
  });

  it('lets nobody write for a caller who has given up', async () => {
    server.behaviour = hanging;
    const controller = new AbortController();
    const proposing = degrading().propose(request({ signal: controller.signal }));
    controller.abort();
    await expect(proposing).rejects.toBeInstanceOf(PolicyUnavailableError);
  });
});
