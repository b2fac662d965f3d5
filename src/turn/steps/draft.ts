import { Injectable, Logger } from '@nestjs/common';
import { type Advanced } from '../../domain/conversation/advance.js';
import { type Candidate, type ReplyPlan } from '../../domain/conversation/reply.js';
import { type EvaluatedCandidate, type Resolution } from '../../domain/conversation/turn-record.js';
import { type Finding } from '../../domain/guardrails/guardrail.js';
import { rankCandidates } from '../../domain/rewards/rank.js';
import { seededUniform } from '../../domain/seeded-uniform.js';
import { DraftVoidedError } from '../drafts.js';
import { PolicyRegistry, PolicyUnavailableError, type Proposal } from '../ports/reply-policy.js';
import { Randomness } from '../ports/randomness.js';
import { type Stopwatch } from '../stopwatch.js';
import { TurnSettingsProvider } from '../turn-settings.js';
import { untilAborted } from '../until-aborted.js';
import { EvaluateStep } from './evaluate.js';
import { FallBackStep } from './fall-back.js';
import { modelOf, type Moment } from './moment.js';

/** What is to be said, and how it came about. */
export interface Draft {
  /** Absent where nothing is said. */
  reply?: ApprovedReply;
  resolution: Resolution;
  candidates: EvaluatedCandidate[];
  policy: string;
  degradedTo?: string;
  /** How likely the choice among acceptable candidates was; absent where nothing was left to chance. */
  propensity?: number;
  seed: string;
}

const approval: unique symbol = Symbol('approval');

/**
 * A reply that may be sent. Only the pipeline's approval constructs one: text that has not passed the guardrails
 * cannot reach the outbox, whatever a caller does.
 */
export class ApprovedReply {
  private constructor(
    readonly text: string,
    readonly plan: ReplyPlan,
    readonly source: string,
  ) {}

  /** @param key the pipeline's own; not exported beyond this folder's steps */
  static of(key: typeof approval, text: string, plan: ReplyPlan, source: string): ApprovedReply {
    if (key !== approval) throw new Error('Only the pipeline approves replies');
    return new ApprovedReply(text, plan, source);
  }
}

/** Propose, guard, judge, rank; repair while nothing is acceptable; then the approved script; then a person. */
@Injectable()
export class DraftStep {
  private readonly logger = new Logger(DraftStep.name);

  constructor(
    private readonly policies: PolicyRegistry,
    private readonly evaluating: EvaluateStep,
    private readonly fallingBack: FallBackStep,
    private readonly randomness: Randomness,
    private readonly settings: TurnSettingsProvider,
  ) {}

  async draft(moment: Moment, advanced: Advanced, signal: AbortSignal, stopwatch: Stopwatch): Promise<Draft> {
    const seed = this.randomness.id();
    const silent = { candidates: [], policy: 'none', seed };
    if (!advanced.step.directive.reply) {
      return { ...silent, resolution: { kind: 'silent', why: advanced.step.directive.because.join(', ') } };
    }
    const { arm } = moment.conversation;
    const { policy, degraded } = this.policies.resolve(arm);
    const evaluated: EvaluatedCandidate[] = [];
    let written = { policy: policy.arm, degradedTo: degraded ? policy.arm : undefined };

    for (let attempt = 0; attempt <= this.settings.settings.repairAttempts && !signal.aborted; attempt++) {
      const proposal = await stopwatch.time('propose', () =>
        this.propose(arm, {
          negotiationId: moment.conversation.id,
          context: advanced.context,
          earlierTurns: moment.earlierTurns,
          count: moment.drafting.candidates,
          ...(moment.drafting.temperature === undefined ? {} : { temperature: moment.drafting.temperature }),
          ...modelOf(moment),
          feedback: refused(evaluated),
          signal,
          seed: `${seed}:${attempt}`,
        }),
      );
      if (!proposal) break;
      written = { policy: proposal.policy, degradedTo: proposal.degradedTo ?? written.degradedTo };
      const fresh = proposal.candidates.filter(
        (candidate) => !evaluated.some((known) => known.candidate.text === candidate.text),
      );
      evaluated.push(...(await this.evaluating.evaluate(moment, advanced, fresh, attempt, signal, stopwatch)));
      if (evaluated.some((entry) => entry.acceptable) || fresh.length === 0) break;
    }
    this.throwIfVoided(signal);

    const identity = { policy: written.policy, ...(written.degradedTo ? { degradedTo: written.degradedTo } : {}), seed };
    const { exploration } = moment.drafting;
    const best = rankCandidates(evaluated, { exploration, draw: seededUniform(`${seed}:exploration`) });
    if (best) {
      const { candidate } = evaluated[best.index]!;
      return {
        ...identity,
        candidates: evaluated,
        resolution: { kind: 'candidate', index: best.index, why: best.why },
        ...(best.propensity === undefined ? {} : { propensity: best.propensity }),
        reply: approve(candidate),
      };
    }
    const fallback = stopwatch.timeSync('fall back', () => this.fallingBack.fallBack(moment, advanced, seed));
    return {
      ...identity,
      candidates: evaluated,
      resolution: fallback.resolution,
      ...(fallback.candidate ? { reply: approve(fallback.candidate) } : {}),
    };
  }

  private async propose(
    arm: string,
    request: Parameters<ReturnType<PolicyRegistry['resolve']>['policy']['propose']>[0],
  ): Promise<Proposal | null> {
    const { policy } = this.policies.resolve(arm);
    try {
      return await untilAborted(request.signal, () => policy.propose(request));
    } catch (error) {
      this.throwIfVoided(request.signal);
      // Operational: what the script can still say is better than silence, and the record shows what happened.
      const reason = request.signal.aborted ? 'deadline' : error instanceof PolicyUnavailableError ? error.reason : String(error);
      this.logger.warn({ arm, reason }, 'The policy did not answer; the approved script is used');
      return null;
    }
  }

  private throwIfVoided(signal: AbortSignal): void {
    if (signal.aborted && signal.reason instanceof DraftVoidedError) throw signal.reason;
  }
}

function approve(candidate: Candidate): ApprovedReply {
  return ApprovedReply.of(approval, candidate.text, candidate.plan, candidate.source);
}

/** What was refused so far in this turn, as feedback for the next try. */
function refused(evaluated: EvaluatedCandidate[]): { text: string; findings: Finding[] }[] {
  return evaluated.map((entry) => ({
    text: entry.candidate.text,
    findings: entry.findings.filter((finding) => finding.result === 'violation'),
  }));
}
