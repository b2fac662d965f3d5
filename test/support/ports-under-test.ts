import { type Candidate, type ReplyPlan } from '../../src/domain/conversation/reply.js';
import { type ReplyContext } from '../../src/domain/conversation/reply-context.js';
import { type Verdict } from '../../src/domain/judge/verdict.js';
import { type InterpretInput, type PartnerReading } from '../../src/domain/understanding/reading.js';
import { Judge, type JudgeItem, type JudgeOptions } from '../../src/turn/ports/judge.js';
import { PartnerInterpreter } from '../../src/turn/ports/partner-interpreter.js';
import {
  PolicyUnavailableError,
  type ReadRequest,
  ReplyPolicy,
  type Proposal,
  type ProposeRequest,
} from '../../src/turn/ports/reply-policy.js';

type Behaviour = (request: ProposeRequest, real: ReplyPolicy) => Promise<Proposal> | Proposal;

/** A proposal that waits: `reached` resolves when the arm was asked, and it answers once it is released. */
export interface Held {
  reached: Promise<ProposeRequest>;
  release(): void;
}

export function aCandidate(text: string, plan: Partial<ReplyPlan> = {}): Candidate {
  return { plan: { act: 'ask_reason', tactic: 'none', asks: [], leverIds: [], ...plan }, text, source: 'test' };
}

/** Writes what a test tells it to, one behaviour a call; what the real arm writes where it was told nothing. Records requests. */
export class ArmUnderTest extends ReplyPolicy {
  readonly arm: string;
  readonly requests: ProposeRequest[] = [];
  private readonly behaviours: Behaviour[] = [];
  private always: Behaviour | null = null;
  /** What it does with a conversation that it may read ahead; null: it does not read ahead. */
  ahead: ((request: ReadRequest) => Promise<void>) | null = null;

  constructor(private readonly real: ReplyPolicy) {
    super();
    this.arm = real.arm;
  }

  async propose(request: ProposeRequest): Promise<Proposal> {
    this.requests.push(request);
    const behaviour = this.behaviours.shift() ?? this.always;
    return behaviour ? behaviour(request, this.real) : this.real.propose(request);
  }

  override get readsAhead(): boolean {
    return this.ahead !== null;
  }

  override readAhead(request: ReadRequest): Promise<void> {
    return this.ahead?.(request) ?? Promise.resolve();
  }

  next(...behaviours: Behaviour[]): void {
    this.behaviours.push(...behaviours);
  }

  /** For every call that was told nothing else. */
  alwaysDo(behaviour: Behaviour): void {
    this.always = behaviour;
  }

  writes(...candidates: Candidate[]): void {
    this.next(() => ({ candidates, policy: 'test' }));
  }

  fails(reason = 'overloaded'): void {
    this.next(() => {
      throw new PolicyUnavailableError(this.arm, reason);
    });
  }

  /** The next proposal waits until released, whatever its signal says, and is then what the real arm, or `answer`, writes. */
  hold(answer?: Behaviour): Held {
    let release!: () => void;
    let reach!: (request: ProposeRequest) => void;
    const released = new Promise<void>((resolve) => (release = resolve));
    const reached = new Promise<ProposeRequest>((resolve) => (reach = resolve));
    this.next(async (request, real) => {
      reach(request);
      await released;
      return answer ? answer(request, real) : real.propose(request);
    });
    return { reached, release };
  }

  reset(): void {
    this.behaviours.length = 0;
    this.requests.length = 0;
    this.always = null;
    this.ahead = null;
  }
}

/** The real judge, unless a test tells it that it cannot answer or what to find. */
export class JudgeUnderTest extends Judge {
  readonly version: string;
  verdict: ((item: JudgeItem) => Verdict) | null = null;
  private silent = false;
  failure: Error | null = null;

  constructor(private readonly real: Judge) {
    super();
    this.version = real.version;
  }

  cannotAnswer(): void {
    this.verdict = () => ({ result: 'could_not_check', reason: 'timeout', rubric: 'test', judge: 'test' });
  }

  deducts(points: (item: JudgeItem) => number): void {
    this.verdict = (item) => {
      const total = points(item);
      const deductions = total > 0 ? [{ item: 'style', points: total, reason: 'test' }] : [];
      return { result: 'judged', deductions, total, rubric: 'test', judge: 'test' };
    };
  }

  /** Never answers, whatever its signal says. */
  waits(): void {
    this.silent = true;
  }

  judge(context: ReplyContext, items: JudgeItem[], options?: JudgeOptions): Promise<Verdict[]> {
    if (this.silent) return new Promise(() => undefined);
    if (this.failure) return Promise.reject(this.failure);
    return this.verdict ? Promise.resolve(items.map(this.verdict)) : this.real.judge(context, items, options);
  }

  reset(): void {
    this.silent = false;
    this.verdict = null;
    this.failure = null;
  }
}

/** The real interpreter, unless a test breaks it. */
export class InterpreterUnderTest extends PartnerInterpreter {
  readonly version: string;
  readonly inputs: InterpretInput[] = [];
  failure: Error | null = null;

  constructor(private readonly real: PartnerInterpreter) {
    super();
    this.version = real.version;
  }

  interpret(input: InterpretInput, signal?: AbortSignal): Promise<PartnerReading> {
    this.inputs.push(input);
    return this.failure ? Promise.reject(this.failure) : this.real.interpret(input, signal);
  }

  reset(): void {
    this.inputs.length = 0;
    this.failure = null;
  }
}
