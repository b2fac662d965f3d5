import { beforeEach, describe, expect, it } from 'vitest';
import { builtInRubric } from '../../platform/rubric-file.js';
import { builtInSop } from '../../platform/built-in-sop.js';
import { PartnerB } from '../../simulation/partners-b/partner-b.js';
import { TrainingWorker } from './training-worker.js';

interface Moment {
  turn: number;
  prompt: string;
  grammar: { states: { next: Record<string, number>; slots?: number }[]; slots: string[][] };
  stage: string;
}
interface Standing {
  conversation: string;
  moment?: Moment;
  end?: { status: string; messages: { author: string; text: string }[]; tickets: object[] };
  text?: string | null;
  replaced?: string;
  error?: string;
}

const SEED = 5;
const WORDS = 'Thank you for the answer.';
let worker: TrainingWorker;
beforeEach(() => {
  worker = new TrainingWorker({
    sop: builtInSop(),
    rubric: builtInRubric(),
    partner: (_family, scenario, seed, responsive) => new PartnerB(scenario, seed, { responsive }),
  });
});

const one = async <T = Standing>(call: string, item: object): Promise<T> => (await worker.answer(call, [item]))[0] as T;
const begin = (index: number, more: object = {}): Promise<Standing> =>
  one('begin', { partners: 'B', seed: SEED, index, ...more });

/** The first plan that the grammar permits, with words. */
function firstCompletion({ grammar }: Moment, words = WORDS): string {
  const tags: string[] = [];
  for (let state = grammar.states[0]!; state.slots === undefined;) {
    const [tag, to] = Object.entries(state.next)[0]!;
    tags.push(tag);
    state = grammar.states[to]!;
  }
  return ` ${tags.join(' ')} ${words} <end>`;
}

/** Plays on with first plans until the conversation ends, and notes what was said. */
async function playOut(from: Standing): Promise<{ completions: string[]; last: Standing }> {
  const completions: string[] = [];
  let standing = from;
  while (standing.moment) {
    const completion = firstCompletion(standing.moment);
    completions.push(completion);
    standing = await one('speak', { conversation: standing.conversation, completion });
  }
  return { completions, last: standing };
}

describe('the worker for the trainer', () => {
  it('says which serialiser, guardrails, procedure and rubric it stands for', async () => {
    const described = await one<Record<string, unknown>>('describe', {});
    expect(described).toMatchObject({
      serialiser: expect.stringMatching(/^transcript-/),
      sop: expect.stringMatching(/^hotel-rate@/),
    });
    expect(described['tags']).toContain('<do:counter>');
    expect(described['slots']).toContain('{ask_rate}');
    expect(described['rewardSpecs']).toContain('repo-bounded');
  });

  it('plays conversations to their end, and tells what came of them', async () => {
    const { last, completions } = await playOut(await begin(3));
    expect(completions.length).toBeGreaterThan(0);
    expect(last.end!.messages.filter(({ author }) => author === 'agent')).toHaveLength(completions.length);
    expect(last.end!.tickets.length).toBeGreaterThan(0);
    expect(await one('speak', { conversation: last.conversation, completion: 'x' })).toMatchObject({
      error: expect.stringContaining('no conversation'),
    });
  });

  it('goes on where a conversation stood, from what was said in it', async () => {
    const started = await begin(3);
    const { completions } = await playOut(started);
    const again = await begin(3, { completions: completions.slice(0, 1) });
    const first = await begin(3);
    const second = await one('speak', { conversation: first.conversation, completion: completions[0] });
    expect(again.moment).toEqual(second.moment);
    expect(again.conversation).not.toBe(first.conversation);
  });

  it('writes a prompt that grows at its end only', async () => {
    const { conversation, moment } = await begin(3, { budget: 4_000 });
    const completion = firstCompletion(moment!);
    const next = await one('speak', { conversation, completion });
    expect(next.moment!.prompt.startsWith(`${moment!.prompt}${completion}`)).toBe(true);
    expect(next.moment!.turn).toBe(moment!.turn + 1);
  });

  it('lets the scripted arm speak where a completion is no reply, and says why', async () => {
    const { conversation } = await begin(3);
    const next = await one('speak', { conversation, completion: ' nonsense' });
    expect(next).toMatchObject({ replaced: 'plan_not_whole', text: expect.stringMatching(/\w/) });
    expect(next.text).not.toContain('nonsense');
  });

  it('assesses completions of a moment without saying them', async () => {
    const { conversation, moment } = await begin(3);
    const [clean, promising, broken] = (await worker.answer(
      'assess',
      [WORDS, 'We guarantee you 40 more bookings, and I will delist you otherwise.', 'Only {ask_rate_6}.'].map((words) => ({
        conversation,
        completion: firstCompletion(moment!, words),
      })),
    )) as { blocking?: { guardrail: string; severity: number }[]; fault?: string; verdict?: { total: number } }[];
    expect(promising!.blocking!.map(({ guardrail }) => guardrail)).toContain('numeric-grounding');
    expect(promising!.blocking!.length).toBeGreaterThan(clean!.blocking!.length);
    expect(broken).toEqual({ fault: 'slot_without_value' });
    expect((await begin(3)).moment!.prompt).toBe(moment!.prompt);
  });

  it('rewards by a spec and its frozen statistics, and a blocked reply less than a clean one', async () => {
    const identity = { rm: null, judge: 'any', rubric: 'any' };
    const replies = Array.from({ length: 40 }, (_, index) => ({
      rj: 60 + index,
      rf: -(index % 4) * 5,
      stage: 'briefing',
      partnerAct: null,
    }));
    const { statistics } = await one<{ statistics: object }>('freeze', { id: 'sample', identity: 'any', replies }).then(
      (refused) => {
        expect(refused).toMatchObject({ error: 'identity: must be an object' });
        return one<{ statistics: object }>('freeze', { id: 'sample', identity, replies });
      },
    );
    const verdict = { result: 'judged', deductions: [], total: 0, rubric: 'any', judge: 'any' };
    const score = { blocking: [], softPoints: 0, couldNotCheck: false, verdict, stage: 'briefing', partnerAct: null };
    const rewards = (await worker.answer('reward', [
      { spec: 'judge-rules', statistics, score },
      { spec: 'judge-rules', statistics, score: { ...score, blocking: [0.6] } },
      { spec: 'no-such-spec', statistics, score },
    ])) as { result?: string; reward?: number; error?: string; sources?: { feedback: number } }[];
    expect(rewards.slice(0, 2).map(({ result }) => result)).toEqual(['scored', 'scored']);
    expect(rewards[0]!.sources!.feedback).toBeGreaterThan(0);
    expect(rewards[0]!.sources!.feedback).toBeLessThan(1);
    expect(rewards[1]!.reward!).toBeLessThan(rewards[0]!.reward!);
    expect(rewards[2]).toEqual({ error: 'There is no reward spec "no-such-spec"' });
  });

  it('shows two replies to a moment as a reader sees them, amounts and all', async () => {
    const { conversation, moment } = await begin(1);
    const [a, b] = [firstCompletion(moment!, 'Good morning.'), firstCompletion(moment!, 'Hello.')];
    const item = await one<{ context: { header: string; state: string }; a: string; b: string }>('item', { conversation, a, b });
    expect(item).toMatchObject({ a: 'Good morning.', b: 'Hello.', context: { transcript: [] } });
    expect(item.context.header).toMatch(/per room and night/);
    expect(await one('item', { conversation, a, b: 'no reply' })).toEqual({ error: 'b: plan_not_whole' });
  });

  it('spoils only the item that is faulty, and names the field', async () => {
    const answers = (await worker.answer('begin', [
      { partners: 'B', seed: -1, index: 0 },
      { partners: 'B', seed: SEED, index: 0 },
      'text',
    ])) as unknown as Standing[];
    expect(answers[0]).toEqual({ error: 'seed: must be a whole number, 0 or more' });
    expect(answers[1]!.conversation).toBeDefined();
    expect(answers[2]).toEqual({ error: 'An item must be an object' });
    await expect(worker.answer('constructor', [])).rejects.toThrow('There is no call');
  });

  it('holds no rate of ours and no limit in what a policy reads', async () => {
    for (let index = 0; index < 10; index++) {
      const { moment } = await begin(index);
      if (moment) expect(moment.prompt.replace(/<[^>]*>|\{[^}]*\}/g, '')).not.toMatch(/\d/);
    }
  });
});
