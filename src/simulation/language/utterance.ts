import { type Manner, type Season } from '../../training-data/corpus/dialogue.js';
import { type Concern, type Mood, type PartnerAct } from '../../domain/taxonomy.js';

/** What a partner's utterance is there to say, finer than its act where the moment matters. */
export const SAYINGS = [
  'greet',
  /** "Go on", after the reason of our writing. */
  'go_ahead',
  'accept',
  /** A clear yes to restated terms. */
  'confirm',
  /** Heard the terms, neither yes nor no yet. */
  'hesitate',
  'reject',
  /** A last word. */
  'reject_for_good',
  /** Names `{quote}`. */
  'counter',
  /** Names `{quote}` and will not go lower. */
  'counter_firm',
  /** Names `{quote}` and, for the second room, `{quote_2}`. */
  'counter_both',
  /** Takes the ask on condition of `{lever}`. */
  'accept_for_lever',
  /** Corrects restated terms with what was meant, `{quote}`. */
  'correct_terms',
  /** Corrects a slip of their own with `{quote}`. */
  'correct_figure',
  'give_reason',
  'ask_why',
  'ask_who',
  'ask_if_ai',
  'ask_benefit',
  'ask_evidence',
  'ask_commission',
  'ask_dates',
  'ask_process',
  'need_approval',
  'approval_given',
  'approval_denied',
  'later',
  'back',
  'wrong_person',
  'right_person',
  'wants_person',
  'opt_out',
  'upset',
  'thanks',
  'small_talk',
  'off_topic',
  'manipulate',
  'retract',
  'acknowledge',
  'unclear',
  /** "I asked you something." */
  'ask_again',
] as const;
export type Saying = (typeof SAYINGS)[number];

/** A way to say something, with slots for figures and names. */
export interface UtterancePattern {
  saying: Saying;
  acts: PartnerAct[];
  concern: Concern;
  mood: Mood;
  manner: Manner;
  /** Set where the words hold in one season only. */
  season?: Season;
  text: string;
  /** Dialogue and line that it comes from (`harbour-001:12`), or `own`. */
  source: string;
}
