import { Injectable } from '@nestjs/common';
import { fail, succeed, type Failure, type Result } from '../domain/failure.js';
import { declineTicket, recordAgreement, termsFor, voidPendingTerms } from '../domain/negotiation/agreement.js';
import { type AgreedTerms } from '../domain/negotiation/ledger.js';
import { parseMoney } from '../domain/negotiation/money.js';
import { openTickets } from '../domain/negotiation/standing.js';
import { type NegotiationState } from '../domain/negotiation/state.js';
import { nightsWithin } from '../domain/negotiation/stay.js';
import { type Stay } from '../domain/negotiation/ticket.js';
import { type SopStep } from '../domain/sop/sop.js';
import { type Actor, auditEntry } from './actor.js';
import { AfterWrite } from './after-write.js';
import { applyStep, emitNewAgreements } from './apply-step.js';
import { Interventions } from './interventions.js';
import { Scenes, type Scene } from './scene.js';

/** What was agreed elsewhere for a ticket; without a rate it was declined. */
export interface DealElsewhere {
  ticketId: string;
  rate?: string;
  /** Part of the ticket's stay; absent: all of it. */
  stay?: Stay;
  conditions?: string[];
}

/** A person closes the negotiation with a deal that was made elsewhere, or without one. Tickets not named are declined. */
@Injectable()
export class CloseByPerson {
  constructor(
    private readonly scenes: Scenes,
    private readonly interventions: Interventions,
    private readonly after: AfterWrite,
  ) {}

  async execute(input: {
    tenantId: string;
    negotiationId: string;
    tickets: DealElsewhere[];
    note: string;
    actor: Actor;
  }): Promise<Result<{ status: 'agreed' | 'declined' }>> {
    const result = await this.scenes.write(
      input.tenantId,
      input.negotiationId,
      (scene): Result<{ status: 'agreed' | 'declined' }> => {
        const { conversation } = scene;
        if (conversation.status !== 'open' && conversation.status !== 'escalated') {
          return fail('already_ended', `The negotiation has ended already: ${conversation.status}`);
        }
        if (conversation.owner === 'human' && conversation.ownerName !== input.actor.name) {
          return fail('taken_over', `${conversation.ownerName ?? 'Somebody else'} has taken over this conversation`);
        }
        const errors = dealErrors(conversation.snapshot.state, input.tickets);
        return errors.length > 0
          ? fail('invalid', 'The deal is not valid', errors)
          : succeed({ status: this.close(scene, input) });
      },
    );
    if (result.ok) this.after.changed(input.negotiationId, 'a person closed the negotiation');
    return result;
  }

  private close(scene: Scene, input: { tickets: DealElsewhere[]; note: string; actor: Actor }): 'agreed' | 'declined' {
    const { conversation, transaction, now, at } = scene;
    const said = { messageSeq: conversation.lastSeq, at };
    const before = voidPendingTerms(conversation.snapshot.state, said);
    const agreed = recordAgreement(before, termsOf(before, input.tickets), said);
    const state = openTickets(agreed).reduce((rest, ticket) => declineTicket(rest, ticket.id, said), agreed);
    const status = Object.values(state.results).includes('agreed') ? 'agreed' : 'declined';
    const step = ended(scene.advance({ type: 'operator.closed', status }, state), status);
    applyStep(transaction, step, now);
    emitNewAgreements(transaction, state);
    transaction.change({
      snapshot: scene.snapshot(state, step),
      status,
      owner: 'agent',
      ownerName: null,
      answeredSeq: conversation.inboxHead,
      nextTurnAt: null,
    });
    transaction.audit(
      auditEntry(input.actor, 'conversation.closed', { status, tickets: input.tickets.map((deal) => deal.ticketId) }),
    );
    // The note may name people: it is kept with the turn, which is encrypted.
    this.interventions.record(scene, {
      trigger: 'operator_close',
      state,
      step,
      policy: 'person',
      resolution: { kind: 'person', why: `closed by ${input.actor.name}: ${input.note}` },
    });
    return status;
  }
}

function termsOf(state: NegotiationState, deals: readonly DealElsewhere[]): AgreedTerms[] {
  return deals.flatMap(({ ticketId, rate, stay, conditions }) =>
    rate === undefined
      ? []
      : [{ ...termsFor(state, ticketId, rate, stay === undefined ? {} : { stay }), conditions: conditions ?? [] }],
  );
}

function dealErrors(state: NegotiationState, deals: readonly DealElsewhere[]): NonNullable<Failure['errors']> {
  const open = new Map(openTickets(state).map((ticket) => [ticket.id, ticket]));
  return deals.flatMap((deal, index) => {
    const error = (field: string, message: string) => [{ path: `tickets[${index}].${field}`, message }];
    const ticket = open.get(deal.ticketId);
    if (!ticket) return error('id', 'must be a ticket of this negotiation that is still open');
    if (deal.rate !== undefined && !parseMoney(deal.rate, ticket.currency)) {
      return error('rate', `must be a decimal string above 0 in the decimals of ${ticket.currency}`);
    }
    if (deal.stay && nightsWithin(ticket.stay, deal.stay).length === 0)
      return error('stay', "must hold a night of the ticket's stay");
    return [];
  });
}

/** Whatever a definition says about closing, the negotiation is over afterwards. */
function ended(step: SopStep, status: 'agreed' | 'declined'): SopStep {
  const ends = step.effects.some((effect) => effect.type === 'end');
  return {
    ...step,
    position: { ...step.position, status },
    effects: ends ? step.effects : [...step.effects, { type: 'end', status }],
  };
}
