import { ModelError } from '../adapters/onnx/model-folder.js';
import { PolicyShelf } from '../adapters/onnx/policy/policy-shelf.js';
import { type PartnerActsReader, startPartnerActsThread } from '../adapters/onnx/partner-acts/partner-acts-thread.js';
import { OnnxJudge } from '../adapters/onnx/scorer/onnx-judge.js';
import { OnnxRewardModel } from '../adapters/onnx/scorer/onnx-reward-model.js';
import { describeRewardJudge } from '../adapters/onnx/scorer/reward-judge-model.js';
import { startScorerThread, type ReplyScorer } from '../adapters/onnx/scorer/scorer-thread.js';
import { TrainedScores } from '../adapters/onnx/scorer/trained-scores.js';
import { type Configuration } from '../config/configuration.js';
import { type RewardStatistics } from '../domain/rewards/statistics.js';
import { builtInRubric } from '../platform/rubric-file.js';
import { type Judge } from '../turn/ports/judge.js';
import { ModelDirectory, type ModelState, type PolicyModelOption } from '../turn/ports/model-directory.js';
import { type RewardModel } from '../turn/ports/reward-model.js';

/** Reward model, the judge that was trained with it, and the statistics that belong to both: used together or not at all. */
export interface TrainedRewards {
  rewardModel: RewardModel;
  judge: Judge;
  statistics: RewardStatistics;
}

interface Opened {
  /** Of models that are no policies. */
  states: ModelState[];
  /** Writes for the arm `onnx`. */
  policies?: PolicyShelf;
  /** Reads partners' acts; absent where it is not asked for or was refused. */
  partnerActs?: PartnerActsReader;
  rewards?: TrainedRewards;
  scorer?: ReplyScorer;
}

/** The models that were opened before the server listens. */
export class OpenedModels extends ModelDirectory {
  constructor(private readonly opened: Opened) {
    super();
  }

  models(): ModelState[] {
    return [...(this.shelf?.states() ?? []), ...this.opened.states];
  }

  policies(): PolicyModelOption[] {
    return this.shelf?.options() ?? [];
  }

  prepare(identity: string): Promise<string | null> {
    return this.shelf?.prepare(identity) ?? Promise.resolve('There are no policy models here');
  }

  get shelf(): PolicyShelf | undefined {
    return this.opened.policies;
  }

  get partnerActs(): PartnerActsReader | undefined {
    return this.opened.partnerActs;
  }

  get rewards(): TrainedRewards | undefined {
    return this.opened.rewards;
  }

  async close(): Promise<void> {
    const { policies, scorer, partnerActs } = this.opened;
    await Promise.all([policies?.close(), scorer?.close(), partnerActs?.close()]);
  }
}

/** Nothing to open: no arm of this installation needs a model. */
export const NO_MODELS = new OpenedModels({ states: [] });

/**
 * Opens what the configuration asks for. A model that must not be used is refused, and said to be; the server starts
 * without it.
 */
export async function openModels(configuration: Configuration): Promise<OpenedModels> {
  const [policies, rewards, reader] = await Promise.all([
    openPolicies(configuration),
    openRewards(configuration),
    openPartnerActs(configuration),
  ]);
  return new OpenedModels({ ...rewards, ...reader, policies, states: [...rewards.states, ...reader.states] });
}

/** Opened at once only where it writes by default; another that a tenant has chosen, with its first turn. */
async function openPolicies({ policyModel, arm }: Configuration): Promise<PolicyShelf> {
  const shelf = new PolicyShelf(policyModel);
  if (arm === 'onnx') await shelf.prepare();
  return shelf;
}

async function openPartnerActs({ interpreter, partnerActsFolder: folder }: Configuration): Promise<Opened> {
  if (interpreter !== 'onnx') return { states: [] };
  const role = { role: 'interpreter' } as const;
  return orRefused({ ...role, degradedTo: 'deterministic' }, async () => {
    const partnerActs = await startPartnerActsThread({ folder, threads: 1 });
    return { states: [{ ...role, identity: partnerActs.identity, status: 'serving' }], partnerActs };
  });
}

async function openRewards({ rewardModel: configured, policyModel }: Configuration): Promise<Opened> {
  if (!configured) return { states: [] };
  const role = { role: 'reward-model' } as const;
  return orRefused({ ...role, degradedTo: 'judge-rules' }, async () => {
    const description = await describeRewardJudge(configured.folder);
    const scorer = await startScorerThread({ ...configured, policyFolder: policyModel.folder });
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
