import { Injectable } from '@nestjs/common';
import { type Conversation } from '../domain/conversation/conversation.js';
import { emptyMemory } from '../domain/conversation/empty-memory.js';
import { variantOf } from '../domain/experiments/assignment.js';
import { fail, succeed, type Failure, type Result } from '../domain/failure.js';
import { type Mandate } from '../domain/negotiation/mandate.js';
import { openNegotiation } from '../domain/negotiation/open.js';
import { type Lever, type Ticket } from '../domain/negotiation/ticket.js';
import { validateTickets } from '../domain/negotiation/validate-tickets.js';
import { DraftingSettingsLibrary } from '../turn/drafting-settings.js';
import { Clock } from '../turn/ports/clock.js';
import { ConversationStore } from '../turn/ports/conversation-store.js';
import { PolicyRegistry } from '../turn/ports/reply-policy.js';
import { SopLibrary } from '../turn/sop-library.js';
import { AfterWrite } from './after-write.js';
import { RunningExperiments } from './ports/experiment-store.js';
import { faultsOfArm } from './who-writes.js';

/** Languages that we can write and read, as BCP 47 primary subtags. */
const LANGUAGES = ['en'];

export interface NewNegotiation {
  tenantId: string;
  externalId: string;
  hotel: Conversation['hotel'];
  partner: { id: string; name?: string; language?: string; timeZone?: string };
  tickets: Ticket[];
  mandates: Mandate[];
  levers: Lever[];
  deadline?: Date;
  /** Id of a procedure; absent: the one that ships. */
  sop?: string;
  /** Arm; absent: the running experiment's, or the tenant's, or the default of this installation. */
  policy?: string;
  start: Conversation['start'];
  metadata?: Record<string, unknown>;
}

/** Who writes in a negotiation. */
type Writer = Pick<Conversation, 'arm' | 'policyModel' | 'experiment'>;

/** Takes over a negotiation from the OTA. Failures: `invalid`, `unsupported`, `already_exists`, `partner_opted_out`. */
@Injectable()
export class CreateNegotiation {
  constructor(
    private readonly store: ConversationStore,
    private readonly sops: SopLibrary,
    private readonly policies: PolicyRegistry,
    private readonly drafting: DraftingSettingsLibrary,
    private readonly experiments: RunningExperiments,
    private readonly clock: Clock,
    private readonly after: AfterWrite,
  ) {}

  async execute(input: NewNegotiation): Promise<Result<Conversation>> {
    const now = this.clock.now();
    const active = await this.sops.active(input.tenantId, input.sop);
    const errors = this.errorsOf(input, now);
    if (!active) errors.push({ path: 'sop', message: 'is not a procedure of this tenant' });
    if (errors.length > 0) return fail('invalid', 'The negotiation is not valid', errors);
    if (!active) throw new Error('unreachable: a missing procedure is an error');
    const sop = await this.sops.compiled(input.tenantId, active.id, active.version);
    const created = await this.store.create(
      {
        tenantId: input.tenantId,
        externalId: input.externalId,
        hotel: input.hotel,
        partner: input.partner,
        ...(await this.writerFor(input)),
        sop: active,
        start: input.start,
        ...(input.deadline === undefined ? {} : { deadline: input.deadline }),
        ...(input.metadata === undefined ? {} : { metadata: input.metadata }),
        snapshot: {
          state: openNegotiation({ tickets: input.tickets, levers: input.levers }),
          position: sop.start(),
          memory: emptyMemory(input.partner.language ?? 'en'),
        },
        mandates: input.mandates,
        firstTurnAt: input.start === 'now' ? now : null,
      },
      now,
    );
    if (created === 'already_exists') return fail('already_exists', 'There is a negotiation with this externalId already');
    if (created === 'partner_opted_out') return fail('partner_opted_out', 'The partner does not want to be contacted any more');
    this.after.announce();
    return succeed(created);
  }

  /** The arm that the OTA names; else what an experiment assigns; else what the tenant has chosen, where this installation has it. */
  private async writerFor({ tenantId, policy, partner }: NewNegotiation): Promise<Writer> {
    if (policy !== undefined) return { arm: policy };
    const experiment = await this.experiments.running(tenantId);
    if (experiment) {
      const { name, arm, policyModel } = variantOf(experiment, partner.id);
      return { arm, ...(policyModel === undefined ? {} : { policyModel }), experiment: { id: experiment.id, variant: name } };
    }
    const { arm } = await this.drafting.of(tenantId);
    return { arm: this.policies.resolve(arm).policy.arm };
  }

  private errorsOf(input: NewNegotiation, now: Date): NonNullable<Failure['errors']> {
    const errors: NonNullable<Failure['errors']> = validateTickets(input.tickets, input.mandates, input.levers);
    const language = input.partner.language?.toLowerCase().split('-')[0];
    if (language !== undefined && !LANGUAGES.includes(language)) {
      errors.push({ path: 'partner.language', message: `is not supported; supported are ${LANGUAGES.join(', ')}` });
    }
    if (input.deadline && input.deadline <= now) errors.push({ path: 'deadline', message: 'must be in the future' });
    if (input.policy !== undefined) errors.push(...faultsOfArm(this.policies, input.policy, 'policy'));
    return errors;
  }
}
