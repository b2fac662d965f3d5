import { setTimeout as pause } from 'node:timers/promises';
import { readConfiguration } from '../../src/config/configuration.js';
import { CreateNegotiation } from '../../src/negotiations/create-negotiation.js';
import { AccessStore } from '../../src/negotiations/ports/access-store.js';
import { NegotiationQueries } from '../../src/negotiations/ports/negotiation-queries.js';
import { startServer, type RunningServer } from '../../src/server.js';
import { Inbox } from '../../src/turn/inbox.js';
import { ConversationStore } from '../../src/turn/ports/conversation-store.js';
import { type CommitOutcome } from '../../src/turn/steps/commit.js';
import { TurnPipeline } from '../../src/turn/turn.pipeline.js';
import { TALK } from './talk.js';

const BURST_QUIET_MS = 1_200;
const DECIDED_LIMIT_MS = 120_000;
const DAY_MS = 86_400_000;

export interface TurnMeasurement {
  /** Milliseconds from the close of the burst window to the end of the commit. */
  total: number;
  phases: Record<string, number>;
}

interface Mark {
  due: number;
  began: number;
  committed: number;
}

/** Milliseconds of the epoch, finer than a `Date`. */
const now = (): number => performance.timeOrigin + performance.now();

/** A server in this process, conversations on it, and partners who write at a steady rate. */
export class TurnLoad {
  private readonly due = new Map<string, number>();
  private readonly began = new Map<string, number>();
  private readonly marks = new Map<string, Mark>();
  /** Called at the next commit of a conversation. */
  private readonly waiting = new Map<string, () => void>();
  private readonly said = new Map<string, number>();
  private written = 0;
  /** Processor time of this process for one message of the last run, from its receipt to its delivery, in milliseconds. */
  processorMsPerMessage = 0;

  private constructor(
    private readonly server: RunningServer,
    private readonly negotiationIds: readonly string[],
  ) {
    this.observe();
  }

  /** `environment`: settings of the server; without any it writes with the `intent` arm and reads with the parser alone. */
  static async start(
    where: { databaseUrl?: string; dataDirectory: string },
    conversations: number,
    environment: Record<string, string> = { INTERPRETER: 'deterministic' },
  ): Promise<TurnLoad> {
    const configuration = readConfiguration({
      PORT: '0',
      LOG_LEVEL: 'error',
      BURST_QUIET_MS: String(BURST_QUIET_MS),
      DATA_DIR: where.dataDirectory,
      ...environment,
      ...(where.databaseUrl === undefined ? {} : { DATABASE_URL: where.databaseUrl }),
    });
    const server = await startServer({ ...configuration, port: 0 });
    const access = server.app.get(AccessStore, { strict: false });
    const { tenantId } = await access.createKey(
      { tenant: 'bench', ota: 'Farewell Travel', name: 'bench', scopes: ['ota'] },
      new Date(),
    );
    const creating = server.app.get(CreateNegotiation, { strict: false });
    const ids: string[] = [];
    for (let number = 0; number < conversations; number++) {
      const created = await creating.execute(negotiation(tenantId, number));
      if (!created.ok) throw new Error(JSON.stringify(created.failure));
      ids.push(created.value.id);
    }
    return new TurnLoad(server, ids);
  }

  close(): Promise<void> {
    return this.server.close();
  }

  /** Partners write one after the other, `perSecond` in all, whether or not the server keeps up. */
  async run(perSecond: number, seconds: number): Promise<TurnMeasurement[]> {
    this.marks.clear();
    const inbox = this.server.app.get(Inbox, { strict: false });
    const count = Math.round(perSecond * seconds);
    const receiving: Promise<unknown>[] = [];
    const begun = performance.now();
    const spent = process.cpuUsage();
    for (let index = 0; index < count; index++) {
      const wait = begun + (index * 1_000) / perSecond - performance.now();
      if (wait > 0) await pause(wait);
      receiving.push(this.write(inbox, this.written++));
    }
    await Promise.all(receiving);
    await this.untilDecided();
    const { user, system } = process.cpuUsage(spent);
    this.processorMsPerMessage = (user + system) / 1_000 / count;
    return this.measurements();
  }

  /**
   * Every conversation goes on by itself: a message, the turn that answers it, `thinkMs` of quiet, the next message; one that has ended
   * or waits for a person stops. The first messages are spread over the first `thinkMs`.
   */
  async converse(turns: number, thinkMs: number): Promise<TurnMeasurement[]> {
    this.marks.clear();
    const inbox = this.server.app.get(Inbox, { strict: false });
    const store = this.server.app.get(ConversationStore, { strict: false });
    await Promise.all(
      this.negotiationIds.map(async (id, index) => {
        await pause((index * thinkMs) / this.negotiationIds.length);
        for (let turn = 0; turn < turns; turn++) {
          if (turn > 0) await pause(thinkMs);
          if ((await store.load(id))?.status !== 'open') return;
          const committed = new Promise<void>((resolve) => this.waiting.set(id, resolve));
          await this.write(inbox, this.negotiationIds.length * this.rounds(id) + index);
          await committed;
        }
      }),
    );
    return this.measurements();
  }

  /** How many messages a conversation has had from `converse`. */
  private rounds(negotiationId: string): number {
    const round = this.said.get(negotiationId) ?? 0;
    this.said.set(negotiationId, round + 1);
    return round;
  }

  private async untilDecided(): Promise<void> {
    const store = this.server.app.get(ConversationStore, { strict: false });
    const begun = performance.now();
    for (const negotiationId of this.negotiationIds) {
      for (
        let conversation = await store.load(negotiationId);
        conversation && conversation.answeredSeq < conversation.inboxHead;
      ) {
        if (performance.now() - begun > DECIDED_LIMIT_MS) throw new Error('Not every message was decided in time');
        await pause(100);
        conversation = await store.load(negotiationId);
      }
    }
  }

  private async write(inbox: Inbox, number: number): Promise<void> {
    const negotiationId = this.negotiationIds[number % this.negotiationIds.length]!;
    const round = Math.floor(number / this.negotiationIds.length);
    const text = TALK[(number + round) % TALK.length]!;
    const received = await inbox.receive({ negotiationId, clientMessageId: `b${number}`, text });
    if (!received.ok) throw new Error(JSON.stringify(received.failure));
  }

  /** Notes when turns begin and when their commit is through, without changing what they do. */
  private observe(): void {
    const store = this.server.app.get(ConversationStore, { strict: false });
    const pipeline = this.server.app.get(TurnPipeline, { strict: false });
    const run = pipeline.run.bind(pipeline);
    pipeline.run = async (lease, cause) => {
      this.began.set(lease.negotiationId, now());
      return run(lease, cause);
    };
    const write = store.write.bind(store);
    store.write = async (negotiationId, work, tenantId) => {
      const outcome = await write(
        negotiationId,
        async (transaction) => {
          const result = await work(transaction);
          if (transaction.nextTurnAt) this.due.set(negotiationId, transaction.nextTurnAt.getTime());
          return result;
        },
        tenantId,
      );
      if (isCommitted(outcome)) {
        const began = this.began.get(negotiationId)!;
        this.marks.set(outcome.turnId, { due: this.due.get(negotiationId)!, began, committed: now() });
        this.waiting.get(negotiationId)?.();
      }
      return outcome;
    };
  }

  private async measurements(): Promise<TurnMeasurement[]> {
    const queries = this.server.app.get(NegotiationQueries, { strict: false });
    const measured: TurnMeasurement[] = [];
    for (const negotiationId of this.negotiationIds) {
      for (const { turnId, timings } of await queries.turns(negotiationId)) {
        const mark = this.marks.get(turnId);
        if (!mark) continue;
        const { 'until commit': untilCommit = 0, ...steps } = timings;
        const inSteps = Object.values(steps).reduce((sum, time) => sum + time, 0);
        measured.push({
          total: mark.committed - mark.due,
          phases: {
            'waiting to begin': mark.began - mark.due,
            ...steps,
            'waiting for the lock': untilCommit - inSteps,
            'writing and committing': mark.committed - mark.began - untilCommit,
          },
        });
      }
    }
    return measured;
  }
}

function isCommitted(outcome: unknown): outcome is CommitOutcome & { kind: 'committed' } {
  return typeof outcome === 'object' && outcome !== null && (outcome as { kind?: string }).kind === 'committed';
}

function negotiation(tenantId: string, number: number): Parameters<CreateNegotiation['execute']>[0] {
  const from = Date.now();
  const day = (days: number): string => new Date(from + days * DAY_MS).toISOString().slice(0, 10);
  return {
    tenantId,
    externalId: `bench-${number}`,
    hotel: { id: `hotel-${number}`, name: 'Hotel Anker', city: 'Hamburg', timeZone: 'Europe/Berlin' },
    partner: { id: `partner-${number}`, name: 'Hanna', language: 'en', timeZone: 'Europe/Berlin' },
    tickets: [
      {
        id: 'double',
        roomType: 'Double Room',
        stay: { from: day(20), to: day(23) },
        currency: 'EUR',
        priceBasis: 'selling',
        rateUnit: 'per_night',
        taxes: 'included',
        commissionRate: '0.15',
        currentRate: '200',
        evidence: [
          {
            kind: 'competitor_rate',
            source: 'another site',
            rate: '165',
            observedAt: new Date(from).toISOString(),
            disclose: 'rate',
          },
        ],
        version: 1,
        withdrawn: false,
      },
    ],
    mandates: [{ ticketId: 'double', targetRate: '160', limitRate: '178.37' }],
    levers: [{ id: 'badge', kind: 'badge', title: 'the Preferred badge for 30 days' }],
    start: 'on_partner_message',
  };
}
