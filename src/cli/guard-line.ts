import { evaluate } from '../domain/guardrails/evaluate.js';
import { type Finding } from '../domain/guardrails/guardrail.js';
import { screenInbound } from '../domain/understanding/inbound/screen.js';
import { type InboundSignal } from '../domain/understanding/reading.js';
import { BadRecord, type JsonRecord } from '../platform/json-record.js';
import { momentOfRecord } from '../scoring/moment/moment-of-record.js';

export interface GuardAnswer {
  /** What was found; guardrails that pass say nothing. */
  findings: Omit<Finding, 'soft'>[];
}

/**
 * One line of `guard`: `{text, stage?, negotiation?, history?, menu?, now?, ota?}`.
 * @throws BadRecord naming the field at fault.
 */
export function guardLine(record: JsonRecord, clock?: () => Date): GuardAnswer {
  const words = record.text;
  if (typeof words !== 'string') throw new BadRecord('text must be a string');
  const { findings } = evaluate({ text: words, author: 'agent', ...momentOfRecord(record, clock) }, { modes: {} });
  return {
    findings: findings
      .filter(({ result }) => result !== 'pass')
      .map(({ guardrail, result, severity, span, reason }) => ({ guardrail, result, severity, ...(span && { span }), reason })),
  };
}

/** One line of `guard --inbound`: what a partner's message tries beyond talking. */
export function inboundLine(record: JsonRecord): { signals: InboundSignal[] } {
  if (typeof record.text !== 'string') throw new BadRecord('text must be a string');
  return { signals: screenInbound(record.text) };
}
