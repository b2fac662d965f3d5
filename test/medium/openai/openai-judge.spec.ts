import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChatClientSettings } from '../../../src/adapters/openai/chat-client.js';
import { OpenAiJudge } from '../../../src/adapters/openai/openai-judge.js';
import { rubricName } from '../../../src/domain/judge/rubric.js';
import { type JudgeItem } from '../../../src/turn/ports/judge.js';
import { aChatClient } from '../../support/chat-clients.js';
import { bargainingContext, SECRET_FORMS } from '../../support/negotiation-contexts.js';
import {
  answering,
  type Behaviour,
  failing,
  hanging,
  inTurn,
  malformed,
  OpenAiServer,
  rateLimited,
  refusing,
  resetting,
  streamingGarbage,
  truncated,
} from '../../support/openai-server.js';

const RUBRIC = {
  id: 'hotel-rate',
  version: 3,
  items: [
    {
      id: 'over_promising',
      title: 'Over-promising',
      points: 40,
      description: 'Promises what we cannot grant.',
      examples: { loses: ['We guarantee it.'], keeps: ['We can offer the badge.'] },
    },
    {
      id: 'cold',
      title: 'Cold',
      points: 15,
      description: 'Does not answer what the partner feels.',
      examples: { loses: [], keeps: [] },
    },
  ],
};

let server: OpenAiServer;
beforeEach(async () => {
  server = await OpenAiServer.start();
});
afterEach(() => server.close());

const context = bargainingContext();
const sut = (over: Partial<ChatClientSettings> = {}, rubric = RUBRIC) =>
  new OpenAiJudge(aChatClient(server.baseUrl, over), rubric);
// The model reads words, not signals.
const item = (text: string) =>
  ({ text, plan: { act: 'counter', tactic: 'none', asks: [], leverIds: [] } }) as unknown as JudgeItem;
const clean = answering('{"deductions":[]}');
const twoFaults = answering(
  JSON.stringify({
    deductions: [
      { item: 'over_promising', evidence: 'we guarantee', reason: 'Guarantees.' },
      { item: 'cold', evidence: '', reason: 'Says nothing about their offer.' },
    ],
  }),
);

describe('The judge behind an endpoint', () => {
  it('deducts the points of the rubric with the words they rest on', async () => {
    server.behaviour = twoFaults;
    expect(await sut().judge(context, [item('Here we guarantee more guests.')])).toEqual([
      {
        result: 'judged',
        deductions: [
          { item: 'over_promising', points: 40, evidence: 'we guarantee', reason: 'Guarantees.' },
          { item: 'cold', points: 15, reason: 'Says nothing about their offer.' },
        ],
        total: 55,
        rubric: rubricName(RUBRIC),
        judge: 'openai:scripted/judge-prompt/1',
      },
    ]);
    expect(server.requests[0]?.body).toMatchObject({ temperature: 0, response_format: { type: 'json_schema' } });
  });

  it('judges all candidates, each for itself and in their order', async () => {
    server.behaviour = (request, response) =>
      (request.body.messages[1]?.content.includes('we guarantee') ? twoFaults : clean)(request, response);
    const verdicts = await sut().judge(context, [item('Lovely.'), item('Now we guarantee it.'), item('Good.')]);
    expect(verdicts.map((verdict) => (verdict.result === 'judged' ? verdict.total : verdict.reason))).toEqual([0, 55, 0]);
  });

  it('asks nothing where there is nothing to judge', async () => {
    expect(await sut().judge(context, [])).toEqual([]);
    expect(server.requests).toHaveLength(0);
  });

  it('remembers a verdict for the same rubric, moment and words, and for no other', async () => {
    server.behaviour = clean;
    const judge = sut();
    const first = await judge.judge(context, [item('Good.')]);
    expect(await judge.judge(context, [item('Good.')])).toEqual(first);
    expect(server.requests).toHaveLength(1);
    await judge.judge(context, [item('Fine.')]);
    await judge.judge({ ...context, stage: 'closing' }, [item('Good.')]);
    expect(server.requests).toHaveLength(3);
  });

  it('remembers a bounded number', async () => {
    server.behaviour = clean;
    const judge = new OpenAiJudge(aChatClient(server.baseUrl), RUBRIC, 1);
    for (const text of ['One.', 'Two.', 'One.']) await judge.judge(context, [item(text)]);
    expect(server.requests).toHaveLength(3);
  });

  it.each<[string, Behaviour, string]>([
    ['a body that is no JSON', malformed, 'unreadable'],
    ['a stream of garbage', streamingGarbage, 'unreadable'],
    ['prose', answering('Looks fine to me, no deductions.'), 'not_json'],
    ['an object without deductions', answering('{}'), 'unreadable'],
    ['a verdict in another shape', answering('{"deductions":"none"}'), 'unreadable'],
    ['a verdict that was cut off', truncated('{"deductions":['), 'truncated'],
    ['a clean verdict that it went on from until it was stopped', truncated('{"deductions":[]} but then again'), 'truncated'],
    ['a refusal', refusing, 'refused'],
    ['evidence that occurs nowhere', answering('{"deductions":[{"item":"cold","evidence":"go away","reason":"x"}]}'), 'unproven'],
    ['429', rateLimited(), 'rate_limited'],
    ['500', failing(), 'server_error'],
    ['401', failing(401), 'unauthorised'],
    ['a reset connection', resetting, 'connection'],
  ])('could not check where the answer is %s', async (_name, behaviour, reason) => {
    server.behaviour = behaviour;
    expect(await sut({ retries: 1 }).judge(context, [item('Good.')])).toEqual([
      { result: 'could_not_check', reason, rubric: rubricName(RUBRIC), judge: 'openai:scripted/judge-prompt/1' },
    ]);
  });

  it('could not check in time where the endpoint is slow, or where the caller gives up', async () => {
    server.behaviour = hanging;
    const judge = sut({ timeoutMs: 60, deadlineMs: 60 });
    expect(await judge.judge(context, [item('Good.')])).toMatchObject([{ result: 'could_not_check', reason: 'timeout' }]);
    expect(await judge.judge(context, [item('Good.')], { signal: AbortSignal.abort() })).toMatchObject([
      { result: 'could_not_check', reason: 'aborted' },
    ]);
  });

  it('remembers no failure', async () => {
    server.behaviour = inTurn(failing(), clean);
    const judge = sut({ retries: 0 });
    expect(await judge.judge(context, [item('Good.')])).toMatchObject([{ result: 'could_not_check' }]);
    expect(await judge.judge(context, [item('Good.')])).toMatchObject([{ result: 'judged', total: 0 }]);
  });

  it('sends the limit rate to the endpoint in no form', async () => {
    server.behaviour = clean;
    await sut().judge(context, [item('Good.')]);
    for (const form of SECRET_FORMS) expect(server.everythingReceived).not.toContain(form);
  });
});
