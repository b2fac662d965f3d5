import { type Concern } from '../domain/taxonomy.js';

/** A message of ours as a simulated partner gets it: words, and the terms that the chat shows beside them. */
export interface HeardMessage {
  text: string;
  /** Terms that wait for a yes, as the chat page lists them. */
  terms?: readonly { ticketId: string; rate: string }[];
}

/** A message of a simulated partner. */
export interface SpokenMessage {
  text: string;
  /** How long they take: from what they heard to the first message, then from one message to the next. */
  delayMs: number;
}

/** What a partner does next; no message is silence until they hear from us again. */
export interface PartnerMove {
  messages: SpokenMessage[];
}

/**
 * A hotel partner in a simulation. Hears the final texts of our replies and nothing else: no plans, scores or tags.
 * The same scenario and seed give the same words.
 */
export abstract class SimulatedPartner {
  /** Which family of partners it is of, and what it is like, in a sentence for transcripts. */
  abstract readonly description: string;
  /** What it worries about most, where the family draws such a thing; for arms that know what nobody can know. */
  readonly worry?: Concern;
  /** Begins anew; what the partner says unasked, which is usually nothing. */
  abstract reset(): PartnerMove;
  /** Hears one reply of ours and answers it. */
  abstract step(heard: HeardMessage): PartnerMove | Promise<PartnerMove>;
}
