import { evaluate } from '../../domain/guardrails/evaluate.js';
import { type Finding } from '../../domain/guardrails/guardrail.js';
import { GUARDRAILS } from '../../domain/guardrails/registry.js';
import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { Chance } from '../../simulation/world/chance.js';
import { type FlawClass, type FlawWay } from './flaw-class.js';
import { type Moment } from './moment.js';

/** A fault that is in a reply, with what it violates. */
export interface InjectedFlaw {
  class: string;
  way: string;
  /** See {@link FlawClass.severity}. */
  severity: number;
  rubricItems: string[];
  guardrails: string[];
}

export interface FlawedReply {
  text: string;
  plan: ReplyPlan;
  flaw: InjectedFlaw;
  /** What the guardrails have against it, passes left out. */
  findings: Finding[];
  /** The text is that of the reply without the fault. */
  unchanged: boolean;
  /** Guardrails that block it and are not those of the fault. */
  unrelated: string[];
}

const BLOCKING: ReadonlySet<string> = new Set(GUARDRAILS.filter(({ blocking }) => blocking).map(({ id }) => id));

/** Puts this fault into the reply of the moment in this way; the same key gives the same bytes. */
export function injectFlaw(moment: Moment, flaw: FlawClass, way: FlawWay, seed: number, key: string): FlawedReply | undefined {
  const injection = way.inject(moment, Chance.of(seed, 'flaw', key, flaw.id, way.id));
  if (injection === undefined) return undefined;
  const { text, plan = moment.plan, rubricItems = flaw.rubricItems, guardrails = flaw.guardrails } = injection;
  const findings = findingsOf(moment, text, plan);
  const expected = [...guardrails, ...(flaw.mayAlsoTrip ?? [])];
  return {
    text,
    plan,
    flaw: { class: flaw.id, way: way.id, severity: flaw.severity, rubricItems: [...rubricItems], guardrails: [...guardrails] },
    findings,
    unchanged: wordsOf(text) === wordsOf(moment.text),
    unrelated: findings.flatMap(({ guardrail, soft }) =>
      BLOCKING.has(guardrail) && soft !== true && !expected.includes(guardrail) ? [guardrail] : [],
    ),
  };
}

/** What the guardrails have against a reply at this moment, passes left out. */
export const findingsOf = (
  { context, disclosure }: Pick<Moment, 'context' | 'disclosure'>,
  text: string,
  plan: ReplyPlan,
): Finding[] =>
  evaluate({ text, plan, author: 'agent', context, disclosure, disclosureExpected: true }, { modes: {} }).findings.filter(
    ({ result }) => result !== 'pass',
  );

/** Whether a guardrail of the fault has found something. */
export const isCaught = ({ findings, flaw }: FlawedReply): boolean =>
  findings.some(({ guardrail, result }) => result === 'violation' && flaw.guardrails.includes(guardrail));

const wordsOf = (text: string): string => text.replace(/\s+/g, ' ').trim();
