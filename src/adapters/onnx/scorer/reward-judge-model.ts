import { SERIALISER_VERSION } from '../../../domain/policy/serialiser/version.js';
import { faultsOf, type RewardStatistics } from '../../../domain/rewards/statistics.js';
import { createHash } from 'node:crypto';
import { graphOf, ModelError, type ModelManifest, openModelFolder, readManifest, readModelJson } from '../model-folder.js';
import { loadPolicyModel } from '../policy/policy-model.js';
import { POLICY_FEATURES, type PolicyFeatures } from './policy-features.js';
import { PolicyReader } from './policy-reader.js';
import { ScorerGraph } from './scorer-graph.js';
import { scorerText } from './scorer-text.js';
import { ScorerTokenizer } from './scorer-tokenizer.js';

/** An item of the rubric as the judge has learned it. */
export interface JudgedItem {
  id: string;
  points: number;
  /** Probability from which the points are taken off. */
  threshold: number;
}

/** What a reward model and judge is beside its weights. */
export interface RewardJudgeDescription {
  /** Name and version of the model, `reward-judge@1.0.0`. */
  identity: string;
  /** Stands for weights and thresholds; statistics are bound to it. */
  scorerVersion: string;
  items: JudgedItem[];
  /** The reward's, measured with this very model. */
  statistics: RewardStatistics;
}

/** What the encoder's head gives, beside what the policy finds. */
const ENCODER = 'encoder';
type RewardFeature = keyof PolicyFeatures | typeof ENCODER;

/**
 * How features become a reward: the sum of weight · value / scale, as readers compared replies
 * (training/parley_training/scorers/reward_model.py).
 */
interface RewardWeights {
  weights: Record<RewardFeature, number>;
  scales: Record<RewardFeature, number>;
  /** {@link policyDigest} of the policy whose probabilities are features. */
  policy: string;
  /** Tokens of a prompt that it reads, the last ones. */
  contextTokens: number;
}

/** Where the models of reward and judge lie. */
export interface RewardJudgeFolders {
  folder: string;
  /** Of the policy whose probabilities are part of the reward. */
  policyFolder: string;
  /** Threads that one pass is spread over. */
  threads: number;
}

/** Replies to one moment; without any, the moment is read ahead of them. Plain data: it travels between threads. */
export interface ScoreJob {
  prompt: string;
  completions: string[];
}

export interface ReplyScore {
  /** The reward model's raw score. */
  reward: number;
  /** How likely each item of the rubric is violated, in the order of the description. */
  probabilities: number[];
}

/** Reads the description, without the weights. @throws ModelError where the folder is not to be used */
export async function describeRewardJudge(folder: string): Promise<RewardJudgeDescription> {
  const opened = await openModelFolder(folder, { kind: 'reward-judge', serialiser: SERIALISER_VERSION });
  const { name, version, scorerVersion } = opened.manifest;
  if (scorerVersion === undefined) throw new ModelError(`${folder}: the manifest names no scorerVersion`);
  const { items } = readModelJson<{ items: JudgedItem[] }>(folder, 'scorer.json');
  const statistics = readModelJson<RewardStatistics>(folder, 'statistics.json');
  const faults = faultsOf(statistics);
  if (faults.length > 0) throw new ModelError(`${folder}/statistics.json: ${faults.join('; ')}`);
  return { identity: `${name}@${version}`, scorerVersion, items, statistics };
}

/** Stands for a policy without adapters: graph and weights (training/parley_training/export/policy_digest.py makes the same). */
function policyDigest({ graph, files }: ModelManifest): string {
  const names = Object.keys(files).filter((name) => name === graph || /^base-\d+\.bin$/.test(name));
  const lines = names.sort().map((name) => `${name} ${files[name]!.sha256}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** Reward model and judge: one pass of the encoder, one of the policy. Keeps the thread busy that it runs on. */
export class RewardJudgeModel {
  private constructor(
    private readonly graph: ScorerGraph,
    private readonly tokenizer: ScorerTokenizer,
    private readonly reader: PolicyReader,
    private readonly reward: RewardWeights,
  ) {}

  /** @throws ModelError where a folder is not to be used, or the policy is not the one that the reward was made with */
  static async load({ folder, policyFolder, threads }: RewardJudgeFolders): Promise<RewardJudgeModel> {
    const opened = await openModelFolder(folder, { kind: 'reward-judge', serialiser: SERIALISER_VERSION });
    const { maximum_tokens: maximumTokens } = readModelJson<{ maximum_tokens: number }>(folder, 'scorer.json');
    const reward = readModelJson<RewardWeights>(folder, 'reward.json');
    const missing = [...POLICY_FEATURES, ENCODER].filter((name) => !(reward.scales[name as RewardFeature] > 0));
    if (missing.length > 0) throw new ModelError(`${folder}/reward.json has no weight for ${missing.join(', ')}`);
    if (policyDigest(readManifest(policyFolder)) !== reward.policy)
      throw new ModelError(`${folder} was made with another policy than ${policyFolder}`);
    const policy = await loadPolicyModel(policyFolder, { threads });
    const tokenizer = new ScorerTokenizer(readModelJson<object>(folder, 'tokenizer.json'), maximumTokens);
    const encoder = await ScorerGraph.load(graphOf(opened), threads);
    return new RewardJudgeModel(encoder, tokenizer, new PolicyReader(policy, reward.contextTokens), reward);
  }

  /** One score a completion, all in one pass of each model. */
  async score({ prompt, completions }: ScoreJob): Promise<ReplyScore[]> {
    if (completions.length === 0) {
      await this.reader.readAhead(prompt);
      return [];
    }
    return this.reader.beforeReadingAhead(async () => {
      const rows = completions.map((completion) => this.tokenizer.row(scorerText(prompt, completion)));
      const { reward, judge } = await this.graph.run(rows);
      const features = await this.reader.of(prompt, completions);
      return completions.map((_, index) => ({
        reward: this.rewardOf({ ...features[index]!, [ENCODER]: reward![index]![0]! }),
        probabilities: [...judge![index]!].map((logit) => 1 / (1 + Math.exp(-logit))),
      }));
    });
  }

  async release(): Promise<void> {
    await Promise.all([this.graph.release(), this.reader.release()]);
  }

  private rewardOf(features: Record<RewardFeature, number>): number {
    const { weights, scales } = this.reward;
    return [...POLICY_FEATURES, ENCODER].reduce((sum, name) => {
      const feature = name as RewardFeature;
      return sum + (weights[feature] * features[feature]) / scales[feature];
    }, 0);
  }
}
