import { type EvaluatedCandidate, type Resolution, type TurnRecord } from '../../domain/conversation/turn-record.js';
import { type Finding } from '../../domain/guardrails/guardrail.js';
import { type TurnMenu } from '../../domain/negotiation/menu.js';
import { type SopPosition } from '../../domain/sop/sop.js';
import { type PartnerReading } from '../../domain/understanding/reading.js';
import { type CandidateView, type FindingView, type TurnView } from './responses.dto.js';

/** Guardrail that names a secret amount where it finds one. */
const DISCLOSURE = 'mandate-disclosure';

/** A turn as ops see it: what was understood, permitted, proposed and found, and why the winner won. */
export function presentTurn(turn: TurnRecord): TurnView {
  const { context } = turn;
  const { directive } = context;
  return {
    id: turn.turnId,
    number: turn.number,
    trigger: turn.trigger,
    answers: turn.answers,
    ...(turn.messageSeq === undefined ? {} : { messageSeq: turn.messageSeq }),
    before: presentPosition(turn.before),
    after: presentPosition(turn.after),
    effects: turn.effects.map((effect) => ({ ...effect })),
    directive: {
      reply: directive.reply,
      may: directive.may,
      ...(directive.prelude === undefined ? {} : { prelude: directive.prelude }),
      scripts: directive.scripts,
      because: directive.because,
    },
    ...(context.reading === undefined ? {} : { reading: presentReading(context.reading) }),
    menu: presentMenu(context.menu),
    candidates: turn.candidates.map((candidate, index) => presentCandidate(candidate, index, turn.resolution)),
    resolution: presentResolution(turn.resolution),
    arm: turn.arm,
    ...(turn.degradedTo === undefined ? {} : { degradedTo: turn.degradedTo }),
    ...(turn.propensity === undefined ? {} : { propensity: turn.propensity }),
    versions: { ...turn.versions },
    timings: { ...turn.timings },
    startedAt: turn.startedAt,
    committedAt: turn.committedAt,
  };
}

export function presentPosition({ stage, status, interruption }: SopPosition) {
  return { stage, status, ...(interruption === undefined ? {} : { interruption }) };
}

function presentReading(reading: PartnerReading) {
  return {
    acts: reading.acts,
    quotes: reading.quotes,
    topics: reading.topics,
    concerns: reading.concerns,
    mood: reading.mood,
    conditions: reading.conditions.map((condition) => condition.text),
    ambiguous: reading.ambiguous,
    ambiguities: reading.ambiguities,
    language: reading.language,
    inbound: reading.inbound,
  };
}

function presentMenu({ asks, acceptable, levers, terms }: TurnMenu) {
  return {
    asks: asks.map(({ ticketId, step, rate }) => ({ ticketId, step, rate })),
    acceptable: acceptable.map(({ ticketId, rate }) => ({ ticketId, rate })),
    leverIds: levers.map((lever) => lever.id),
    terms,
  };
}

function presentCandidate(evaluated: EvaluatedCandidate, index: number, resolution: Resolution): CandidateView {
  const { candidate, attempt, acceptable, findings, verdict, score } = evaluated;
  const { act, prelude, tactic, asks, leverIds } = candidate.plan;
  return {
    index,
    won: resolution.kind === 'candidate' && resolution.index === index,
    attempt,
    text: withoutSecrets(candidate.text, findings),
    source: candidate.source,
    plan: { act, ...(prelude === undefined ? {} : { prelude }), tactic, asks, leverIds },
    ...(candidate.logProbability === undefined ? {} : { logProbability: candidate.logProbability }),
    acceptable,
    findings: findings.map(presentFinding),
    ...(verdict === undefined ? {} : { verdict }),
    ...(score === undefined ? {} : { score }),
  };
}

function presentFinding({ guardrail, result, severity, span, reason }: Finding): FindingView {
  return { guardrail, result, severity, ...(span === undefined ? {} : { span }), reason };
}

/** A refused text that happened to name a secret amount must not show it beside the finding that says so. */
function withoutSecrets(text: string, findings: readonly Finding[]): string {
  const secret = findings.some(
    ({ guardrail, result, span }) => guardrail === DISCLOSURE && result === 'violation' && span !== undefined,
  );
  return secret ? text.replace(/[\p{N}]/gu, '█') : text;
}

function presentResolution(resolution: Resolution) {
  switch (resolution.kind) {
    case 'candidate':
      return { kind: resolution.kind, index: resolution.index, why: resolution.why };
    case 'script':
      return { kind: resolution.kind, scriptId: resolution.scriptId, text: resolution.text, why: resolution.why };
    case 'person':
    case 'silent':
      return { kind: resolution.kind, why: resolution.why };
  }
}
