import { Injectable } from '@nestjs/common';
import { fail, succeed, type Result } from '../domain/failure.js';
import { voidPendingTerms } from '../domain/negotiation/agreement.js';
import { type SopStep } from '../domain/sop/sop.js';
import { type Actor, auditEntry } from './actor.js';
import { AfterWrite } from './after-write.js';
import { applyStep } from './apply-step.js';
import { closingScript } from './closing-script.js';
import { Interventions } from './interventions.js';
import { Scenes, type Scene } from './scene.js';

/** The OTA calls a negotiation off: drafts die, what was committed is delivered, and if we ever wrote we say that it is over. */
@Injectable()
export class CancelNegotiation {
  constructor(
    private readonly scenes: Scenes,
    private readonly interventions: Interventions,
    private readonly after: AfterWrite,
  ) {}

  async execute(input: { tenantId: string; negotiationId: string; actor: Actor }): Promise<Result<{ messageSeq?: number }>> {
    const result = await this.scenes.write(input.tenantId, input.negotiationId, (scene) => {
      const { status } = scene.conversation;
      if (status !== 'open' && status !== 'escalated')
        return fail('already_ended', `The negotiation has ended already: ${status}`);
      const messageSeq = this.cancel(scene);
      scene.transaction.audit(auditEntry(input.actor, 'negotiation.cancelled'));
      return succeed(messageSeq === undefined ? {} : { messageSeq });
    });
    if (result.ok) this.after.changed(input.negotiationId, 'the negotiation was cancelled');
    return result;
  }

  /** Under the lock, for whoever has found that nothing is left to negotiate. Returns the number of the closing message. */
  cancel(scene: Scene, state = scene.conversation.snapshot.state): number | undefined {
    const { conversation, transaction, now, at } = scene;
    const voided = voidPendingTerms(state, { messageSeq: conversation.lastSeq, at });
    const step = cancelled(scene.advance({ type: 'backend.cancelled' }, voided));
    const weWrote = scene.surroundings.history.some((message) => message.author !== 'partner');
    const script = weWrote && !conversation.partner.optedOut ? closingScript(scene, step, voided) : null;
    const message = script ? transaction.append({ author: 'agent', text: script.text }, now) : undefined;
    const unread = conversation.inboxHead > conversation.answeredSeq;
    applyStep(transaction, step, now);
    transaction.change({
      snapshot: scene.snapshot(voided, step),
      status: step.position.status,
      owner: 'agent',
      ownerName: null,
      // An unread message may be an opt-out: it is still read, and answered only where the procedure says so.
      nextTurnAt: unread ? now : null,
    });
    this.interventions.record(scene, {
      trigger: 'cancel',
      state: voided,
      step,
      policy: 'script',
      resolution: script
        ? { kind: 'script', ...script, why: 'the negotiation was cancelled' }
        : { kind: 'silent', why: 'the negotiation was cancelled before we wrote' },
      ...(message ? { messageSeq: message.seq } : {}),
    });
    return message?.seq;
  }
}

/** Whatever a definition says about cancelling, the negotiation is over afterwards. */
function cancelled(step: SopStep): SopStep {
  const ends = step.effects.some((effect) => effect.type === 'end');
  return {
    ...step,
    position: { ...step.position, status: 'cancelled' },
    effects: ends ? step.effects : [...step.effects, { type: 'end', status: 'cancelled' }],
  };
}
