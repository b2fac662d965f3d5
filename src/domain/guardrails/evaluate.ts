import { measure } from '../signals/measure.js';
import { type ReplySignals } from '../signals/signals.js';
import { type Finding, type GuardInput, type Guardrail, type GuardrailMode } from './guardrail.js';
import { GUARDRAILS } from './registry.js';

export interface EvaluateOptions {
  /** By guardrail id; absent means `enforce`. Locked guardrails enforce whatever this says. */
  modes: Readonly<Record<string, GuardrailMode>>;
  /** Measured already for this very input. */
  signals?: ReplySignals;
  /** The guardrails to run; all of them by default. */
  guardrails?: readonly Guardrail[];
}

export interface Evaluation {
  /** One for each guardrail that ran, passes and shadowed ones included. */
  findings: Finding[];
  /** An enforced blocking guardrail found a violation: the text must not be sent. */
  blocked: boolean;
  /** Severities of those violations, for the reward. */
  blocking: number[];
  /** Points that enforced soft guardrails cost. */
  softPoints: number;
  /** An enforced blocking guardrail could not run; never to be read as a pass. */
  couldNotCheck: boolean;
}

/** Severity of a mild case against that of a blocking one. */
const SOFT_SHARE = 0.5;

function applies(guardrail: Guardrail, input: GuardInput): boolean {
  if (input.author === 'human' && !guardrail.appliesToHumans) return false;
  return guardrail.stages === undefined || guardrail.stages.includes(input.context.stage);
}

/** A bug inside a check must not let a reply through, so it becomes a finding rather than the end of the turn. */
function run(guardrail: Guardrail, input: GuardInput, signals: ReplySignals): Finding {
  try {
    const answer = guardrail.check(input, signals);
    return { guardrail: guardrail.id, severity: answer.soft ? guardrail.severity * SOFT_SHARE : guardrail.severity, ...answer };
  } catch {
    // The thrown message is left out: it could quote the reply or a secret.
    return { guardrail: guardrail.id, severity: guardrail.severity, result: 'could_not_check', reason: 'The check failed.' };
  }
}

/** Runs every guardrail that applies to this author and stage over one reply. Throws nothing. */
export function evaluate(input: GuardInput, options: EvaluateOptions): Evaluation {
  const guardrails = options.guardrails ?? GUARDRAILS;
  const result: Evaluation = { findings: [], blocked: false, blocking: [], softPoints: 0, couldNotCheck: false };
  const due = guardrails.filter((guardrail) => applies(guardrail, input));
  let signals: ReplySignals;
  try {
    signals = options.signals ?? measure(input);
  } catch {
    for (const { id, severity } of due) {
      result.findings.push({ guardrail: id, severity, result: 'could_not_check', reason: 'The reply could not be measured.' });
    }
    return { ...result, couldNotCheck: true };
  }
  for (const guardrail of due) {
    const mode = guardrail.locked ? 'enforce' : (options.modes[guardrail.id] ?? 'enforce');
    if (mode === 'off') continue;
    const finding = run(guardrail, input, signals);
    result.findings.push(finding);
    if (mode === 'shadow' || finding.result === 'pass') continue;
    if (!guardrail.blocking || finding.soft) {
      if (finding.result === 'violation') result.softPoints += guardrail.softPoints;
    } else if (finding.result === 'violation') {
      result.blocked = true;
      result.blocking.push(finding.severity);
    } else {
      result.couldNotCheck = true;
    }
  }
  return result;
}
