import { Injectable } from '@nestjs/common';
import { fail, succeed, type Result } from '../domain/failure.js';
import { type Actor, auditEntry } from './actor.js';
import { AfterWrite } from './after-write.js';
import { applyStep } from './apply-step.js';
import { Scenes } from './scene.js';

/** A person takes the conversation: the agent is silent until it is released. */
@Injectable()
export class TakeOver {
  constructor(
    private readonly scenes: Scenes,
    private readonly after: AfterWrite,
  ) {}

  async execute(input: { tenantId: string; negotiationId: string; actor: Actor }): Promise<Result<{ ownerName: string }>> {
    const { actor } = input;
    const result = await this.scenes.write(input.tenantId, input.negotiationId, (scene): Result<{ ownerName: string }> => {
      const { conversation, transaction } = scene;
      if (conversation.owner === 'human')
        return fail('taken_over', `${conversation.ownerName ?? 'Somebody'} has taken over already`);
      if (conversation.status !== 'open' && conversation.status !== 'escalated') {
        return fail('already_ended', `The negotiation has ended already: ${conversation.status}`);
      }
      const { state } = conversation.snapshot;
      const step = scene.advance({ type: 'operator.took_over' }, state);
      applyStep(transaction, step, scene.now);
      // The snapshot is written even where nothing in it changes: its version makes drafts of before void.
      transaction.change({
        snapshot: scene.snapshot(state, step),
        status: step.position.status,
        owner: 'human',
        ownerName: actor.name,
        nextTurnAt: null,
      });
      transaction.timer('follow_up', null);
      transaction.emit({ type: 'negotiation.taken_over' });
      transaction.audit(auditEntry(actor, 'conversation.taken_over'));
      return succeed({ ownerName: actor.name });
    });
    if (result.ok) this.after.changed(input.negotiationId, 'a person took over');
    return result;
  }
}
