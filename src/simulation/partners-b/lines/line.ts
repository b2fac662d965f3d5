import { type QuestionTopic } from '../../../domain/taxonomy.js';
import { type Manner, type Worry } from '../persona.js';

/** Kinds of things that partners say. */
export type LineKind =
  | 'unasked'
  | 'greet'
  | 'greet_and_ask'
  | 'go_ahead'
  | `question_${QuestionTopic}`
  | `worry_${Worry}`
  | 'no_worry'
  | 'refuse'
  | 'refuse_figure'
  | 'refuse_room'
  | 'final'
  | 'invite'
  | 'counter'
  | 'counter_firm'
  | 'counter_percent'
  | 'stick'
  | 'counter_bundle'
  | 'other_room'
  | 'accept'
  | 'accept_bundle'
  | 'confirm_yes'
  | 'confirm_hesitant'
  | 'confirm_partial'
  | 'confirm_no'
  | 'confirm_no_figure'
  | 'confirm_no_basis'
  | 'retract'
  | 'ask_owner'
  | 'owner_yes'
  | 'owner_no'
  | 'owner_figure'
  | 'who_are_you'
  | 'are_you_a_bot'
  | 'wrong_person'
  | 'right_person'
  | 'decider'
  | 'later'
  | 'back_from_later'
  | 'wants_person'
  | 'opt_out'
  | 'upset'
  | 'off_topic'
  | 'trick'
  | 'unclear'
  | 'correct'
  | 'back'
  | 'basis_net'
  | 'basis_selling'
  | 'clarify_room'
  | 'clarify_amount'
  | 'clarify_per_night'
  | 'clarify_per_stay'
  | 'clarify_nights'
  | 'clarify_currency'
  | 'no_colleague'
  | 'acknowledge'
  | 'thanks'
  | 'farewell'
  | 'burst_start';

/** Patterns of one kind by manner of writing; `{slots}` are filled. */
export type Patterns = Partial<Record<Manner, readonly string[]>> & { plain: readonly string[] };
export type LineBank = Partial<Record<LineKind, Patterns>>;

/** What fills the slots of a pattern; a pattern with a slot that has no value is not used. */
export type LineSlots = Partial<
  Record<
    | 'figure'
    | 'ask'
    | 'room'
    | 'other_figure'
    | 'other_room'
    | 'stay'
    | 'nights'
    | 'hotel'
    | 'ota'
    | 'name'
    | 'slip'
    | 'lever'
    | 'current'
    | 'percent'
    | 'currency'
    | 'own_basis',
    string
  >
>;

/** Something to be said: a kind and what fills its slots. */
export interface Part {
  kind: LineKind;
  slots: LineSlots;
  /** Time before it in milliseconds where it is a message of its own that comes later. */
  laterMs?: number;
}
