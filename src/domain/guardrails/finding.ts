import { type Span } from '../understanding/reading.js';
import { type Finding } from './guardrail.js';

type Answer = Omit<Finding, 'guardrail' | 'severity'>;

export const PASS: Answer = { result: 'pass', reason: '' };

export function violation(reason: string, span?: Span): Answer {
  return { result: 'violation', reason, ...(span && { span }) };
}

/** A violation that costs points but does not block. */
export function mildViolation(reason: string, span?: Span): Answer {
  return { ...violation(reason, span), soft: true };
}

export function couldNotCheck(reason: string): Answer {
  return { result: 'could_not_check', reason };
}
