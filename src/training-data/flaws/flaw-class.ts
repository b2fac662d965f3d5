import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type Chance } from '../../simulation/world/chance.js';
import { type Moment } from './moment.js';

/** A reply with a fault put into it. */
export interface Injection {
  text: string;
  /** Where the fault is one of the plan as well; otherwise the plan of the reply that it was put into. */
  plan?: ReplyPlan;
  /** Where this one violates other items than its class does as a rule. */
  rubricItems?: readonly string[];
  guardrails?: readonly string[];
}

/** One way in which a fault comes about. */
export interface FlawWay {
  id: string;
  /** Undefined where it cannot come about in this moment. The same moment and draws give the same bytes. */
  inject(moment: Moment, chance: Chance): Injection | undefined;
}

/** A fault that a reply can have, and the ways in which it is put into a reply that has none. */
export interface FlawClass {
  /** Lower case and dashes; labels refer to it. */
  id: string;
  title: string;
  /** Items of the rubric that it violates. */
  rubricItems: readonly string[];
  /** Guardrails whose business it is; they need not catch every wording. */
  guardrails: readonly string[];
  /** Guardrails that some wordings trip besides, by their nature. */
  mayAlsoTrip?: readonly string[];
  /** How much worse than a good reply, above 0 (a blemish) to below 1 (never to be sent). */
  severity: number;
  ways: readonly FlawWay[];
}
