import { createDisclosureProbe } from '../domain/negotiation/disclosure.js';
import { evaluate } from '../domain/guardrails/evaluate.js';
import { type ReplyContext } from '../domain/conversation/reply-context.js';
import { type DisclosureProbe, type Finding } from '../domain/guardrails/guardrail.js';
import { STAGES, type Stage } from '../domain/taxonomy.js';
import { screenInbound } from '../domain/understanding/inbound/screen.js';
import { type InboundSignal } from '../domain/understanding/reading.js';
import { DEFAULT_NEGOTIATION, DEFAULT_NOW, DEFAULT_OTA } from './default-negotiation.js';
import { readHistory, replayHistory } from './guard-history.js';
import { readMenu, readNegotiation, recordOf, text } from './guard-negotiation.js';
import { BadLine, type JsonRecord } from './json-lines.js';

export interface GuardAnswer {
  /** What was found; guardrails that pass say nothing. */
  findings: Omit<Finding, 'soft'>[];
}

/** The moment of a line, and what knows the limit of its mandate; absent where the line's negotiation has none. */
export interface LineMoment {
  context: ReplyContext;
  disclosure?: DisclosureProbe;
}

/**
 * The moment that `{stage?, negotiation?, history?, menu?, now?, ota?}` describe. Evidence is as old as the clock says, but for the
 * default negotiation, which has a moment of its own.
 * @throws BadLine naming the field at fault.
 */
export function momentOfLine(record: JsonRecord, clock: () => Date = () => new Date()): LineMoment {
  const negotiation =
    record.negotiation === undefined || record.negotiation === null ? undefined : recordOf(record.negotiation, 'negotiation');
  const given = readNegotiation(negotiation ?? DEFAULT_NEGOTIATION);
  const now = readNow(record) ?? (negotiation ? clock().toISOString() : DEFAULT_NOW);
  const moment = {
    ota: text(record, 'ota') ?? DEFAULT_OTA,
    now,
    stage: readStage(record),
    ...(record.menu === undefined || record.menu === null ? {} : { menu: readMenu(record.menu, given) }),
  };
  const { state, context } = replayHistory(given, readHistory(record.history, now), moment);
  return { context, ...(given.mandates.length > 0 ? { disclosure: createDisclosureProbe(given.mandates, state) } : {}) };
}

/**
 * One line of `guard`: `{text, stage?, negotiation?, history?, menu?, now?, ota?}`.
 * @throws BadLine naming the field at fault.
 */
export function guardLine(record: JsonRecord, clock?: () => Date): GuardAnswer {
  const words = record.text;
  if (typeof words !== 'string') throw new BadLine('text must be a string');
  const { findings } = evaluate({ text: words, author: 'agent', ...momentOfLine(record, clock) }, { modes: {} });
  return {
    findings: findings
      .filter(({ result }) => result !== 'pass')
      .map(({ guardrail, result, severity, span, reason }) => ({ guardrail, result, severity, ...(span && { span }), reason })),
  };
}

/** One line of `guard --inbound`: what a partner's message tries beyond talking. */
export function inboundLine(record: JsonRecord): { signals: InboundSignal[] } {
  if (typeof record.text !== 'string') throw new BadLine('text must be a string');
  return { signals: screenInbound(record.text) };
}

function readStage(record: JsonRecord): Stage {
  const stage = text(record, 'stage');
  if (stage === undefined) return 'bargaining';
  const known = STAGES.find((each) => each === stage);
  if (known === undefined) throw new BadLine(`stage must be one of ${STAGES.join(', ')}`);
  return known;
}

function readNow(record: JsonRecord): string | undefined {
  const now = text(record, 'now');
  if (now !== undefined && Number.isNaN(Date.parse(now))) throw new BadLine('now must be a time such as 2026-11-16T10:00:00Z');
  return now;
}
