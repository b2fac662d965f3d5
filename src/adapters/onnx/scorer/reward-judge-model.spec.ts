import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeRewardJudge, RewardJudgeModel } from './reward-judge-model.js';
import { scorerText } from './scorer-text.js';
import { ScorerTokenizer } from './scorer-tokenizer.js';

/** What the trainer says of replies, and as which tokens it reads them. */
interface Reference {
  prompt: string;
  completion: string;
  ids: number[];
  types: number[];
  reward: number;
  probabilities: number[];
}

const FOLDER = join(import.meta.dirname, '../../../../test/models/tiny-reward-judge');
const read = <T>(name: string): T => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as T;
const references = read<Reference[]>('reference.json');
const { maximum_tokens: maximumTokens } = read<{ maximum_tokens: number }>('scorer.json');

let model: RewardJudgeModel;
beforeAll(async () => {
  model = await RewardJudgeModel.load(FOLDER, 1);
});
afterAll(() => model.release());

describe('reward model and judge', () => {
  it('read the very tokens that they were trained on', () => {
    const tokenizer = new ScorerTokenizer(read<object>('tokenizer.json'), maximumTokens);
    expect(references.length).toBeGreaterThan(20);
    for (const { prompt, completion, ids, types } of references) {
      expect(tokenizer.row(scorerText(prompt, completion))).toEqual({ ids, types });
    }
  });

  it('give the scores that they gave their trainer, alone and side by side', async () => {
    const [first] = references;
    const same = references.filter(({ prompt }) => prompt === first!.prompt);
    const together = await model.score({ prompt: first!.prompt, completions: same.map(({ completion }) => completion) });
    for (const [index, { reward, probabilities }] of same.entries()) {
      expect(together[index]!.reward).toBeCloseTo(reward, 2);
      together[index]!.probabilities.forEach((each, item) => expect(each).toBeCloseTo(probabilities[item]!, 2));
    }
    for (const { prompt, completion, reward } of references) {
      const [alone] = await model.score({ prompt, completions: [completion] });
      expect(alone!.reward).toBeCloseTo(reward, 2);
    }
    expect(await model.score({ prompt: first!.prompt, completions: [] })).toEqual([]);
  });

  it('bring the items of their rubric and the statistics that their rewards are made with', async () => {
    const { identity, scorerVersion, items, statistics } = await describeRewardJudge(FOLDER);
    expect(identity).toBe('tiny-reward-judge@1');
    expect(statistics.identity).toMatchObject({ rm: scorerVersion, judge: scorerVersion });
    for (const { points, threshold } of items) {
      expect(points).toBeGreaterThan(0);
      expect(threshold).toBeGreaterThan(0);
    }
  });

  it('are refused where a file is not what the manifest says', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'parley-scorer-'));
    cpSync(FOLDER, broken, { recursive: true });
    writeFileSync(join(broken, 'statistics.json'), '{}');
    await expect(describeRewardJudge(broken)).rejects.toThrow('statistics.json is not what the manifest says');
    rmSync(broken, { recursive: true });
  });
});

describe('what a scorer reads', () => {
  const prompt =
    '<system> {ota} to {hotel} <end> <agent> <stage:opening> <plan> <do:greet> </plan> Hello. <end> <partner> one <end> ' +
    '<agent> <stage:briefing> <plan> <silent> </plan> <end> <partner> two <end> <person> three <end> ' +
    '<agent> <stage:bargaining>  <may> <plan>';

  it('is the last four messages and the state, without plans and silent turns', () => {
    expect(scorerText(prompt, ' <do:hold> </plan> We see. <end>')).toEqual({
      context:
        '<agent> Hello. <end> <partner> one <end> <partner> two <end> <person> three <end> <agent> <stage:bargaining> <may>',
      reply: '<do:hold> </plan> We see.',
    });
  });

  it('is the state alone where nothing was said yet', () => {
    expect(scorerText('<system> {ota} <end> <agent> <stage:opening> <plan>', '<do:greet> </plan> Hi <end>').context).toBe(
      '<agent> <stage:opening>',
    );
  });

  it('loses the beginning of its context where it is too long, and never the reply', () => {
    const tokenizer = new ScorerTokenizer(read<object>('tokenizer.json'), 12);
    const row = tokenizer.row({ context: 'one two three four five six seven eight nine', reply: 'yes we can' });
    expect(row.ids).toHaveLength(12);
    expect(row.types.filter((type) => type === 1)).toHaveLength(4);
    const whole = new ScorerTokenizer(read<object>('tokenizer.json'), 40);
    expect(row.ids.slice(-4)).toEqual(whole.row({ context: '', reply: 'yes we can' }).ids.slice(-4));
  });
});
