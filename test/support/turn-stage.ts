import { Global, Module, type DynamicModule, type INestApplicationContext, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { join } from 'node:path';
import { DeterministicInterpreter } from '../../src/adapters/deterministic-interpreter/deterministic-interpreter.js';
import { IntentPolicy } from '../../src/adapters/intent/intent-policy.js';
import { openDatabase } from '../../src/adapters/prisma/open-database.js';
import { type PrismaDatabase } from '../../src/adapters/prisma/prisma-database.js';
import { PrismaModule } from '../../src/adapters/prisma/prisma.module.js';
import { SignalsJudge } from '../../src/adapters/signals-judge/signals-judge.js';
import { NO_MODELS } from '../../src/composition/models.js';
import { PortsModule } from '../../src/composition/ports.module.js';
import { readConfiguration } from '../../src/config/configuration.js';
import { projectRoot } from '../../src/config/paths.js';
import { type Conversation } from '../../src/domain/conversation/conversation.js';
import { type TurnRecord } from '../../src/domain/conversation/turn-record.js';
import { aLever, aMandate, aTicket } from '../../src/domain/negotiation/negotiation.fixtures.js';
import { CreateNegotiation, type NewNegotiation } from '../../src/negotiations/create-negotiation.js';
import { NegotiationsModule } from '../../src/negotiations/negotiations.module.js';
import { AccessStore } from '../../src/negotiations/ports/access-store.js';
import { NegotiationQueries } from '../../src/negotiations/ports/negotiation-queries.js';
import { builtInRubric } from '../../src/platform/rubric-file.js';
import { ConfiguredPolicyRegistry } from '../../src/turn/configured-policy-registry.js';
import { ConversationEvents, type ConversationEvent } from '../../src/turn/conversation-events.js';
import { Inbox, type Receipt } from '../../src/turn/inbox.js';
import { OutboxDrain } from '../../src/turn/outbox-drain.js';
import { ConversationStore, type DraftLease, type StoredMessage } from '../../src/turn/ports/conversation-store.js';
import { Judge } from '../../src/turn/ports/judge.js';
import { PartnerInterpreter } from '../../src/turn/ports/partner-interpreter.js';
import { PartnerPresence } from '../../src/turn/ports/partner-presence.js';
import { PolicyRegistry } from '../../src/turn/ports/reply-policy.js';
import { type CommitOutcome } from '../../src/turn/steps/commit.js';
import { TurnModule } from '../../src/turn/turn.module.js';
import { TurnPipeline, type TurnCause } from '../../src/turn/turn.pipeline.js';
import { TurnScheduler } from '../../src/turn/turn-scheduler.js';
import { type TurnSettings } from '../../src/turn/turn-settings.js';
import { embeddedSnapshot } from './embedded-snapshot.js';
import { ArmUnderTest, InterpreterUnderTest, JudgeUnderTest } from './ports-under-test.js';
import { SeededRandomness } from '../../src/simulation/world/seeded-randomness.js';
import { SteppedClock } from '../../src/simulation/world/stepped-clock.js';

/** A Tuesday morning; ten o'clock where the partners of the stage are. */
export const STAGE_START = '2026-11-24T09:00:00Z';

const OPENING_MS = 1;

class Presence extends PartnerPresence {
  readonly online = new Set<string>();
  connected(negotiationId: string): Promise<boolean> {
    return Promise.resolve(this.online.has(negotiationId));
  }
}

@Global()
@Module({})
class PresenceOnStage {
  static of(presence: Presence): DynamicModule {
    return { module: PresenceOnStage, providers: [{ provide: PartnerPresence, useValue: presence }], exports: [PartnerPresence] };
  }
}

@Module({})
class StageModule {}

export interface StageOptions {
  settings?: Partial<TurnSettings>;
  /** Of a PostgreSQL server; absent: an embedded database in memory. */
  url?: string;
  /** Shared by several processes on one database. */
  clock?: SteppedClock;
  seed?: number;
}

/** One process with the real turn on a real database; arm, judge and interpreter do what a test tells them to. */
export class TurnStage {
  readonly arm = new ArmUnderTest(new IntentPolicy());
  readonly judge = new JudgeUnderTest(new SignalsJudge(builtInRubric()));
  readonly interpreter = new InterpreterUnderTest(new DeterministicInterpreter());
  readonly published: ConversationEvent[] = [];
  private readonly presence = new Presence();
  private count = 0;
  private application!: INestApplicationContext;
  private tenant = '';

  private constructor(
    readonly database: PrismaDatabase,
    readonly clock: SteppedClock,
    private readonly name: string,
  ) {}

  static async open(options: StageOptions = {}): Promise<TurnStage> {
    const clock = options.clock ?? new SteppedClock(STAGE_START);
    const seed = options.seed ?? 1;
    const { database } = await openDatabase(
      {
        prismaDirectory: join(projectRoot, 'prisma'),
        ...(options.url === undefined ? { snapshot: await embeddedSnapshot() } : { url: options.url, poolSize: 5 }),
      },
      clock.now(),
    );
    const stage = new TurnStage(database, clock, `${seed}`);
    const ports = PortsModule.for({
      configuration: readConfiguration({}),
      database,
      clock,
      randomness: new SeededRandomness(seed),
      models: NO_MODELS,
      ...(options.settings ? { turn: options.settings } : {}),
    });
    const registry = new ConfiguredPolicyRegistry([stage.arm], stage.arm.arm);
    stage.application = await NestFactory.createApplicationContext(
      {
        module: StageModule,
        imports: [
          replacing(ports, [
            [PolicyRegistry, registry],
            [Judge, stage.judge],
            [PartnerInterpreter, stage.interpreter],
          ]),
          PrismaModule.on(database),
          PresenceOnStage.of(stage.presence),
          TurnModule,
          NegotiationsModule,
        ],
      },
      { logger: false, abortOnError: false },
    );
    stage.get(ConversationEvents).events$.subscribe((event) => stage.published.push(event));
    const key = { tenant: 'stage', ota: 'Farewell Travel', name: 'stage', scopes: ['ota' as const] };
    stage.tenant = (await stage.get(AccessStore).createKey(key, clock.now())).tenantId;
    return stage;
  }

  close(): Promise<void> {
    return this.application.close();
  }

  get<T>(token: abstract new (...parameters: never[]) => T): T {
    return this.application.get<T>(token, { strict: false });
  }

  get tenantId(): string {
    return this.tenant;
  }

  get store(): ConversationStore {
    return this.get(ConversationStore);
  }

  get scheduler(): TurnScheduler {
    return this.get(TurnScheduler);
  }

  /** A negotiation about one room: EUR 520 now, 455 wanted. */
  async create(changes: Partial<Omit<NewNegotiation, 'tenantId'>> = {}): Promise<string> {
    const result = await this.tryToCreate(changes);
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    return result.value.id;
  }

  tryToCreate(changes: Partial<Omit<NewNegotiation, 'tenantId'>> = {}) {
    const number = `${this.name}-${++this.count}`;
    const observedAt = new Date(this.clock.now().getTime() - 3_600_000).toISOString();
    const evidence = [
      { kind: 'competitor_rate' as const, source: 'Booking.com', rate: '462', observedAt, disclose: 'full' as const },
    ];
    return this.get(CreateNegotiation).execute({
      tenantId: this.tenant,
      externalId: `case-${number}`,
      hotel: { id: 'hotel-anker', name: 'Hotel Anker', city: 'Hamburg', timeZone: 'Europe/Berlin' },
      partner: { id: `partner-${number}`, language: 'en', timeZone: 'Europe/Berlin' },
      tickets: [aTicket({ evidence })],
      mandates: [aMandate()],
      levers: [aLever()],
      start: 'now',
      ...changes,
    });
  }

  /** A negotiation whose opening was sent. */
  async opened(changes: Partial<Omit<NewNegotiation, 'tenantId'>> = {}): Promise<string> {
    const id = await this.create(changes);
    this.clock.advance(OPENING_MS);
    // Where the process finds due turns itself, it may have been quicker.
    if ((await this.turn(id)) === null) await this.work();
    return id;
  }

  /** A negotiation in which we have asked for a rate. */
  async asked(changes: Partial<Omit<NewNegotiation, 'tenantId'>> = {}): Promise<string> {
    const id = await this.opened(changes);
    await this.exchange(id, 'ok, tell me more');
    await this.exchange(id, 'and what rate would you like?');
    if (!(await this.conversation(id)).snapshot.state.ledger.some((entry) => entry.type === 'ask')) {
      throw new Error('The stage expected an ask by now');
    }
    return id;
  }

  async say(negotiationId: string, text: string, clientMessageId = `word-${++this.count}`): Promise<Receipt> {
    const received = await this.get(Inbox).receive({ negotiationId, clientMessageId, text });
    if (!received.ok) throw new Error(JSON.stringify(received.failure));
    return received.value;
  }

  /** The partner writes and the turn is run after the burst window; answers with our new messages. */
  async exchange(negotiationId: string, text: string): Promise<StoredMessage[]> {
    const { seq } = await this.say(negotiationId, text);
    await this.due(negotiationId);
    return (await this.store.messages(negotiationId, { afterSeq: seq })).filter((message) => message.author === 'agent');
  }

  /** Lets the burst window pass, and runs the turn. */
  async due(negotiationId: string): Promise<void> {
    this.clock.advance(5_000);
    await this.turn(negotiationId);
  }

  /** Claims the conversation and runs one turn; null while somebody else drafts. */
  async turn(negotiationId: string, cause: TurnCause = 'messages'): Promise<CommitOutcome | null> {
    const lease = await this.claim(negotiationId);
    return lease ? this.run(lease, cause) : null;
  }

  claim(negotiationId: string, leaseMs = 30_000): Promise<DraftLease | null> {
    return this.store.claim(negotiationId, this.clock.now(), leaseMs);
  }

  run(lease: DraftLease, cause: TurnCause = 'messages'): Promise<CommitOutcome> {
    return this.get(TurnPipeline).run(lease, cause);
  }

  /** Lets the process itself find what is due now; resolves when it has dealt with it. */
  async work(): Promise<void> {
    await this.scheduler.settle();
  }

  async conversation(negotiationId: string): Promise<Conversation> {
    const conversation = await this.store.load(negotiationId);
    if (!conversation) throw new Error('There is no such negotiation');
    return conversation;
  }

  async ours(negotiationId: string): Promise<string[]> {
    const messages = await this.store.messages(negotiationId, {});
    return messages.filter((message) => message.author === 'agent').map((message) => message.text);
  }

  turns(negotiationId: string): Promise<TurnRecord[]> {
    return this.get(NegotiationQueries).turns(negotiationId);
  }

  async lastTurn(negotiationId: string): Promise<TurnRecord> {
    const turn = (await this.turns(negotiationId)).at(-1);
    if (!turn) throw new Error('There was no turn');
    return turn;
  }

  /** What the row says about when something is due; not part of the conversation that others see. */
  async schedule(negotiationId: string): Promise<{ nextTurnAt: Date | null; followUpAt: Date | null; deadlineAt: Date | null }> {
    const row = await this.database.client.negotiation.findUniqueOrThrow({
      where: { id: negotiationId },
      include: { timers: true },
    });
    const timer = (kind: string) => row.timers.find((each) => each.kind === kind)?.dueAt ?? null;
    return { nextTurnAt: row.nextTurnAt, followUpAt: timer('follow_up'), deadlineAt: timer('deadline') };
  }

  /** The types of all events that were committed for the negotiation, in order, delivered or not. */
  async eventTypes(negotiationId: string): Promise<string[]> {
    const rows = await this.database.client.outboxEvent.findMany({ where: { negotiationId }, orderBy: { sequence: 'asc' } });
    return rows.map((row) => row.type);
  }

  deliver(): Promise<void> {
    return this.get(OutboxDrain).settle();
  }

  connect(negotiationId: string): void {
    this.presence.online.add(negotiationId);
  }

  disconnect(negotiationId: string): void {
    this.presence.online.delete(negotiationId);
  }
}

function replacing(module: DynamicModule, values: [object, unknown][]): DynamicModule {
  const byToken = new Map(values);
  const providers = (module.providers ?? []).map((provider): Provider => {
    const token = (provider as { provide: object }).provide;
    return byToken.has(token) ? ({ provide: token, useValue: byToken.get(token) } as Provider) : provider;
  });
  return { ...module, providers };
}
