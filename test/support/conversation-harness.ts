import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/prisma/open-database.js';
import { type PrismaDatabase } from '../../src/adapters/prisma/prisma-database.js';
import { PrismaModule } from '../../src/adapters/prisma/prisma.module.js';
import { NO_MODELS } from '../../src/composition/models.js';
import { PortsModule } from '../../src/composition/ports.module.js';
import { readConfiguration } from '../../src/config/configuration.js';
import { projectRoot } from '../../src/config/paths.js';
import { type Conversation } from '../../src/domain/conversation/conversation.js';
import { type TurnRecord } from '../../src/domain/conversation/turn-record.js';
import { type Outcome } from '../../src/domain/negotiation/state.js';
import { outcomeOf } from '../../src/domain/negotiation/outcome.js';
import { CreateNegotiation, type NewNegotiation } from '../../src/negotiations/create-negotiation.js';
import { Release } from '../../src/negotiations/release.js';
import { TakeOver } from '../../src/negotiations/take-over.js';
import { WriteAsPerson } from '../../src/negotiations/write-as-person.js';
import { NegotiationsModule } from '../../src/negotiations/negotiations.module.js';
import { AccessStore } from '../../src/negotiations/ports/access-store.js';
import { NegotiationQueries } from '../../src/negotiations/ports/negotiation-queries.js';
import { ConversationStore, type StoredMessage } from '../../src/turn/ports/conversation-store.js';
import { PartnerPresence } from '../../src/turn/ports/partner-presence.js';
import { Inbox } from '../../src/turn/inbox.js';
import { OutboxDrain } from '../../src/turn/outbox-drain.js';
import { TurnPipeline } from '../../src/turn/turn.pipeline.js';
import { TurnModule } from '../../src/turn/turn.module.js';
import { embeddedSnapshot } from './embedded-snapshot.js';
import { SeededRandomness } from '../../src/simulation/world/seeded-randomness.js';
import { SteppedClock } from '../../src/simulation/world/stepped-clock.js';

/** A Tuesday morning in the partner's time zone. */
export const HARNESS_START = '2026-11-24T09:00:00Z';

class Present extends PartnerPresence {
  present = true;
  connected(): Promise<boolean> {
    return Promise.resolve(this.present);
  }
}

const presence = new Present();

@Global()
@Module({ providers: [{ provide: PartnerPresence, useValue: presence }], exports: [PartnerPresence] })
class HarnessPresenceModule {}

@Module({})
class HarnessModule {}

/**
 * The real turn on a real embedded database, without HTTP and without waiting: time is stepped, and turns run when told.
 */
export class ConversationHarness {
  private words = 0;

  private constructor(
    readonly app: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>,
    readonly database: PrismaDatabase,
    readonly clock: SteppedClock,
    readonly randomness: SeededRandomness,
    readonly tenantId: string,
  ) {}

  static async open(seed = 1): Promise<ConversationHarness> {
    const clock = new SteppedClock(HARNESS_START);
    const randomness = new SeededRandomness(seed);
    const { database } = await openDatabase(
      { prismaDirectory: join(projectRoot, 'prisma'), snapshot: await embeddedSnapshot() },
      clock.now(),
    );
    const app = await NestFactory.createApplicationContext(
      {
        module: HarnessModule,
        imports: [
          PortsModule.for({ configuration: readConfiguration({}), database, clock, randomness, models: NO_MODELS }),
          PrismaModule.on(database),
          HarnessPresenceModule,
          TurnModule,
          NegotiationsModule,
        ],
      },
      { logger: ['error', 'fatal'], abortOnError: false },
    );
    const access = app.get(AccessStore, { strict: false });
    const { tenantId } = await access.createKey(
      { tenant: 'scenario', ota: 'Farewell Travel', name: 'scenario', scopes: ['ota'] },
      clock.now(),
    );
    return new ConversationHarness(app, database, clock, randomness, tenantId);
  }

  close(): Promise<void> {
    return this.app.close();
  }

  set partnerIsOnline(online: boolean) {
    presence.present = online;
  }

  get store(): ConversationStore {
    return this.app.get(ConversationStore, { strict: false });
  }

  async create(negotiation: Omit<NewNegotiation, 'tenantId'>): Promise<string> {
    const created = await this.app.get(CreateNegotiation, { strict: false }).execute({ ...negotiation, tenantId: this.tenantId });
    if (!created.ok) throw new Error(JSON.stringify(created.failure));
    return created.value.id;
  }

  /** The partner writes; several texts are a burst. The agent's decision follows at once. */
  async say(negotiationId: string, ...texts: string[]): Promise<StoredMessage[]> {
    for (const text of texts) {
      const received = await this.app
        .get(Inbox, { strict: false })
        .receive({ negotiationId, clientMessageId: `w${++this.words}`, text });
      if (!received.ok) throw new Error(JSON.stringify(received.failure));
    }
    return this.runTurns(negotiationId);
  }

  /** Runs what is due for the conversation now, after the burst window; answers with the new messages of our side. */
  async runTurns(negotiationId: string): Promise<StoredMessage[]> {
    const before = (await this.conversation(negotiationId)).lastSeq;
    this.clock.advance(5_000);
    const due = await this.store.claimDueTurns(this.clock.now(), 30_000, 100);
    for (const lease of due.leases) await this.app.get(TurnPipeline, { strict: false }).run(lease, 'messages');
    for (const timer of await this.store.dueTimers(this.clock.now(), 100)) {
      const lease = await this.store.claim(timer.negotiationId, this.clock.now(), 30_000);
      if (lease) await this.app.get(TurnPipeline, { strict: false }).run(lease, timer.kind);
    }
    await this.app.get(OutboxDrain, { strict: false }).settle();
    const after = await this.store.messages(negotiationId, { afterSeq: before });
    return after.filter((message) => message.author !== 'partner');
  }

  async takeOver(negotiationId: string, name: string): Promise<void> {
    accepted(await this.app.get(TakeOver, { strict: false }).execute({ ...this.by(name), negotiationId }));
  }

  async writeAsPerson(negotiationId: string, name: string, text: string): Promise<void> {
    accepted(await this.app.get(WriteAsPerson, { strict: false }).execute({ ...this.by(name), negotiationId, text, asks: [] }));
  }

  /** Hands back, and runs the turn that may follow. */
  async release(negotiationId: string, name: string): Promise<StoredMessage[]> {
    accepted(await this.app.get(Release, { strict: false }).execute({ ...this.by(name), negotiationId }));
    return this.runTurns(negotiationId);
  }

  private by(name: string) {
    return { tenantId: this.tenantId, actor: { keyId: `key-${name}`, name } };
  }

  async conversation(negotiationId: string): Promise<Conversation> {
    const conversation = await this.store.load(negotiationId);
    if (!conversation) throw new Error('There is no such negotiation');
    return conversation;
  }

  turns(negotiationId: string): Promise<TurnRecord[]> {
    return this.app.get(NegotiationQueries, { strict: false }).turns(negotiationId);
  }

  async outcome(negotiationId: string): Promise<Outcome> {
    const { snapshot, status } = await this.conversation(negotiationId);
    const messages = await this.store.messages(negotiationId, {});
    return outcomeOf(snapshot.state, { status, messageIdOf: (seq) => messages.find((message) => message.seq === seq)?.id });
  }
}

function accepted(result: { ok: true } | { ok: false; failure: unknown }): void {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
}
