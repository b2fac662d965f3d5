import { Injectable } from '@nestjs/common';
import { fail, PARTNER_ERASED, succeed, type Result } from '../domain/failure.js';
import { turnDueAt } from './burst-window.js';
import { Drafts, NEWER_MESSAGE } from './drafts.js';
import { OutboxDrain } from './outbox-drain.js';
import { Clock } from './ports/clock.js';
import { ConversationStore, type ConversationTransaction } from './ports/conversation-store.js';
import { Randomness } from './ports/randomness.js';
import { ReadAhead } from './read-ahead.js';
import { TurnScheduler } from './turn-scheduler.js';
import { TurnSettingsProvider } from './turn-settings.js';

/** Characters of one partner message. Longer texts are refused, not cut: a cut could drop a "not". */
export const MAXIMUM_MESSAGE_LENGTH = 4_000;

/** What a button says, in words, so that the transcript reads on and the same reader understands it. */
const ACCEPT_TERMS = 'Yes, I agree to these terms.';
const REFUSE_TERMS = 'No, I do not agree to these terms.';
const REQUEST_PERSON = 'I would like to talk to a person, please.';
const OPT_OUT = 'Please stop. I do not want any more messages about this.';

export interface Receipt {
  messageId: string;
  seq: number;
  /** The message was received before; nothing was stored again. */
  duplicate: boolean;
}

/** Where partner messages come in: stored once, in order, and due for a decision. */
@Injectable()
export class Inbox {
  constructor(
    private readonly store: ConversationStore,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
    private readonly scheduler: TurnScheduler,
    private readonly outbox: OutboxDrain,
    private readonly drafts: Drafts,
    private readonly readAhead: ReadAhead,
    private readonly settings: TurnSettingsProvider,
  ) {}

  async receive(input: {
    negotiationId: string;
    tenantId?: string;
    clientMessageId: string;
    text: string;
  }): Promise<Result<Receipt>> {
    if (input.text.trim() === '')
      return fail('invalid', 'The message is empty', [{ path: 'text', message: 'must not be empty' }]);
    if (input.text.length > MAXIMUM_MESSAGE_LENGTH) {
      const message = `must not be longer than ${MAXIMUM_MESSAGE_LENGTH} characters`;
      return fail('invalid', 'The message is too long', [{ path: 'text', message }]);
    }
    return this.accept(input.negotiationId, input.tenantId, input.clientMessageId, () => succeed(input.text));
  }

  async answerTerms(input: { negotiationId: string; termsId: string; accept: boolean }): Promise<Result<Receipt>> {
    const clientMessageId = `terms:${input.termsId}:${input.accept ? 'yes' : 'no'}`;
    return this.accept(input.negotiationId, undefined, clientMessageId, (transaction) =>
      transaction.conversation.snapshot.state.pendingTerms?.termsId === input.termsId
        ? succeed(input.accept ? ACCEPT_TERMS : REFUSE_TERMS)
        : fail('terms_not_pending', 'These terms no longer wait for an answer'),
    );
  }

  requestPerson(input: { negotiationId: string }): Promise<Result<Receipt>> {
    return this.accept(input.negotiationId, undefined, `person:${this.randomness.id()}`, () => succeed(REQUEST_PERSON));
  }

  optOut(input: { negotiationId: string }): Promise<Result<Receipt>> {
    return this.accept(input.negotiationId, undefined, `opt-out:${this.randomness.id()}`, () => succeed(OPT_OUT));
  }

  /** Somebody who types is about to say more: the window stays open, within its cap. */
  async typing(negotiationId: string, active: boolean): Promise<void> {
    if (!active) return;
    const now = this.clock.now();
    // A turn that falls due later needs no waking: who wakes too early finds the new time.
    await this.store.write(negotiationId, (transaction) => {
      const { firstUnansweredAt, nextTurnAt } = transaction;
      if (!firstUnansweredAt || !nextTurnAt || nextTurnAt <= now) return;
      const due = turnDueAt(firstUnansweredAt, now, this.settings.settings);
      if (due > nextTurnAt) transaction.change({ nextTurnAt: due });
    });
  }

  /** The partner has opened the chat: an opening that quiet hours or a cap held back for their sake need not wait. */
  async partnerArrived(negotiationId: string): Promise<void> {
    const now = this.clock.now();
    const hurried = await this.store.write(negotiationId, (transaction) => {
      const { conversation, nextTurnAt } = transaction;
      const held = conversation.turnCount === 0 && conversation.owner === 'agent' && nextTurnAt !== null && nextTurnAt > now;
      if (held && conversation.inboxHead === conversation.answeredSeq) transaction.change({ nextTurnAt: now });
      return held;
    });
    if (hurried) this.scheduler.wake();
  }

  private async accept(
    negotiationId: string,
    tenantId: string | undefined,
    clientMessageId: string,
    textOf: (transaction: ConversationTransaction) => Result<string>,
  ): Promise<Result<Receipt>> {
    const now = this.clock.now();
    let voids = 0;
    let due: { at: Date; arm: string } | undefined;
    const outcome = await this.store.write(
      negotiationId,
      async (transaction): Promise<Result<Receipt>> => {
        if (transaction.conversation.erased) return PARTNER_ERASED;
        const known = await transaction.findByClientMessageId(clientMessageId);
        if (known) return succeed({ messageId: known.id, seq: known.seq, duplicate: true });
        const text = textOf(transaction);
        if (!text.ok) return text;
        const message = transaction.append({ author: 'partner', text: text.value, clientMessageId }, now);
        const { owner, arm } = transaction.conversation;
        voids = transaction.conversation.voids;
        transaction.timer('follow_up', null);
        if (owner === 'agent') {
          due = { at: turnDueAt(transaction.firstUnansweredAt ?? now, now, this.settings.settings), arm };
          transaction.change({ nextTurnAt: due.at });
        }
        return succeed({ messageId: message.id, seq: message.seq, duplicate: false });
      },
      { clientMessageId, ...(tenantId === undefined ? {} : { tenantId }) },
    );
    if (outcome === null) return fail('not_found', 'There is no such negotiation');
    if (outcome.ok && !outcome.value.duplicate) {
      // After that many voids a draft is finished all the same; the commit decides what may still be said.
      if (voids < this.settings.settings.maximumVoids) this.drafts.void(negotiationId, NEWER_MESSAGE);
      this.outbox.wake();
      if (due) {
        this.scheduler.wakeAt(due.at);
        // Until then more may be said, and models have nothing to do.
        this.readAhead.begin(negotiationId, due.arm);
      }
    }
    return outcome;
  }
}
