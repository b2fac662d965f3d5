/**
 * The one vocabulary of the conversation. The interpreter emits these words, the SOP, the policies, the judge, the
 * serialiser and the datasets use them; nobody keeps a list of their own.
 */

/** What a hotel partner does with a message. A message can carry several. */
export const PARTNER_ACTS = [
  'greet',
  'accept',
  'reject',
  'counter',
  'conditional_accept',
  /** Asks for a fact: which room, which dates, what they would get … (topic in {@link QUESTION_TOPICS}). */
  'question',
  'ask_why',
  'ask_who',
  'ask_how',
  /** Asks whether they are talking to a machine; answered truthfully, always. */
  'ask_if_ai',
  /** States a reason or a worry (see {@link CONCERNS}) without yet answering the ask. */
  'give_reason',
  'need_approval',
  'later',
  'wrong_person',
  'wants_person',
  'opt_out',
  'upset',
  'thanks',
  'small_talk',
  'off_topic',
  'manipulate',
  /** Corrects something that was said before ("sorry, I meant 470"). */
  'correct',
  /** Takes back a yes given before. */
  'retract',
  /** "hmm", "ok…", an emoji: heard, but neither yes nor no. Never consent. */
  'acknowledge',
  /** Cannot be read with confidence. */
  'unclear',
] as const;
export type PartnerAct = (typeof PARTNER_ACTS)[number];

export const QUESTION_TOPICS = [
  'identity',
  'purpose',
  'which_room',
  'which_dates',
  'current_rate',
  'asked_rate',
  'evidence',
  'lever',
  'commission',
  'taxes',
  'price_basis',
  'payment',
  'process',
  'benefit',
  'deadline',
  'limit',
  'privacy',
  'other',
] as const;
export type QuestionTopic = (typeof QUESTION_TOPICS)[number];

/** Why a partner hesitates. */
export const CONCERNS = [
  'none',
  'cost',
  'parity',
  'owner_approval',
  'grievance',
  'quality',
  'occupancy',
  'season',
  'commission',
  'cash_flow',
] as const;
export type Concern = (typeof CONCERNS)[number];

export const MOODS = ['neutral', 'warm', 'amused', 'tired', 'annoyed', 'angry'] as const;
export type Mood = (typeof MOODS)[number];

/** What a reply of ours does. One main act a reply. */
export const AGENT_ACTS = [
  'greet',
  /** States the verified rate gap. */
  'brief',
  /** First ask for a ticket. */
  'propose',
  /** A later ask, after a quote or a refusal. */
  'counter',
  /** Repeats the standing ask with a reason, without moving. */
  'hold',
  'ask_reason',
  'empathise',
  'explain',
  'answer',
  /** Asks back because something could not be read with certainty. */
  'clarify',
  'offer_lever',
  /** Takes the partner's quote; restating the terms is the next step, or part of it. */
  'accept',
  /** Restates ticket, stay, rate, basis and currency and asks for a clear yes. */
  'confirm_terms',
  /** Will check and come back; or the partner will. */
  'defer',
  /** A nudge after silence. */
  'follow_up',
  'redirect',
  /** Says who we are and that we are an AI. */
  'identify',
  'apologise',
  /** Passes the conversation to a person. */
  'hand_over',
  /** Stops for good after an opt-out. */
  'stop',
  'close_agreed',
  'close_declined',
] as const;
export type AgentAct = (typeof AGENT_ACTS)[number];

/** How a reply persuades. */
export const TACTICS = [
  'none',
  'empathy',
  'local_demand',
  'reciprocity',
  'comparison',
  'small_step',
  'appreciation',
  'guest_value',
  'soft_urgency',
] as const;
export type Tactic = (typeof TACTICS)[number];

/** How far the ask of this turn moves from our standing ask. The domain turns a step into an amount. */
export const ASK_STEPS = ['none', 'first', 'same', 'small', 'medium', 'large'] as const;
export type AskStep = (typeof ASK_STEPS)[number];

/** Stages of a negotiation, in the order of a quiet one. A definition may use fewer. */
export const STAGES = ['opening', 'briefing', 'proposing', 'exploring', 'bargaining', 'confirming', 'closing'] as const;
export type Stage = (typeof STAGES)[number];

/** How a negotiation can end. `escalated` is no end: it waits for a person. */
export const END_STATUSES = ['agreed', 'declined', 'expired', 'opted_out', 'cancelled'] as const;
export type EndStatus = (typeof END_STATUSES)[number];
export type NegotiationStatus = 'open' | 'escalated' | EndStatus;

export const PRICE_BASES = ['selling', 'net'] as const;
export type PriceBasis = (typeof PRICE_BASES)[number];

/** `per_night`: per room and night (the default); `per_stay`: per room and stay. */
export const RATE_UNITS = ['per_night', 'per_stay'] as const;
export type RateUnit = (typeof RATE_UNITS)[number];

export const TAX_BASES = ['included', 'excluded'] as const;
export type TaxBasis = (typeof TAX_BASES)[number];
