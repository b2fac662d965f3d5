import { type ReplyPlan } from '../domain/conversation/reply.js';
import { type EvaluatedCandidate, type Resolution } from '../domain/conversation/turn-record.js';
import { type SopPosition } from '../domain/sop/sop.js';
import { type PartnerReading } from '../domain/understanding/reading.js';

/** What the trace reads of a candidate, as the ops API shows it. */
interface TracedCandidate extends Pick<EvaluatedCandidate, 'attempt' | 'findings' | 'verdict' | 'score' | 'acceptable'> {
  text: string;
  source: string;
  plan: ReplyPlan;
}

/** What the trace reads of a turn, as the ops API shows it; servers of another version may leave parts out. */
export interface TracedTurn {
  number: number;
  trigger: string;
  messageSeq?: number;
  before?: SopPosition;
  after?: SopPosition;
  reading?: Pick<PartnerReading, 'acts' | 'quotes'>;
  candidates: TracedCandidate[];
  resolution: Resolution;
  arm?: string;
  degradedTo?: string;
  timings?: Record<string, number>;
}

/** Why a turn was decided as it was, as indented lines for a terminal. */
export function traceLines(turn: TracedTurn): string[] {
  const { resolution } = turn;
  const winner = resolution.kind === 'candidate' ? resolution.index : -1;
  return [
    [`turn ${turn.number}`, turn.trigger, ...stages(turn), ...arm(turn), ...duration(turn)].join(' · '),
    ...(turn.reading ? [`  understood: ${understood(turn.reading)}`] : []),
    ...turn.candidates.flatMap((candidate, index) => candidateLines(candidate, index, index === winner)),
    `  ${outcome(turn)}: ${resolution.why}`,
  ];
}

function stages({ before, after }: TracedTurn): string[] {
  if (!before || !after) return [];
  const position = ({ stage, status, interruption }: SopPosition) =>
    [stage, ...(status === 'open' ? [] : [`(${status})`]), ...(interruption ? [`[${interruption}]`] : [])].join(' ');
  const [from, to] = [position(before), position(after)];
  return [from === to ? from : `${from} → ${to}`];
}

function arm({ arm: configured, degradedTo }: TracedTurn): string[] {
  if (!configured) return [];
  return [degradedTo ? `arm ${configured}, degraded to ${degradedTo}` : `arm ${configured}`];
}

function duration({ timings }: TracedTurn): string[] {
  const total = timings?.['total'] ?? Object.values(timings ?? {}).reduce((sum, milliseconds) => sum + milliseconds, 0);
  return total > 0 ? [`${Math.round(total)} ms`] : [];
}

function understood(reading: NonNullable<TracedTurn['reading']>): string {
  const acts = reading.acts.map(({ act, confidence }) => `${act} ${confidence.toFixed(2)}`);
  const quotes = reading.quotes.map((quote) => {
    const amount =
      quote.amount ?? (quote.low === undefined ? (quote.percent ?? quote.delta ?? '') : `${quote.low}–${quote.high ?? ''}`);
    return `quote ${[quote.kind, amount, quote.currency, quote.basis].filter(Boolean).join(' ')}`;
  });
  return [...acts, ...quotes].join(', ') || 'nothing';
}

function outcome({ resolution }: TracedTurn): string {
  switch (resolution.kind) {
    case 'candidate':
      return `sent candidate ${resolution.index + 1}`;
    case 'script':
      return `sent the approved script ${resolution.scriptId}`;
    case 'person':
      return 'handed to a person';
    case 'silent':
      return 'nothing sent';
  }
}

function candidateLines(traced: TracedCandidate, index: number, won: boolean): string[] {
  const { plan, source, text, findings, verdict, score, acceptable, attempt } = traced;
  const asks = plan.asks.map(({ ticketId, step }) => `ask ${step} on ${ticketId}`);
  const head = [
    `${won ? '*' : ' '} ${index + 1}.`,
    [
      plan.prelude ? `${plan.prelude} + ${plan.act}` : plan.act,
      plan.tactic,
      ...asks,
      ...plan.leverIds.map((id) => `lever ${id}`),
    ].join(', '),
    `(${source}${attempt > 0 ? `, try ${attempt + 1}` : ''})`,
    ...(acceptable ? [] : ['— not acceptable']),
  ].join(' ');
  const faults = findings.filter((finding) => finding.result !== 'pass');
  return [
    `  ${head}`,
    `       "${shorten(text)}"`,
    `       ${scoreLine(score)}`,
    ...faults.map(
      (finding) =>
        `       ${finding.guardrail}: ${finding.result.replaceAll('_', ' ')}${finding.soft ? ' (mild)' : ''}, ${finding.reason}`,
    ),
    ...(faults.length === 0 ? [`       ${findings.length} guardrails passed`] : []),
    ...judgeLines(verdict),
  ];
}

function scoreLine(score: TracedCandidate['score']): string {
  if (!score) return 'not scored';
  const part = (name: string, value: number | undefined) => (value === undefined ? [] : [`${name} ${round(value)}`]);
  const parts = [...part('reward model', score.rm), ...part('judge', score.rj), ...part('rules', score.rf)].join(', ');
  return score.reward === undefined
    ? `reward could not be computed (${parts})`
    : `reward ${round(score.reward)} = ${score.spec}(${parts})`;
}

function judgeLines(verdict: TracedCandidate['verdict']): string[] {
  if (!verdict) return [];
  if (verdict.result === 'could_not_check') return [`       judge could not check: ${verdict.reason}`];
  return verdict.deductions.map(({ item, points, reason }) => `       judge -${round(points)} ${item}: ${reason}`);
}

const round = (value: number): string => String(Math.round(value * 100) / 100);

const SHOWN = 160;

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= SHOWN ? line : `${line.slice(0, SHOWN - 1)}…`;
}
