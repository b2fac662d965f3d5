import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type Mandate } from '../../domain/negotiation/mandate.js';
import { type Lever, type Ticket } from '../../domain/negotiation/ticket.js';
import { type Check } from './check.js';

/** What the OTA hands over, with limits that occur nowhere else so that a leak is seen. */
export interface BadCaseNegotiation {
  ota: string;
  hotel: { id: string; name: string; city: string; timeZone: string };
  partner: { id: string; name?: string };
  /** RFC 3339. */
  openedAt: string;
  tickets: Ticket[];
  mandates: Mandate[];
  levers: Lever[];
}

/** A reply of ours with what it means to do. */
export interface OwnReply {
  text: string;
  plan: ReplyPlan;
}

export type BadCaseMessage = {
  /** Since the message before it. */
  minutes: number;
} & ({ author: 'partner'; text: string } | ({ author: 'agent' } & OwnReply));

/** A conversation that ends just before a known mistake of a policy, with what the next reply is held against. */
export interface BadCase {
  id: string;
  /** Id of its failure class. */
  class: string;
  /** A sentence. */
  title: string;
  negotiation: BadCaseNegotiation;
  /** Ends with the partner's words. */
  messages: BadCaseMessage[];
  /** Hold where the reply does not make the mistake. */
  fixed: Check[];
  /** Hold, besides those of `fixed` and of every good reply, where it is a good reply as well. */
  clean: Check[];
  /** One reply that makes the mistake, and one that is fixed and clean (none at all is `silence`), for people and for the spec. */
  examples: { mistake: OwnReply; good: OwnReply | 'silence' };
}

/** A kind of mistake with its cases; one file each. */
export interface BadCaseClass {
  id: string;
  title: string;
  /** What a policy does wrong, in a sentence. */
  mistake: string;
  cases: BadCase[];
}
