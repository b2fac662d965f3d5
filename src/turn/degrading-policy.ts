import { Logger } from '@nestjs/common';
import {
  PolicyUnavailableError,
  type Proposal,
  type ProposeRequest,
  type ReadRequest,
  ReplyPolicy,
} from './ports/reply-policy.js';

/**
 * An arm that hands over to another where it cannot answer. The proposal says so: a conversation that another arm wrote
 * must not count for this one in a comparison.
 */
export class DegradingPolicy extends ReplyPolicy {
  private readonly logger = new Logger(DegradingPolicy.name);

  constructor(
    private readonly primary: ReplyPolicy,
    private readonly substitute: ReplyPolicy,
  ) {
    super();
  }

  get arm(): string {
    return this.primary.arm;
  }

  override get readsAhead(): boolean {
    return this.primary.readsAhead;
  }

  override readAhead(request: ReadRequest): Promise<void> {
    return this.primary.readAhead(request);
  }

  /** @throws {PolicyUnavailableError} where neither can answer, or the caller has given up */
  async propose(request: ProposeRequest): Promise<Proposal> {
    try {
      return await this.primary.propose(request);
    } catch (error) {
      if (!(error instanceof PolicyUnavailableError) || request.signal.aborted) throw error;
      this.logger.warn(
        { arm: this.arm, reason: error.reason, instead: this.substitute.arm },
        'The arm cannot answer; another writes',
      );
      return { ...(await this.substitute.propose(request)), degradedTo: this.substitute.arm };
    }
  }
}
