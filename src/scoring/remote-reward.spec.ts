import { describe, expect, it } from 'vitest';
import { createJudge, createRewardSettings } from '../composition/checks.js';
import { NO_MODELS } from '../composition/models.js';
import { readConfiguration } from '../config/configuration.js';
import { RewardModel } from '../turn/ports/reward-model.js';
import { asScore, remoteReward, type RemoteSample } from './remote-reward.js';
import { type ScoringSources } from './score-record.js';

const sources: ScoringSources = {
  judge: createJudge(readConfiguration({}), undefined, NO_MODELS),
  rewardModel: null,
  rewards: createRewardSettings(NO_MODELS),
};
const label = JSON.stringify({
  history: [
    { author: 'agent', text: 'Could you offer EUR 440 for the Deluxe Double?' },
    { author: 'partner', text: 'Energy is so expensive now. 490 is what I can do' },
  ],
});
const GOOD = 'With energy that dear I see why. Your EUR 490 is noted; EUR 440 stands.';
const PRESSING = 'Decide today or we will remove your hotel from our site!';
const reward = (sample: RemoteSample) => remoteReward(sample, sources);
const answered = async (query: string, prompt?: string) =>
  (await reward({ query, label, ...(prompt === undefined ? {} : { prompt }) })).reward;

describe('a sample of a remote trainer', () => {
  it('is worth what its response is worth, wherever the prompt ends', async () => {
    const expected = await answered(GOOD, '');
    const prompt = 'You negotiate room rates. {quote_1} is what I can do\n';
    expect(await answered(`${prompt}${GOOD}`, prompt)).toBe(expected);
    // Cut on its left: what was sent as the prompt is not its beginning any more.
    expect(await answered(`room rates.<|im_end|><|im_start|>assistant\n${GOOD}<|im_end|>`, prompt)).toBe(expected);
    expect(await answered(`<|start_header_id|>assistant<|end_header_id|>\n\nHello<|eot_id|>[INST] 490 [/INST] ${GOOD}</s>`)).toBe(
      expected,
    );
  });

  it('may be plan and words of a transcript, which are filled as the server fills them', async () => {
    const found = await reward({
      query: `<system> … <plan> <do:counter> <tactic:none> <ask:small> <lever:none> </plan> Energy has become expensive, I understand. Could you do {ask_rate} for these nights? <end>`,
      label,
    });
    expect(found.extra).toMatchObject({ unreadable: 0, blocked: 0 });
    expect(found.reward).toBeGreaterThan(-1);
  });

  it('with a blocking finding is worth less than any clean one', async () => {
    const blocked = await reward({ query: PRESSING, label });
    expect(blocked.extra).toMatchObject({ blocked: 1, could_not_check: 0 });
    expect(blocked.reward).toBeLessThan(-1);
    expect(await answered(GOOD)).toBeGreaterThan(blocked.reward);
  });

  it.each([
    ['no label', { query: GOOD }],
    ['a label that is no JSON', { query: GOOD, label: '{' }],
    ['a label that is a list', { query: GOOD, label: '[]' }],
    ['a label of another kind', { query: GOOD, label: '{"history": 7}' }],
    ['no response', { query: 'prompt', prompt: 'prompt', label }],
    ['a plan that is not permitted', { query: '<plan> <do:nothing> </plan> Hello <end>', label }],
    [
      'a slot without a value',
      { query: '<plan> <do:counter> <tactic:none> <ask:small> <lever:none> </plan> {agreed_rate}? <end>', label },
    ],
  ])('with %s gets the least there is, and says so', async (_, sample) => {
    const found = await reward(sample);
    expect(found).toMatchObject({ reward: -1.7, extra: { unreadable: 1 } });
    expect(asScore(found.reward)).toBe(0);
  });

  it('gets the lowest reward of a clean reply where the reward model fails, and a blocked one is still blocked', async () => {
    class Broken extends RewardModel {
      readonly version = 'broken';
      score(): Promise<never> {
        return Promise.reject(new Error('no memory'));
      }
    }
    const broken = { ...sources, rewardModel: new Broken() };
    expect(await remoteReward({ query: GOOD, label }, broken)).toMatchObject({
      reward: -1,
      extra: { could_not_check: 1, blocked: 0 },
    });
    const blocked = await remoteReward({ query: PRESSING, label }, broken);
    expect(blocked.extra).toMatchObject({ blocked: 1 });
    expect(blocked.reward).toBeLessThan(-1);
  });
});

describe('a score', () => {
  it('lies between 0 and 1', () => {
    for (const each of [-9, -1.7, -1, 0, 1, 9]) {
      expect(asScore(each)).toBeGreaterThanOrEqual(0);
      expect(asScore(each)).toBeLessThanOrEqual(1);
    }
  });
});
