import { Logger } from '@nestjs/common';
import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { rubricName, type Rubric } from '../../domain/judge/rubric.js';
import { signalDeductions, unmeasuredItems } from '../../domain/judge/signal-deductions.js';
import { type Verdict } from '../../domain/judge/verdict.js';
import { Judge, type JudgeItem } from '../../turn/ports/judge.js';

/** Changes whenever an item is measured differently. */
const MEASURES_VERSION = 'signals-1';

/** Judges by what can be measured: no model, no network, the same verdict every time. */
export class SignalsJudge extends Judge {
  readonly version: string;
  private readonly logger = new Logger(SignalsJudge.name);
  private readonly rubricName: string;

  /** @throws where the rubric holds nothing that can be measured: every reply would pass unseen. */
  constructor(private readonly rubric: Rubric) {
    super();
    this.rubricName = rubricName(rubric);
    this.version = `${MEASURES_VERSION}/${this.rubricName}`;
    const unmeasured = unmeasuredItems(rubric);
    if (unmeasured.length === rubric.items.length) throw new Error(`No item of the rubric ${this.rubricName} can be measured`);
    if (unmeasured.length > 0) {
      this.logger.warn(
        { rubric: this.rubricName, items: unmeasured },
        'These items of the rubric are not measured and cost nothing',
      );
    }
  }

  judge(context: ReplyContext, items: JudgeItem[]): Promise<Verdict[]> {
    return Promise.resolve(items.map((item) => this.judgeOne(context, item)));
  }

  private judgeOne(context: ReplyContext, item: JudgeItem): Verdict {
    const identity = { rubric: this.rubricName, judge: this.version };
    try {
      const deductions = signalDeductions(this.rubric, context, item);
      return { result: 'judged', deductions, total: deductions.reduce((sum, { points }) => sum + points, 0), ...identity };
    } catch (error) {
      // A bug's message may hold what was being read; its name does not.
      this.logger.error({ error: error instanceof Error ? error.name : 'unknown' }, 'A reply could not be measured');
      return { result: 'could_not_check', reason: 'internal_error', ...identity };
    }
  }
}
