import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { describeRewardJudge, RewardJudgeModel } from './reward-judge-model.js';
import { loadPolicyModel } from '../policy/policy-model.js';
import { POLICY_FEATURES, policyFeatures, type PolicyFeatures } from './policy-features.js';
import { PolicyReader } from './policy-reader.js';
import { scorerText } from './scorer-text.js';
import { ScorerTokenizer } from './scorer-tokenizer.js';

/** What the trainer says of replies, and as which tokens it reads them. */
interface Reference {
  prompt: string;
  completion: string;
  ids: number[];
  types: number[];
  /** What the encoder alone gives. */
  encoder: number;
  features: PolicyFeatures;
  probabilities: number[];
}

const MODELS = join(import.meta.dirname, '../../../../test/models');
interface RewardParts {
  weights: Record<string, number>;
  scales: Record<string, number>;
  contextTokens: number;
}

const FOLDER = join(MODELS, 'tiny-reward-judge');
const FOLDERS = { folder: FOLDER, policyFolder: join(MODELS, 'tiny-policy'), threads: 1 };
const read = <T>(name: string): T => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as T;
const references = read<Reference[]>('reference.json');
const { maximum_tokens: maximumTokens } = read<{ maximum_tokens: number }>('scorer.json');

let model: RewardJudgeModel;
beforeAll(async () => {
  model = await RewardJudgeModel.load(FOLDERS);
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

  it('judge as they judged for their trainer, and weigh what policy and encoder find', async () => {
    const { weights, scales, contextTokens } = read<RewardParts>('reward.json');
    const policy = await loadPolicyModel(FOLDERS.policyFolder, { threads: 1 });
    const reader = new PolicyReader(policy, contextTokens);
    for (const { prompt, completion, encoder, probabilities } of references) {
      const [alone] = await model.score({ prompt, completions: [completion] });
      alone!.probabilities.forEach((each, item) => expect(each).toBeCloseTo(probabilities[item]!, 2));
      const [features] = await reader.of(prompt, [completion]);
      const found: Record<string, number> = { ...features, encoder };
      const reward = Object.keys(weights).reduce((sum, name) => sum + (weights[name]! * found[name]!) / scales[name]!, 0);
      // A hundredth of the encoder's reward, weighed.
      expect(Math.abs(alone!.reward - reward)).toBeLessThan((0.01 * Math.abs(weights['encoder']!)) / scales['encoder']!);
    }
    await reader.release();
  });

  it('score a reply to a moment that was read ahead as they would have', async () => {
    const { contextTokens } = read<RewardParts>('reward.json');
    const [{ prompt, completion }] = references as [Reference];
    const policy = await loadPolicyModel(FOLDERS.policyFolder, { threads: 1 });
    const [ahead, alone] = [new PolicyReader(policy, contextTokens), new PolicyReader(policy, contextTokens)];
    const run = vi.spyOn(policy.graph, 'run');
    await ahead.readAhead(prompt);
    expect(run).toHaveBeenCalled();
    run.mockClear();
    const [found] = await ahead.of(prompt, [completion]);
    expect(run).not.toHaveBeenCalled();
    const [expected] = await alone.of(prompt, [completion]);
    for (const name of POLICY_FEATURES) expect(found![name]).toBeCloseTo(expected![name], 2);
    await policy.graph.release();
  });

  it('read ahead only as long as nobody waits for a score', async () => {
    const policy = await loadPolicyModel(FOLDERS.policyFolder, { threads: 1 });
    const reader = new PolicyReader(policy, 1_000);
    const run = vi.spyOn(policy.graph, 'run');
    const [{ prompt, completion }] = references as [Reference];
    const long = `${prompt} `.repeat(8);
    const [, scored] = await Promise.all([reader.readAhead(long), reader.of(prompt, [completion])]);
    expect(scored).toHaveLength(1);
    const tokens = run.mock.calls.reduce((sum, [rows]) => sum + rows[0]!.length, 0);
    expect(tokens).toBeLessThan(policy.tokenizer.encode(long).length);
    await policy.graph.release();
  });

  it('score replies side by side as each alone', async () => {
    const [first] = references;
    const same = references.filter(({ prompt }) => prompt === first!.prompt);
    const completions = [...same.map(({ completion }) => completion), references.at(-1)!.completion];
    const together = await model.score({ prompt: first!.prompt, completions });
    for (const [index, completion] of completions.entries()) {
      const [alone] = await model.score({ prompt: first!.prompt, completions: [completion] });
      alone!.probabilities.forEach((each, item) => expect(together[index]!.probabilities[item]).toBeCloseTo(each, 2));
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

  it('are refused with another policy than theirs', async () => {
    const other = mkdtempSync(join(tmpdir(), 'parley-policy-'));
    cpSync(FOLDERS.policyFolder, other, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(other, 'manifest.json'), 'utf8')) as {
      files: Record<string, { sha256: string }>;
    };
    manifest.files['base-0.bin']!.sha256 = '0'.repeat(64);
    writeFileSync(join(other, 'manifest.json'), JSON.stringify(manifest));
    await expect(RewardJudgeModel.load({ ...FOLDERS, policyFolder: other })).rejects.toThrow('was made with another policy');
    rmSync(other, { recursive: true });
  });

  it('are refused where a file is not what the manifest says', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'parley-scorer-'));
    cpSync(FOLDER, broken, { recursive: true });
    writeFileSync(join(broken, 'statistics.json'), '{}');
    await expect(describeRewardJudge(broken)).rejects.toThrow('statistics.json is not what the manifest says');
    rmSync(broken, { recursive: true });
  });
});

describe('what a policy finds of a reply', () => {
  it('is what its trainer found, whatever was read before', async () => {
    const policy = await loadPolicyModel(FOLDERS.policyFolder, { threads: 1 });
    const reader = new PolicyReader(policy, read<{ contextTokens: number }>('reward.json').contextTokens);
    for (const { prompt, completion, features } of [...references, ...references.slice(0, 3)]) {
      const [found] = await reader.of(prompt, [completion]);
      for (const name of POLICY_FEATURES) expect(found![name], name).toBeCloseTo(features[name], 1);
    }
    await reader.release();
  });

  it('is the same for replies side by side as for each alone', async () => {
    const policy = await loadPolicyModel(FOLDERS.policyFolder, { threads: 1 });
    const reader = new PolicyReader(policy, 512);
    const { prompt, completion } = references[0]!;
    const others = [completion, references[1]!.completion, completion.slice(0, completion.length / 2)];
    const together = await reader.of(prompt, others);
    for (const [index, other] of others.entries()) {
      const [alone] = await reader.of(prompt, [other]);
      for (const name of POLICY_FEATURES) expect(together[index]![name], name).toBeCloseTo(alone![name], 3);
    }
    expect(await reader.of(prompt, [])).toEqual([]);
    await reader.release();
  });

  it('counts words that are sure, and words that nobody would have written', () => {
    const sure = Float32Array.of(0, 10, 0, 0);
    const even = Float32Array.of(0, 0, 0, 0);
    const found = policyFeatures([sure, even, sure], [1, 2, 0]);
    expect(found.rare).toBeCloseTo(1 / 3);
    expect(found.words).toBeCloseTo((0 - Math.log(4) - 10) / 3, 2);
    expect(found.entropy).toBeCloseTo(Math.log(4) / 3, 1);
    expect(found.excess).toBeCloseTo(found.words + found.entropy);
    expect(policyFeatures([], [])).toMatchObject({ words: -5, rare: 1 });
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
