import { ModelError } from '../adapters/onnx/model-folder.js';
import { startPolicyThread, type PolicyWriter } from '../adapters/onnx/policy/policy-thread.js';
import { OnnxJudge } from '../adapters/onnx/scorer/onnx-judge.js';
import { OnnxRewardModel } from '../adapters/onnx/scorer/onnx-reward-model.js';
import { describeRewardJudge } from '../adapters/onnx/scorer/reward-judge-model.js';
import { startScorerThread, type ReplyScorer } from '../adapters/onnx/scorer/scorer-thread.js';
import { TrainedScores } from '../adapters/onnx/scorer/trained-scores.js';
import { type Configuration, type PolicyModelConfiguration } from '../config/configuration.js';
import { type RewardStatistics } from '../domain/rewards/statistics.js';
import { builtInRubric } from '../platform/rubric-file.js';
import { type Judge } from '../turn/ports/judge.js';
import { ModelDirectory, type ModelState } from '../turn/ports/model-directory.js';
import { type RewardModel } from '../turn/ports/reward-model.js';

/** Reward model, the judge that was trained with it, and the statistics that belong to both: used together or not at all. */
export interface TrainedRewards {
  rewardModel: RewardModel;
  judge: Judge;
  statistics: RewardStatistics;
}

interface Opened {
  states: ModelState[];
  /** Writes for the arm `onnx`; absent where none is configured or it was refused. */
  policy?: PolicyWriter;
  rewards?: TrainedRewards;
  scorer?: ReplyScorer;
}

/** The models that were opened before the server listens. */
export class OpenedModels extends ModelDirectory {
  constructor(private readonly opened: Opened) {
    super();
  }

  models(): ModelState[] {
    return this.opened.states;
  }

  get policy(): PolicyWriter | undefined {
    return this.opened.policy;
  }

  get rewards(): TrainedRewards | undefined {
    return this.opened.rewards;
  }

  async close(): Promise<void> {
    await Promise.all([this.opened.policy?.close(), this.opened.scorer?.close()]);
  }
}

/** Nothing to open: no arm of this installation needs a model. */
export const NO_MODELS = new OpenedModels({ states: [] });

/**
 * Opens what the configuration asks for. A model that must not be used is refused, and said to be; the server starts
 * without it.
 */
export async function openModels(configuration: Configuration): Promise<OpenedModels> {
  const [policy, rewards] = await Promise.all([openPolicy(configuration), openRewards(configuration)]);
  return new OpenedModels({ ...policy, ...rewards, states: [...policy.states, ...rewards.states] });
}

async function openPolicy({ policyModel }: Configuration): Promise<Opened> {
  if (!policyModel) return { states: [] };
  const role = { role: 'policy', arm: 'onnx' } as const;
  return orRefused({ ...role, degradedTo: 'intent' }, async () => {
    const policy = await startPolicyThread(threadOptions(policyModel));
    return { states: [{ ...role, identity: policy.identity, status: 'serving' }], policy };
  });
}

async function openRewards({ rewardModel: configured }: Configuration): Promise<Opened> {
  if (!configured) return { states: [] };
  const role = { role: 'reward-model' } as const;
  return orRefused({ ...role, degradedTo: 'judge-rules' }, async () => {
    const description = await describeRewardJudge(configured.folder);
    const scorer = await startScorerThread(configured);
    try {
      const rewards = trainedRewards(new TrainedScores(scorer, description));
      return { states: [{ ...role, identity: description.identity, status: 'serving' }], rewards, scorer };
    } catch (error) {
      await scorer.close();
      throw error;
    }
  });
}

/** @throws ModelError where the judge was trained for another rubric than this server's */
export function trainedRewards(scores: TrainedScores): TrainedRewards {
  const judge = new OnnxJudge(scores, builtInRubric());
  return { rewardModel: new OnnxRewardModel(scores), judge, statistics: scores.description.statistics };
}

async function orRefused(state: Omit<ModelState, 'status'>, open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { states: [{ ...state, status: 'refused', reason: error.message }] };
  }
}

function threadOptions({ folder, adapter, threads, cacheBytes }: PolicyModelConfiguration) {
  return { folder, threads, cacheBytes, ...(adapter === undefined ? {} : { adapter }) };
}
