import { type PolicyGraph } from './policy-graph.js';
import { ReadContext } from './write-replies.js';

/**
 * What a policy has read of the conversations that it writes in, the latest ones, within so many bytes: a turn then reads only
 * what was said since the turn before. What was pushed out is read again from its beginning.
 */
export class ContextCache {
  /** In the order of their last use, the longest ago first. */
  private readonly contexts = new Map<string, ReadContext>();
  private readonly inUse = new Set<string>();

  constructor(
    private readonly graph: PolicyGraph,
    private readonly maximumBytes: number,
  ) {}

  /** Conversations that are kept. */
  get size(): number {
    return this.contexts.size;
  }

  get bytes(): number {
    let sum = 0;
    for (const context of this.contexts.values()) sum += context.bytes;
    return sum;
  }

  /**
   * Works with what was read of a conversation. Somebody who works with the same conversation at the same time (a draft that is
   * about to be given up) gets one of their own, which is not kept.
   */
  async with<T>(conversation: string, work: (context: ReadContext) => Promise<T>): Promise<T> {
    if (this.inUse.has(conversation)) return work(new ReadContext(this.graph));
    const context = this.contexts.get(conversation) ?? new ReadContext(this.graph);
    this.contexts.delete(conversation);
    this.contexts.set(conversation, context);
    this.inUse.add(conversation);
    try {
      return await work(context);
    } finally {
      this.inUse.delete(conversation);
      this.shrink();
    }
  }

  private shrink(): void {
    let bytes = this.bytes;
    for (const [conversation, context] of this.contexts) {
      if (bytes <= this.maximumBytes) return;
      if (this.inUse.has(conversation)) continue;
      this.contexts.delete(conversation);
      bytes -= context.bytes;
    }
  }
}
