import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Conversation, type ConversationSnapshot } from '../domain/conversation/conversation.js';
import { type ReplyContext } from '../domain/conversation/reply-context.js';
import { fail, PARTNER_ERASED, type Result } from '../domain/failure.js';
import { type DisclosureProbe, type GuardrailMode } from '../domain/guardrails/guardrail.js';
import { buildMenu } from '../domain/negotiation/concession.js';
import { createDisclosureProbe } from '../domain/negotiation/disclosure.js';
import { factsOf } from '../domain/negotiation/facts-of.js';
import { type Mandate } from '../domain/negotiation/mandate.js';
import { slotsOf } from '../domain/negotiation/slots-of.js';
import { sopFactsOf } from '../domain/negotiation/sop-facts.js';
import { agreedTermsOf, standingsOf } from '../domain/negotiation/standing.js';
import { type NegotiationState } from '../domain/negotiation/state.js';
import { type CompiledSop, type SopEvent, type SopStep } from '../domain/sop/sop.js';
import { GuardrailModes } from '../turn/guardrail-modes.js';
import { Clock } from '../turn/ports/clock.js';
import { ConversationStore, type ConversationTransaction, type StoredMessage } from '../turn/ports/conversation-store.js';
import { TenantDirectory } from '../turn/ports/tenant-directory.js';
import { SopLibrary } from '../turn/sop-library.js';
import { TurnSettingsProvider } from '../turn/turn-settings.js';

const HISTORY_LENGTH = 200;
/** A partner who writes faster than we can look is answered by the next attempt; this many in a row do not happen. */
const ATTEMPTS = 8;

export const NOT_FOUND = fail('not_found', 'There is no such negotiation');

/** What surrounds a conversation and does not change under its lock. */
export interface Surroundings {
  conversation: Conversation;
  history: StoredMessage[];
  sop: CompiledSop;
  ota: string;
  guardrailModes: Record<string, GuardrailMode>;
  concessionKey: string;
}

/** A locked conversation with everything that a decision about it needs. */
export class Scene {
  constructor(
    readonly transaction: ConversationTransaction,
    readonly surroundings: Surroundings,
    readonly mandates: Mandate[],
    readonly now: Date,
    private readonly settings: { followUpsAllowed: number; allowedHosts: string[] },
  ) {}

  get conversation(): Conversation {
    return this.transaction.conversation;
  }

  get at(): string {
    return this.now.toISOString();
  }

  /** The procedure's answer to an event, over the state as it would be. */
  advance(event: SopEvent, state: NegotiationState): SopStep {
    const { memory, position } = this.conversation.snapshot;
    const facts = sopFactsOf(state, this.menu(state), {
      briefed: memory.briefed,
      concerns: memory.concerns,
      followUpsSent: memory.followUpsSent,
      followUpsAllowed: this.settings.followUpsAllowed,
    });
    return this.surroundings.sop.advance(position, event, facts);
  }

  /** The context in which guardrails look at a text, over the state as it would be. */
  context(step: Pick<SopStep, 'position' | 'directive'>, state: NegotiationState): ReplyContext {
    const { conversation, surroundings } = this;
    const { memory } = conversation.snapshot;
    const { hotel, partner } = conversation;
    const menu = this.menu(state);
    return {
      ota: surroundings.ota,
      hotel: { id: hotel.id, name: hotel.name, ...(hotel.city === undefined ? {} : { city: hotel.city }) },
      partner: { id: partner.id, ...(partner.name === undefined ? {} : { name: partner.name }) },
      language: 'en',
      now: this.at,
      stage: step.position.stage,
      directive: step.directive,
      tickets: state.tickets,
      levers: state.levers,
      standings: standingsOf(state),
      results: state.results,
      agreed: agreedTermsOf(state),
      menu,
      facts: factsOf(state, menu, this.at),
      slots: slotsOf(state, menu, { ota: surroundings.ota, hotelName: hotel.name, now: this.at }),
      history: surroundings.history.map(({ id, seq, author, text, sentAt }) => ({ id, seq, author, text, sentAt })),
      usedTactics: memory.usedTactics,
      timesTermsRestated: memory.timesTermsRestated,
      allowedHosts: this.settings.allowedHosts,
    };
  }

  disclosure(state: NegotiationState): DisclosureProbe {
    return createDisclosureProbe(this.mandates, state);
  }

  /** The snapshot with a new state and position; memory stays. */
  snapshot(state: NegotiationState, step: SopStep): ConversationSnapshot {
    return { ...this.conversation.snapshot, state, position: step.position };
  }

  private menu(state: NegotiationState) {
    const { conversation } = this;
    return buildMenu(state, this.mandates, {
      key: this.surroundings.concessionKey,
      now: this.at,
      openedAt: conversation.createdAt,
      ...(conversation.deadline === undefined ? {} : { deadline: conversation.deadline }),
    });
  }
}

/** Brings a conversation that is to be written together with what surrounds it. */
@Injectable()
export class Scenes {
  constructor(
    private readonly store: ConversationStore,
    private readonly tenants: TenantDirectory,
    private readonly sops: SopLibrary,
    private readonly modes: GuardrailModes,
    private readonly clock: Clock,
    private readonly settings: TurnSettingsProvider,
  ) {}

  /**
   * Runs `work` on the conversation as it is. What it needs besides the row is read before; where the conversation moved on
   * in between, it is read again. `prepare` may do slow work.
   */
  async write<T, P = undefined>(
    tenantId: string,
    negotiationId: string,
    work: (scene: Scene, prepared: P) => Result<T>,
    prepare?: (surroundings: Surroundings) => Promise<P>,
  ): Promise<Result<T>> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const surroundings = await this.surroundings(tenantId, negotiationId);
      if (!surroundings) return NOT_FOUND;
      const prepared = (await prepare?.(surroundings)) as P;
      const outcome = await this.store.write(
        negotiationId,
        async (transaction) => {
          if (transaction.conversation.erased) return PARTNER_ERASED;
          const { lastSeq, version } = surroundings.conversation;
          if (transaction.conversation.lastSeq !== lastSeq || transaction.conversation.version !== version)
            return 'moved on' as const;
          const scene = new Scene(
            transaction,
            surroundings,
            await transaction.mandates(),
            this.clock.now(),
            this.settings.settings,
          );
          return work(scene, prepared);
        },
        { tenantId },
      );
      if (outcome === null) return NOT_FOUND;
      if (outcome !== 'moved on') return outcome;
    }
    throw new Error(`Conversation ${negotiationId} did not stand still for ${ATTEMPTS} attempts`);
  }

  private async surroundings(tenantId: string, negotiationId: string): Promise<Surroundings | null> {
    const conversation = await this.store.load(negotiationId, tenantId);
    if (!conversation) return null;
    const [history, sop, ota, guardrailModes, secret] = await Promise.all([
      this.store.messages(negotiationId, { afterSeq: Math.max(0, conversation.lastSeq - HISTORY_LENGTH) }),
      this.sops.compiled(tenantId, conversation.sop.id, conversation.sop.version),
      this.tenants.otaName(tenantId),
      this.modes.modes(tenantId),
      this.tenants.concessionSecret(),
    ]);
    const concessionKey = createHmac('sha256', secret).update(negotiationId).digest('hex');
    return { conversation, history, sop, ota, guardrailModes, concessionKey };
  }
}
