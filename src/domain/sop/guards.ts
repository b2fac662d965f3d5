import { PARTNER_ACTS, QUESTION_TOPICS, type PartnerAct, type QuestionTopic } from '../taxonomy.js';
import { type Guard } from './definition.js';
import { type SopFacts } from './sop.js';

/** What a guard is asked over. */
export interface GuardScope {
  facts: SopFacts;
  acts: readonly PartnerAct[];
  topics: readonly QuestionTopic[];
}

type BooleanFact = { [Key in keyof SopFacts]: SopFacts[Key] extends boolean ? Key : never }[keyof SopFacts];

/** Complete by construction: a new fact that is missing here does not compile. */
const FACTS: Record<BooleanFact, true> = {
  briefed: true,
  hasStandingAsk: true,
  hasQuote: true,
  newQuote: true,
  hasAcceptable: true,
  mayAsk: true,
  mayOfferLever: true,
  exhausted: true,
  needsClarification: true,
  concernKnown: true,
  termsPending: true,
  termsAccepted: true,
  termsRefused: true,
  anyAgreed: true,
  allDecided: true,
  finalRefusal: true,
  putOff: true,
  movesOn: true,
  conditionOutside: true,
};

export const FACT_NAMES = Object.keys(FACTS) as BooleanFact[];

/** A built-in atom as a function; undefined where the name is none. */
export function atom(name: string): ((scope: GuardScope) => boolean) | undefined {
  if (Object.hasOwn(FACTS, name)) return ({ facts }) => facts[name as BooleanFact];
  if (name === 'follow_ups_left') return ({ facts }) => facts.followUpsSent < facts.followUpsAllowed;
  const [kind, value] = name.split('.') as [string, string?];
  if (value === undefined) return undefined;
  if (kind === 'said' && isOneOf(PARTNER_ACTS, value)) return ({ acts }) => acts.includes(value);
  if (kind === 'mainly' && isOneOf(PARTNER_ACTS, value)) return ({ acts }) => acts[0] === value;
  if (kind === 'about' && isOneOf(QUESTION_TOPICS, value)) return ({ topics }) => topics.includes(value);
  return undefined;
}

/** A guard as a function. Names are known and without cycles: the parser has checked. */
export function compileGuard(guard: Guard | undefined, named: Readonly<Record<string, Guard>>): (scope: GuardScope) => boolean {
  if (guard === undefined) return () => true;
  if (typeof guard === 'string') return atom(guard) ?? compileGuard(named[guard], named);
  if ('all' in guard) {
    const parts = guard.all.map((part) => compileGuard(part, named));
    return (scope) => parts.every((part) => part(scope));
  }
  if ('any' in guard) {
    const parts = guard.any.map((part) => compileGuard(part, named));
    return (scope) => parts.some((part) => part(scope));
  }
  const inner = compileGuard(guard.not, named);
  return (scope) => !inner(scope);
}

/** Names that a guard mentions directly. */
export function namesIn(guard: Guard): string[] {
  if (typeof guard === 'string') return [guard];
  if ('not' in guard) return namesIn(guard.not);
  return ('all' in guard ? guard.all : guard.any).flatMap(namesIn);
}

function isOneOf<T extends string>(values: readonly T[], value: string): value is T {
  return (values as readonly string[]).includes(value);
}
