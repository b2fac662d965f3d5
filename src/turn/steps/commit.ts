import { Injectable } from '@nestjs/common';
import { type Advanced } from '../../domain/conversation/advance.js';
import { applyReply, handedOver, restatesTerms } from '../../domain/conversation/apply-reply.js';
import { TURN_RECORD_SCHEMA_VERSION, type TurnRecord } from '../../domain/conversation/turn-record.js';
import { GUARDRAILS_VERSION } from '../../domain/guardrails/registry.js';
import { spokenIn, turnOf } from '../../domain/policy/serialiser/turn.js';
import { SERIALISER_VERSION } from '../../domain/policy/serialiser/version.js';
import { type SopEffect, type SopPosition } from '../../domain/sop/sop.js';
import { type AgentAct } from '../../domain/taxonomy.js';
import { NEWER_MESSAGE } from '../drafts.js';
import { applyEffects } from '../apply-effects.js';
import { OutboxDrain } from '../outbox-drain.js';
import { Clock } from '../ports/clock.js';
import { ConversationStore, type ConversationTransaction, type DraftLease } from '../ports/conversation-store.js';
import { Randomness } from '../ports/randomness.js';
import { Telemetry } from '../ports/telemetry.js';
import { type Stopwatch } from '../stopwatch.js';
import { type TurnCause } from '../turn.pipeline.js';
import { TurnSettingsProvider } from '../turn-settings.js';
import { type Draft } from './draft.js';
import { EvaluateStep } from './evaluate.js';
import { type ClaimedMoment } from './moment.js';
import { UnderstandStep } from './understand.js';

export type CommitOutcome =
  /** `unread`: the partner has written more in the meantime, and the next turn is due. */
  | { kind: 'committed'; turnId: string; messageSeq?: number; unread: boolean }
  /** Overtaken; whoever overtook it has made the next turn due. */
  | { kind: 'voided'; why: string }
  | { kind: 'nothing' };

/** Acts that bind us: never committed over a message that was not read. */
const BINDING_ACTS: readonly AgentAct[] = ['accept', 'confirm_terms', 'close_agreed'];

/** The point of no return: one transaction for procedure, snapshot, ledger, message, turn record and outbox. */
@Injectable()
export class CommitStep {
  constructor(
    private readonly store: ConversationStore,
    private readonly outbox: OutboxDrain,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
    private readonly settings: TurnSettingsProvider,
    private readonly understanding: UnderstandStep,
    private readonly evaluating: EvaluateStep,
    private readonly telemetry: Telemetry,
  ) {}

  async commit(moment: ClaimedMoment, advanced: Advanced, draft: Draft, stopwatch: Stopwatch): Promise<CommitOutcome> {
    const { conversation } = moment;
    // The work may be done again under the lock; what was committed is what the last time recorded.
    let record: TurnRecord | undefined;
    const outcome = await this.store.write(
      conversation.id,
      (transaction): CommitOutcome => {
        const overtaken = this.overtakenBy(transaction, moment, advanced, draft);
        if (overtaken) return this.voidHeld(transaction, moment.lease, overtaken);
        const written = this.write(transaction, moment, advanced, draft, stopwatch);
        record = written.record;
        return written.outcome;
      },
      { asRead: conversation },
    );
    if (outcome?.kind === 'committed') {
      this.outbox.wake();
      const { laps } = stopwatch;
      if (record) this.telemetry.turnCommitted(record, { laps, total: stopwatch.total(), committedAt: this.clock.now() });
    }
    if (outcome?.kind === 'voided') this.telemetry.turnVoided(outcome.why);
    return outcome ?? { kind: 'nothing' };
  }

  /** There is nothing to decide: gives the lease back, and what made the turn due is done with. */
  async giveBack(lease: DraftLease, cause: TurnCause): Promise<CommitOutcome> {
    await this.store.write(lease.negotiationId, (transaction) => {
      if (transaction.fence !== lease.fence) return;
      const waiting =
        transaction.conversation.owner === 'agent' && transaction.conversation.inboxHead > transaction.conversation.answeredSeq;
      transaction.change({ releaseLease: true, ...(waiting ? {} : { nextTurnAt: null }) });
      if (cause !== 'messages') transaction.timer(cause, null);
    });
    return { kind: 'nothing' };
  }

  /** Not now: the turn, or the timer, is due again at `until`. */
  async postpone(lease: DraftLease, cause: TurnCause, until: Date): Promise<CommitOutcome> {
    await this.store.write(lease.negotiationId, (transaction) => {
      if (transaction.fence !== lease.fence) return;
      transaction.change({ releaseLease: true, ...(cause === 'messages' ? { nextTurnAt: until } : {}) });
      if (cause !== 'messages') transaction.timer(cause, until);
    });
    return { kind: 'nothing' };
  }

  /** A draft was overtaken before its commit. */
  async voidDraft(lease: DraftLease, why: string): Promise<CommitOutcome> {
    this.telemetry.turnVoided(why);
    return (
      (await this.store.write(lease.negotiationId, (transaction) => this.voidHeld(transaction, lease, why))) ?? {
        kind: 'nothing',
      }
    );
  }

  /** The last resort after a bug: nothing is said, a person is called, and every message has had its decision. */
  async handToPerson(lease: DraftLease, cause: TurnCause, reason: string): Promise<CommitOutcome> {
    this.telemetry.turnFailed();
    await this.store.write(lease.negotiationId, (transaction) => {
      const { conversation } = transaction;
      if (transaction.fence !== lease.fence || conversation.owner === 'human') return;
      const { snapshot } = conversation;
      const { position, effects } = handedOver(snapshot.position, reason);
      transaction.change({
        snapshot: { ...snapshot, position },
        status: position.status,
        releaseLease: true,
        nextTurnAt: null,
        answeredSeq: conversation.inboxHead,
      });
      transaction.timer('follow_up', null);
      // A deadline that cannot be decided would be due again at once, for ever.
      if (cause === 'deadline') transaction.timer('deadline', null);
      applyEffects(transaction, { before: snapshot.position, after: position, effects }, this.clock.now());
      transaction.audit({ actor: 'parley', action: 'conversation.escalated', detail: { reason } });
    });
    this.outbox.wake();
    return { kind: 'nothing' };
  }

  private overtakenBy(
    transaction: ConversationTransaction,
    moment: ClaimedMoment,
    advanced: Advanced,
    draft: Draft,
  ): string | null {
    const { conversation } = transaction;
    if (transaction.fence !== moment.lease.fence) return 'another process drafts';
    if (conversation.owner !== 'agent') return 'a person took over';
    if (conversation.version !== moment.conversation.version) return 'the negotiation changed';
    const unasked = moment.trigger === 'opening' || moment.trigger === 'follow_up';
    if (unasked && conversation.partner.optedOut) return 'the partner opted out';
    if (conversation.inboxHead === moment.conversation.inboxHead) return null;
    const act = draft.reply?.plan.act;
    const binds = advanced.agreedNow || (act !== undefined && BINDING_ACTS.includes(act));
    return binds || conversation.voids < this.settings.settings.maximumVoids ? NEWER_MESSAGE : null;
  }

  private voidHeld(transaction: ConversationTransaction, lease: DraftLease, why: string): CommitOutcome {
    if (transaction.fence === lease.fence) {
      const { conversation } = transaction;
      const newer = conversation.inboxHead > conversation.answeredSeq;
      // Somebody else changed the negotiation: what the partner said still wants an answer, on the new footing.
      const due = newer && conversation.owner === 'agent' && !transaction.nextTurnAt ? { nextTurnAt: this.clock.now() } : {};
      transaction.change({ releaseLease: true, voids: conversation.voids + (why === NEWER_MESSAGE ? 1 : 0), ...due });
    }
    return { kind: 'voided', why };
  }

  private write(
    transaction: ConversationTransaction,
    moment: ClaimedMoment,
    advanced: Advanced,
    draft: Draft,
    stopwatch: Stopwatch,
  ): { outcome: CommitOutcome; record: TurnRecord } {
    const { conversation } = transaction;
    const now = this.clock.now();
    const at = now.toISOString();
    const before = moment.conversation.snapshot.position;
    const { reply, resolution } = draft;
    const termsId = restatesTerms(advanced, reply?.plan) ? this.randomness.id() : undefined;
    const terms = termsId === undefined ? {} : { terms: { termsId, tickets: advanced.menu.terms } };
    const messageSeq = reply && transaction.append({ author: 'agent', text: reply.text, ...terms }, now).seq;
    const callsPerson = resolution.kind === 'person' || reply?.plan.act === 'hand_over';
    const { snapshot, effects } = applyReply(moment.sop, advanced, {
      ...(reply && messageSeq !== undefined ? { reply: { plan: reply.plan, text: reply.text, messageSeq } } : {}),
      trigger: moment.trigger,
      ...(termsId === undefined ? {} : { termsId }),
      ...(callsPerson ? { personCalledFor: resolution.why } : {}),
      at,
      lastSeq: conversation.lastSeq,
    });
    const { position, state } = snapshot;

    const answeredSeq = moment.unanswered.at(-1)?.seq ?? conversation.answeredSeq;
    const unread = conversation.inboxHead > answeredSeq;
    transaction.change({
      snapshot,
      status: position.status,
      answeredSeq,
      voids: 0,
      turnCount: conversation.turnCount + 1,
      releaseLease: true,
      ...(unread ? {} : { nextTurnAt: null }),
    });
    applyEffects(transaction, { before, after: position, effects }, now);
    for (const ticket of state.tickets) {
      if (state.results[ticket.id] === 'agreed' && moment.conversation.snapshot.state.results[ticket.id] !== 'agreed') {
        transaction.emit({ type: 'ticket.agreed', ticketId: ticket.id });
      }
    }
    if (moment.trigger === 'follow_up' || moment.trigger === 'deadline') {
      const rescheduled = effects.some((effect) => effect.type === 'schedule_follow_up');
      if (moment.trigger === 'deadline' || !rescheduled) transaction.timer(moment.trigger, null);
    }
    const turnId = this.randomness.id();
    const record = this.recordOf(turnId, moment, advanced, draft, { before, position, effects, messageSeq, stopwatch, at });
    transaction.record(record);
    return { outcome: { kind: 'committed', turnId, unread, ...(messageSeq === undefined ? {} : { messageSeq }) }, record };
  }

  private recordOf(
    turnId: string,
    moment: ClaimedMoment,
    advanced: Advanced,
    draft: Draft,
    outcome: {
      before: SopPosition;
      position: SopPosition;
      effects: SopEffect[];
      messageSeq: number | undefined;
      stopwatch: Stopwatch;
      at: string;
    },
  ): TurnRecord {
    const { conversation } = moment;
    return {
      schemaVersion: TURN_RECORD_SCHEMA_VERSION,
      turnId,
      negotiationId: conversation.id,
      number: conversation.turnCount + 1,
      trigger: moment.trigger,
      answers: moment.unanswered.map((message) => message.seq),
      context: advanced.context,
      transcript: turnOf(advanced.context, conversation.transcriptUpTo, spokenIn(draft)),
      before: outcome.before,
      after: outcome.position,
      effects: outcome.effects,
      candidates: draft.candidates,
      resolution: draft.resolution,
      ...(outcome.messageSeq === undefined ? {} : { messageSeq: outcome.messageSeq }),
      arm: conversation.arm,
      ...(draft.degradedTo === undefined ? {} : { degradedTo: draft.degradedTo }),
      ...(draft.propensity === undefined ? {} : { propensity: draft.propensity }),
      versions: {
        sop: `${conversation.sop.id}@${conversation.sop.version}`,
        policy: draft.policy,
        interpreter: this.understanding.version,
        ...this.evaluating.versions,
        guardrails: GUARDRAILS_VERSION,
        serialiser: SERIALISER_VERSION,
      },
      timings: { ...outcome.stopwatch.timings, 'until commit': outcome.stopwatch.total() },
      startedAt: moment.now.toISOString(),
      committedAt: outcome.at,
    };
  }
}
