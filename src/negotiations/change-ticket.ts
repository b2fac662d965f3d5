import { Injectable } from '@nestjs/common';
import { fail, succeed, type Result } from '../domain/failure.js';
import { changeTicket, type TicketChange } from '../domain/negotiation/change-ticket.js';
import { openTickets } from '../domain/negotiation/standing.js';
import { type Ticket } from '../domain/negotiation/ticket.js';
import { type Actor, auditEntry } from './actor.js';
import { AfterWrite } from './after-write.js';
import { applyStep } from './apply-step.js';
import { CancelNegotiation } from './cancel-negotiation.js';
import { Scenes, type Scene } from './scene.js';

export interface ChangedTicketView {
  ticket: Ticket;
  targetRate: string;
}

/** The OTA changes a ticket, or takes it back, while it is negotiated. */
@Injectable()
export class ChangeTicket {
  constructor(
    private readonly scenes: Scenes,
    private readonly cancelling: CancelNegotiation,
    private readonly after: AfterWrite,
  ) {}

  async execute(input: {
    tenantId: string;
    negotiationId: string;
    ticketId: string;
    change: TicketChange;
    actor: Actor;
  }): Promise<Result<ChangedTicketView>> {
    const { ticketId, change } = input;
    const result = await this.scenes.write(input.tenantId, input.negotiationId, (scene): Result<ChangedTicketView> => {
      const { conversation, transaction } = scene;
      if (conversation.status !== 'open' && conversation.status !== 'escalated') {
        return fail('already_ended', `The negotiation has ended already: ${conversation.status}`);
      }
      const mandate = scene.mandates.find((candidate) => candidate.ticketId === ticketId);
      if (!mandate) return fail('not_found', 'There is no such ticket in this negotiation');
      const said = { messageSeq: conversation.lastSeq, at: scene.at };
      const changed = changeTicket(conversation.snapshot.state, mandate, ticketId, change, said);
      if (!changed.ok) return changed;
      const { state } = changed.value;
      transaction.changeMandate(changed.value.mandate);
      const fields = (['currentRate', 'evidence', 'targetRate', 'limitRate', 'withdrawn'] as const).filter(
        (field) => change[field] !== undefined,
      );
      transaction.audit(auditEntry(input.actor, 'ticket.changed', { ticketId, fields }));
      if (openTickets(state).length > 0) transaction.change({ snapshot: { ...conversation.snapshot, state } });
      else this.endWithoutOpenTickets(scene, state);
      const ticket = state.tickets.find((each) => each.id === ticketId)!;
      return succeed({ ticket, targetRate: changed.value.mandate.targetRate });
    });
    if (result.ok) this.after.changed(input.negotiationId, 'a ticket was changed');
    return result;
  }

  /** The last open ticket was taken back: what is agreed stays agreed, else there is nothing left to talk about. */
  private endWithoutOpenTickets(scene: Scene, state: Parameters<Scene['advance']>[1]): void {
    const results = Object.values(state.results);
    if (!results.includes('agreed') && !results.includes('declined')) {
      this.cancelling.cancel(scene, state);
      return;
    }
    const step = scene.advance({ type: 'operator.closed', status: results.includes('agreed') ? 'agreed' : 'declined' }, state);
    applyStep(scene.transaction, step, scene.now);
    scene.transaction.change({ snapshot: scene.snapshot(state, step), status: step.position.status });
  }
}
