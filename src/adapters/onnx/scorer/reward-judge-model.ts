import { SERIALISER_VERSION } from '../../../domain/policy/serialiser/version.js';
import { faultsOf, type RewardStatistics } from '../../../domain/rewards/statistics.js';
import { graphOf, ModelError, openModelFolder, readModelJson } from '../model-folder.js';
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

/** Replies to one moment. Plain data: it travels between threads. */
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

/** Reward model and judge in one pass over the last messages and a reply. Keeps the thread busy that it runs on. */
export class RewardJudgeModel {
  private constructor(
    private readonly graph: ScorerGraph,
    private readonly tokenizer: ScorerTokenizer,
  ) {}

  /** @throws ModelError where the folder is not to be used */
  static async load(folder: string, threads: number): Promise<RewardJudgeModel> {
    const opened = await openModelFolder(folder, { kind: 'reward-judge', serialiser: SERIALISER_VERSION });
    const { maximum_tokens: maximumTokens } = readModelJson<{ maximum_tokens: number }>(folder, 'scorer.json');
    const tokenizer = new ScorerTokenizer(readModelJson<object>(folder, 'tokenizer.json'), maximumTokens);
    return new RewardJudgeModel(await ScorerGraph.load(graphOf(opened), threads), tokenizer);
  }

  /** One score a completion, all in one pass. */
  async score({ prompt, completions }: ScoreJob): Promise<ReplyScore[]> {
    if (completions.length === 0) return [];
    const rows = completions.map((completion) => this.tokenizer.row(scorerText(prompt, completion)));
    const { reward, judge } = await this.graph.run(rows);
    return completions.map((_, index) => ({
      reward: reward![index]![0]!,
      probabilities: [...judge![index]!].map((logit) => 1 / (1 + Math.exp(-logit))),
    }));
  }

  release(): Promise<void> {
    return this.graph.release();
  }
}
