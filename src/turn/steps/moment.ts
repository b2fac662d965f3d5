import { type Conversation } from '../../domain/conversation/conversation.js';
import { type TurnTrigger } from '../../domain/conversation/turn-record.js';
import { type GuardrailMode } from '../../domain/guardrails/guardrail.js';
import { type Mandate } from '../../domain/negotiation/mandate.js';
import { type CompiledSop } from '../../domain/sop/sop.js';
import { type DraftingSettings } from '../drafting-settings.js';
import { type DraftLease, type StoredMessage } from '../ports/conversation-store.js';
import { type EarlierTurns } from '../ports/earlier-turns.js';

/** Everything a turn starts from, gathered before anything is decided. */
export interface Moment {
  trigger: TurnTrigger;
  now: Date;
  conversation: Conversation;
  /** The last messages, oldest first, unanswered ones included. */
  history: StoredMessage[];
  /** The partner's messages that this turn answers. */
  unanswered: StoredMessage[];
  earlierTurns: EarlierTurns;
  /** Secret; goes into domain functions only. */
  mandates: Mandate[];
  sop: CompiledSop;
  ota: string;
  guardrailModes: Record<string, GuardrailMode>;
  drafting: DraftingSettings;
  /** Keys the jitter of concessions: the same for a negotiation in every process, unknown outside. */
  concessionKey: string;
}

/** The model that a policy is asked to write with in this turn, as part of a request; absent where it is the arm's own. */
export function modelOf({ conversation, drafting }: Moment): { model?: string } {
  const model = conversation.policyModel ?? drafting.policyModel;
  return model === undefined ? {} : { model };
}

/** A moment that this process alone may decide. */
export interface ClaimedMoment extends Moment {
  lease: DraftLease;
}
