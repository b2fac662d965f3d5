import { type PolicyModel } from '../policy/policy-model.js';
import { ReadContext } from '../policy/write-replies.js';
import { policyFeatures, type PolicyFeatures } from './policy-features.js';

const PLAN_END = '</plan>';
/** Keys and values of conversations that are kept to go on from. */
const KEPT_BYTES = 128e6;
/** Texts that begin alike for fewer tokens than this are of different conversations: the head is alike in all of them. */
const FEWEST_KNOWN = 64;
/** Tokens that are read ahead at once: after them it is looked whether somebody waits for a score. */
const READ_AT_ONCE = 64;

/** A policy that judges and does not write: what it finds of replies, by {@link policyFeatures}. */
export class PolicyReader {
  private kept: ReadContext[] = [];
  private running: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly model: PolicyModel,
    private readonly contextTokens: number,
  ) {}

  /** One for each completion, in one pass behind what of the prompt is not known yet. Calls wait for each other. */
  of(prompt: string, completions: readonly string[]): Promise<PolicyFeatures[]> {
    return this.beforeReadingAhead(() => this.afterOthers(() => this.read(prompt, completions)));
  }

  /** While this work is done nothing more is read ahead. */
  async beforeReadingAhead<T>(work: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    try {
      return await work();
    } finally {
      this.waiting -= 1;
    }
  }

  /** Reads the prompt as long as nobody waits for a score. */
  readAhead(prompt: string): Promise<void> {
    return this.afterOthers(async () => {
      if (this.waiting > 0) return;
      const tokens = this.tokensOf(prompt);
      const context = this.contextFor(tokens);
      for (let end = context.knownOf(tokens); end < tokens.length && this.waiting === 0;) {
        end = Math.min(tokens.length, end + READ_AT_ONCE);
        await context.read(tokens.slice(0, end));
      }
    });
  }

  release(): Promise<void> {
    return this.model.graph.release();
  }

  private async read(prompt: string, completions: readonly string[]): Promise<PolicyFeatures[]> {
    if (completions.length === 0) return [];
    const { tokenizer } = this.model;
    const tokens = this.tokensOf(prompt);
    const rows = completions.map((completion) => tokenizer.encode(completion));
    const context = this.contextFor(tokens);
    await context.read(tokens);
    const logits = await context.follow(rows);
    const planEnd = tokenizer.idOf(PLAN_END);
    return rows.map((row, index) => {
      const from = row.indexOf(planEnd) + 1;
      return policyFeatures(logits[index]!.slice(from), row.slice(from));
    });
  }

  private tokensOf(prompt: string): number[] {
    return this.model.tokenizer.encode(prompt).slice(-this.contextTokens);
  }

  private afterOthers<T>(work: () => Promise<T>): Promise<T> {
    const next = this.running.then(work);
    this.running = next.catch(() => undefined);
    return next;
  }

  /** The one that knows most of these tokens; a new one where none knows enough. The latest stays longest. */
  private contextFor(tokens: readonly number[]): ReadContext {
    let best: ReadContext | undefined;
    let known = FEWEST_KNOWN - 1;
    for (const context of this.kept) {
      const own = context.knownOf(tokens);
      if (own > known) [best, known] = [context, own];
    }
    const chosen = best ?? new ReadContext(this.model.graph);
    this.kept = [chosen, ...this.kept.filter((each) => each !== chosen)];
    let bytes = 0;
    this.kept = this.kept.filter((each, index) => (bytes += each.bytes) <= KEPT_BYTES || index === 0);
    return chosen;
  }
}
