import { Injectable } from '@nestjs/common';
import { fail, succeed, type Result } from '../domain/failure.js';
import { refuseTerms, voidPendingTerms } from '../domain/negotiation/agreement.js';
import { applyReading } from '../domain/negotiation/resolve-quotes.js';
import { type NegotiationState } from '../domain/negotiation/state.js';
import { type PartnerReading } from '../domain/understanding/reading.js';
import { interpretInput } from '../turn/interpret-input.js';
import { Clock } from '../turn/ports/clock.js';
import { type StoredMessage } from '../turn/ports/conversation-store.js';
import { PartnerInterpreter } from '../turn/ports/partner-interpreter.js';
import { type Actor, auditEntry } from './actor.js';
import { AfterWrite } from './after-write.js';
import { applyStep } from './apply-step.js';
import { Interventions } from './interventions.js';
import { Scenes, type Scene, type Surroundings } from './scene.js';

interface Read {
  message: StoredMessage;
  reading: PartnerReading;
}

/**
 * A person gives the conversation back. What the partner told the person is read now and goes on the ledger, like what
 * the person asked for; the agent speaks only if the partner is waiting.
 */
@Injectable()
export class Release {
  constructor(
    private readonly scenes: Scenes,
    private readonly interpreter: PartnerInterpreter,
    private readonly interventions: Interventions,
    private readonly clock: Clock,
    private readonly after: AfterWrite,
  ) {}

  async execute(input: { tenantId: string; negotiationId: string; actor: Actor }): Promise<Result<{ partnerWaits: boolean }>> {
    const result = await this.scenes.write(
      input.tenantId,
      input.negotiationId,
      (scene, read: Read[]): Result<{ partnerWaits: boolean }> => {
        if (scene.conversation.owner !== 'human') return fail('not_taken_over', 'Nobody has taken over this conversation');
        return succeed({ partnerWaits: this.release(scene, read, input.actor) });
      },
      (surroundings) => this.reRead(surroundings),
    );
    if (result.ok) this.after.changed(input.negotiationId, 'the conversation was released');
    return result;
  }

  private release(scene: Scene, read: Read[], actor: Actor): boolean {
    const { conversation, transaction, now } = scene;
    const { state, answeredSeq } = this.adopt(scene, read);
    const partnerWaits = conversation.inboxHead > answeredSeq;
    const step = scene.advance({ type: 'operator.released', partnerWaits }, state);
    transaction.change({ answeredSeq, owner: 'agent', ownerName: null, nextTurnAt: partnerWaits ? now : null });
    applyStep(transaction, step, now);
    transaction.change({ snapshot: scene.snapshot(state, step), status: step.position.status });
    transaction.emit({ type: 'negotiation.released' });
    transaction.audit(auditEntry(actor, 'conversation.released', { partnerWaits }));
    this.interventions.record(scene, {
      trigger: 'release',
      state,
      step,
      policy: 'person',
      resolution: { kind: 'silent', why: partnerWaits ? 'released; the partner waits' : 'released; the partner is not waiting' },
    });
    return partnerWaits;
  }

  /**
   * Quotes and refusals count. A yes to a person is no yes to terms of the agent's: those are restated. A yes to those
   * very terms waits for the agent, who makes it an agreement.
   */
  private adopt(scene: Scene, read: Read[]): { state: NegotiationState; answeredSeq: number } {
    const { memory } = scene.conversation.snapshot;
    let { state } = scene.conversation.snapshot;
    for (const { message, reading } of read) {
      const said = { messageSeq: message.seq, at: message.sentAt };
      const applied = applyReading(state, reading, said, {
        asked: memory.asked,
        now: scene.at,
        ...(memory.focusTicketId === undefined ? {} : { focusTicketId: memory.focusTicketId }),
      });
      if (applied.termsAnswer === 'accepted' && isAnswerToTerms(scene, message)) return { state, answeredSeq: message.seq - 1 };
      state = applied.state;
      const pending = state.pendingTerms;
      if (pending && applied.termsAnswer === 'changed') state = voidPendingTerms(state, said);
      if (pending && applied.termsAnswer === 'refused' && isAnswerToTerms(scene, message))
        state = refuseTerms(state, { termsId: pending.termsId, ...said });
    }
    return { state, answeredSeq: answeredByPerson(scene.surroundings) };
  }

  /** The partner's messages that a person has answered and nobody has read into the ledger yet. */
  private async reRead(surroundings: Surroundings): Promise<Read[]> {
    const { conversation, history } = surroundings;
    const until = answeredByPerson(surroundings);
    const unread = history.filter(
      (message) => message.author === 'partner' && message.seq > conversation.answeredSeq && message.seq <= until,
    );
    return Promise.all(
      unread.map(async (message) => ({
        message,
        reading: await this.interpreter.interpret(interpretInput(conversation, message.text, this.clock.now())),
      })),
    );
  }
}

/** By the button under the terms, or before a person said anything else. */
function isAnswerToTerms({ conversation, surroundings }: Scene, message: StoredMessage): boolean {
  const pending = conversation.snapshot.state.pendingTerms;
  if (!pending) return false;
  if (message.clientMessageId === `terms:${pending.termsId}:yes`) return true;
  return !surroundings.history.some(({ author, seq }) => author === 'human' && seq > pending.messageSeq && seq < message.seq);
}

/** What the partner wrote before the person's last word has had its answer. */
function answeredByPerson({ conversation, history }: Surroundings): number {
  const lastWord = history.findLast((message) => message.author === 'human')?.seq ?? 0;
  const answered = history.findLast((message) => message.author === 'partner' && message.seq < lastWord)?.seq ?? 0;
  return Math.max(conversation.answeredSeq, answered);
}
