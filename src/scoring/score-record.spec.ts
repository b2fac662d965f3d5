import { describe, expect, it } from 'vitest';
import { createJudge, createRewardSettings } from '../composition/checks.js';
import { NO_MODELS } from '../composition/models.js';
import { readConfiguration } from '../config/configuration.js';
import { RewardModel } from '../turn/ports/reward-model.js';
import { scoreRecord, type ScoringSources } from './score-record.js';

const sources: ScoringSources = {
  judge: createJudge(readConfiguration({}), undefined, NO_MODELS),
  rewardModel: null,
  rewards: createRewardSettings(NO_MODELS),
};
const history = [
  { author: 'agent', text: 'Could you offer EUR 440 for the Deluxe Double?' },
  { author: 'partner', text: 'Energy is so expensive now. 490 is what I can do' },
];
const score = (reply: unknown) => scoreRecord({ context: { history }, reply }, sources);

describe('a record to be scored', () => {
  it('gives the sources of a reply and the reward that they make', async () => {
    const good = await score('With energy that dear I see why. Your EUR 490 is noted; EUR 440 stands.');
    expect(good).toEqual({
      rm: null,
      judge: expect.any(Number) as number,
      rules: expect.any(Number) as number,
      reward: expect.any(Number) as number,
      blocking: [],
      spec: expect.stringMatching(/^judge-rules@[0-9a-f]+$/) as string,
    });
  });

  it('puts what must not be sent below everything that may be', async () => {
    const weak = await score('So, EUR 440?');
    const secret = await score('We could accept EUR 483.17.');
    expect(secret.blocking).toContain('mandate-disclosure');
    expect(secret.reward).toBeLessThan(-1);
    expect(secret.reward!).toBeLessThan(weak.reward!);
    expect(JSON.stringify(secret)).not.toContain('483.17');
  });

  it('reads a plan where one is given, and a context of the default negotiation where none is', async () => {
    const plan = { act: 'propose', asks: [{ ticketId: 'ticket-1', step: 'first' }] };
    const answer = await scoreRecord({ reply: { text: 'Could you offer EUR 440 for the Deluxe Double?', plan } }, sources);
    expect(answer).toMatchObject({ blocking: [], rm: null });
  });

  it('has no reward where the reward model could not score', async () => {
    class Silent extends RewardModel {
      readonly version = 'silent';
      score(): Promise<null[]> {
        return Promise.resolve([null]);
      }
    }
    const { spec } = sources.rewards;
    const asking = { ...sources.rewards, spec: { ...spec, weights: { ...spec.weights, rm: 1 } } };
    const answer = await scoreRecord({ reply: 'Good morning.' }, { ...sources, rewardModel: new Silent(), rewards: asking });
    expect(answer).toMatchObject({ rm: null, reward: null, reason: expect.stringContaining('reward model') as string });
  });

  it.each([
    [{}, 'reply'],
    [{ reply: {} }, 'reply.text must be a string'],
    [{ reply: { text: 'Hi', plan: { act: 'fly' } } }, 'reply.plan.act must be one of'],
    [{ reply: { text: 'Hi', plan: { act: 'propose', asks: [{ step: 'first' }] } } }, 'ticketId must be a string'],
    [{ reply: 'Hi', context: { stage: 'lunch' } }, 'stage must be one of'],
  ])('says which field of %j is at fault', async (record, message) => {
    await expect(scoreRecord(record, sources)).rejects.toThrow(message);
  });
});
