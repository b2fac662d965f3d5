import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Conversation } from '../../domain/conversation/conversation.js';
import { type TurnTrigger } from '../../domain/conversation/turn-record.js';
import { DraftingSettingsLibrary } from '../drafting-settings.js';
import { GuardrailModes } from '../guardrail-modes.js';
import { Clock } from '../ports/clock.js';
import { ConversationStore } from '../ports/conversation-store.js';
import { type EarlierTurns } from '../ports/earlier-turns.js';
import { PartnerPresence } from '../ports/partner-presence.js';
import { TenantDirectory } from '../ports/tenant-directory.js';
import { quietUntil } from '../quiet-hours.js';
import { SopLibrary } from '../sop-library.js';
import { type TurnCause } from '../turn.pipeline.js';
import { TurnSettingsProvider } from '../turn-settings.js';
import { type Moment } from './moment.js';

/** Messages of the past that a turn looks at. Longer conversations keep their ledger; only old wording is left out. */
const HISTORY_LENGTH = 200;
/** Turns that a transcript goes back at most; models read far fewer. */
const TRANSCRIPT_LENGTH = 200;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export type Gathered =
  | { kind: 'ready'; moment: Moment }
  /** Not now: quiet hours, or enough was sent unasked for one day. */
  | { kind: 'postponed'; until: Date }
  /** There is nothing to decide (any more). */
  | { kind: 'nothing' };

/** Loads what the turn needs and settles what kind of turn it is. */
@Injectable()
export class GatherStep {
  constructor(
    private readonly store: ConversationStore,
    private readonly tenants: TenantDirectory,
    private readonly sops: SopLibrary,
    private readonly modes: GuardrailModes,
    private readonly drafting: DraftingSettingsLibrary,
    private readonly presence: PartnerPresence,
    private readonly clock: Clock,
    private readonly settings: TurnSettingsProvider,
  ) {}

  async gather(negotiationId: string, cause: TurnCause): Promise<Gathered> {
    const start = await this.store.forTurn(negotiationId, HISTORY_LENGTH);
    if (!start) return { kind: 'nothing' };
    const { conversation, history, mandates } = start;
    const now = this.clock.now();
    if (conversation.owner === 'human') {
      return cause === 'deadline' ? { kind: 'postponed', until: new Date(now.getTime() + HOUR_MS) } : { kind: 'nothing' };
    }
    const trigger = this.triggerOf(conversation, cause);
    if (!trigger) return { kind: 'nothing' };
    if (trigger === 'opening' || trigger === 'follow_up') {
      const until = await this.heldUntil(conversation, trigger, now);
      if (until) return { kind: 'postponed', until };
    }
    const [sop, ota, guardrailModes, drafting, key] = await Promise.all([
      this.sops.compiled(conversation.tenantId, conversation.sop.id, conversation.sop.version),
      this.tenants.otaName(conversation.tenantId),
      this.modes.modes(conversation.tenantId),
      this.drafting.of(conversation.tenantId),
      this.tenants.concessionSecret(),
    ]);
    const unanswered = history.filter((message) => message.author === 'partner' && message.seq > conversation.answeredSeq);
    let transcript: ReturnType<ConversationStore['transcript']> | undefined;
    const earlierTurns: EarlierTurns = () => (transcript ??= this.store.transcript(conversation.id, TRANSCRIPT_LENGTH));
    const concessionKey = createHmac('sha256', key).update(conversation.id).digest('hex');
    return {
      kind: 'ready',
      moment: {
        trigger,
        now,
        conversation,
        history,
        unanswered,
        earlierTurns,
        mandates,
        sop,
        ota,
        guardrailModes,
        drafting,
        concessionKey,
      },
    };
  }

  private triggerOf(conversation: Conversation, cause: TurnCause): TurnTrigger | null {
    if (conversation.inboxHead > conversation.answeredSeq) {
      // What came before the deadline is read before it: the deadline stays due until that is done.
      return cause === 'follow_up' ? null : 'partner_message';
    }
    if (cause === 'deadline') return conversation.status === 'open' || conversation.status === 'escalated' ? 'deadline' : null;
    if (cause === 'follow_up') return conversation.status === 'open' && !conversation.partner.optedOut ? 'follow_up' : null;
    return conversation.turnCount === 0 && conversation.status === 'open' && !conversation.partner.optedOut ? 'opening' : null;
  }

  /** Who has the chat open waits for the opening and is not disturbed by it; reminders are capped all the same. */
  private async heldUntil(conversation: Conversation, trigger: 'opening' | 'follow_up', now: Date): Promise<Date | null> {
    const connected = await this.presence.connected(conversation.id);
    if (connected && trigger === 'opening') return null;
    const { quietHours, proactiveCapPerDay } = this.settings.settings;
    const quiet = quietUntil(now, conversation.partner.timeZone ?? conversation.hotel.timeZone, quietHours);
    if (quiet && !connected) return quiet;
    const sent = await this.store.proactiveMessagesSince(conversation.id, new Date(now.getTime() - DAY_MS));
    return sent >= proactiveCapPerDay ? new Date(now.getTime() + HOUR_MS) : null;
  }
}
