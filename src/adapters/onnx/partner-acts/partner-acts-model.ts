import { PARTNER_ACTS, type PartnerAct } from '../../../domain/taxonomy.js';
import { ACT_TEXT_VERSION, type ActText } from '../../../domain/understanding/acts/act-text.js';
import { graphOf, identityOf, ModelError, openModelFolder, readModelJson } from '../model-folder.js';
import { ScorerGraph } from '../scorer/scorer-graph.js';
import { ScorerTokenizer } from '../scorer/scorer-tokenizer.js';

/** What the model finds in a partner's message. Plain data: it travels between threads. */
export interface FoundActs {
  /** Those that reach their thresholds, in the order of the taxonomy. */
  acts: PartnerAct[];
  /** Those that are hardly ever meant where they are as unlikely as here. */
  doubted: PartnerAct[];
  /** How likely there is a plain yes in it, 0 to 1. */
  yes: number;
}

interface Description {
  acts: PartnerAct[];
  /** The probability from which an act counts; null where it never does. */
  thresholds: Record<string, number | null>;
  /** The probability below which an act is hardly ever so; 0 where that is not known. */
  doubts: Record<string, number>;
  maximum_tokens: number;
}

/** The name of the graph's only output. */
const HEAD = 'acts';

/** The trained reader of partners' acts. Keeps the thread busy that it runs on. */
export class PartnerActsModel {
  private constructor(
    readonly identity: string,
    private readonly graph: ScorerGraph,
    private readonly tokenizer: ScorerTokenizer,
    private readonly description: Description,
  ) {}

  /** @throws ModelError where the folder is not to be used */
  static async load(folder: string, threads: number): Promise<PartnerActsModel> {
    const opened = await openModelFolder(folder, { kind: 'partner-acts', text: ACT_TEXT_VERSION });
    const description = readModelJson<Description>(folder, 'scorer.json');
    const unknown = description.acts.filter((act) => !PARTNER_ACTS.includes(act));
    if (unknown.length > 0) throw new ModelError(`${folder} knows acts that this server does not: ${unknown.join(', ')}`);
    return new PartnerActsModel(
      identityOf(opened.manifest),
      await ScorerGraph.load(graphOf(opened), threads),
      new ScorerTokenizer(readModelJson<object>(folder, 'tokenizer.json'), description.maximum_tokens),
      description,
    );
  }

  async find({ asked, words }: ActText): Promise<FoundActs> {
    const { [HEAD]: rows } = await this.graph.run([this.tokenizer.row({ context: asked, reply: words })]);
    const { acts, thresholds, doubts } = this.description;
    const probabilities = [...rows![0]!].map((logit) => 1 / (1 + Math.exp(-logit)));
    return {
      acts: acts.filter((act, index) => {
        const threshold = thresholds[act];
        return threshold !== undefined && threshold !== null && probabilities[index]! >= threshold;
      }),
      doubted: acts.filter((act, index) => probabilities[index]! < (doubts[act] ?? 0)),
      yes: probabilities[acts.indexOf('accept')] ?? 1,
    };
  }

  release(): Promise<void> {
    return this.graph.release();
  }
}
