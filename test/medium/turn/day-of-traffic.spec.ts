import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SeededRandomness } from '../../../src/simulation/world/seeded-randomness.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';
import { createServerDatabase, postgresIsThere, TEST_SERVER_URL } from '../../support/databases.js';
import { DAY_MS, dayOfTraffic, type Arrival } from '../../support/day-of-traffic.js';
import { STAGE_START, TurnStage } from '../../support/turn-stage.js';

const CONVERSATIONS = 24;
/** `DAY_RESTARTS=200` restarts more often. */
const RESTARTS = Number(process.env['DAY_RESTARTS'] ?? 16);
const SEED = 20_261_127;
/** As often as the processes look for what is due. */
const STEP_MS = 20_000;
const LEASE_MS = 30_000;
const LIMIT_MS = Math.max(120_000, RESTARTS * 5_000);

interface Lived {
  conversations: unknown[];
  messages: number;
  ledgerEntries: number;
  byStatus: Record<string, number>;
  /** Restarts in the middle of a draft. */
  cutOff: number;
}

/**
 * The same recorded day twice, on two copies of one database: once with two processes that stay, once with one of them going
 * down again and again, sometimes in the middle of a draft.
 */
describe.skipIf(!postgresIsThere)('a day of partner traffic (skipped without PostgreSQL)', () => {
  let prepared: { url: string; drop(): Promise<void> };
  let ids: string[];
  const arrivals = dayOfTraffic(SEED, CONVERSATIONS);

  beforeAll(async () => {
    prepared = await createServerDatabase();
    const stage = await open(prepared.url, new SteppedClock(STAGE_START), 1);
    ids = [];
    for (let number = 0; number < CONVERSATIONS; number++) {
      const deadline = new Date(stage.clock.now().getTime() + (number % 3 === 0 ? DAY_MS * 0.8 : DAY_MS * 3));
      ids.push(await stage.create({ start: number % 2 === 0 ? 'now' : 'on_partner_message', deadline }));
    }
    await stage.close();
  }, LIMIT_MS);
  afterAll(() => prepared?.drop());

  async function open(url: string, clock: SteppedClock, seed: number): Promise<TurnStage> {
    const stage = await TurnStage.open({ url, clock, seed, settings: { leaseMs: LEASE_MS } });
    // What is drawn depends on the moment alone, not on who draws it.
    stage.arm.alwaysDo((request, real) => real.propose({ ...request, seed: seedOf(request.context) }));
    stage.scheduler.start();
    return stage;
  }

  async function live(url: string, restarts: number): Promise<Lived> {
    const clock = new SteppedClock(STAGE_START);
    const chance = new SeededRandomness(restarts);
    let processes = 1;
    const steady = await open(url, clock, ++processes);
    let other = await open(url, clock, ++processes);
    const waiting = [...arrivals];
    const restartSteps = stepsOf(arrivals, restarts, chance);
    let cutOff = 0;
    for (let step = 0; step * STEP_MS < DAY_MS; step++) {
      const until = (step + 1) * STEP_MS;
      while (waiting[0] && waiting[0].at < until) {
        const arrival = waiting.shift()!;
        clock.advance(Math.max(0, arrival.at - elapsed(clock)));
        await receive([steady, other][Math.floor(chance.uniform() * 2)]!, arrival);
      }
      clock.advance(until - elapsed(clock));
      if (restartSteps.has(step)) {
        if (await goDown(other, chance.uniform() < 0.5)) cutOff += 1;
        other = await open(url, clock, ++processes);
      }
      await Promise.all([steady.work(), other.work()]);
    }
    await Promise.all([steady.deliver(), other.deliver()]);
    const lived = await whatWasLived(steady);
    await other.close();
    await steady.close();
    return { ...lived, cutOff };
  }

  async function receive(stage: TurnStage, { conversation, clientMessageId, text }: Arrival): Promise<void> {
    await stage.say(ids[conversation]!, text, clientMessageId);
  }

  /** By a signal, or in the middle of a draft and without a word; true where a draft was cut off. */
  async function goDown(stage: TurnStage, decently: boolean): Promise<boolean> {
    if (decently) {
      await stage.close();
      return false;
    }
    const held = stage.arm.hold();
    const working = stage.work();
    const drafting = await Promise.race([held.reached.then(() => true), working.then(() => false)]);
    // Nothing that it does from now on reaches the database.
    await stage.database.close();
    held.release();
    await working;
    await stage.close().catch(() => undefined);
    return drafting;
  }

  async function whatWasLived(stage: TurnStage): Promise<Omit<Lived, 'cutOff'>> {
    const lived: Omit<Lived, 'cutOff'> = { conversations: [], messages: 0, ledgerEntries: 0, byStatus: {} };
    for (const id of ids) {
      const { status, snapshot, answeredSeq, inboxHead } = await stage.conversation(id);
      const messages = await stage.store.messages(id, { limit: 500 });
      const { ledger } = snapshot.state;
      lived.messages += messages.length;
      lived.ledgerEntries += ledger.length;
      lived.byStatus[status] = (lived.byStatus[status] ?? 0) + 1;
      lived.conversations.push({
        id,
        status,
        stage: snapshot.position.stage,
        undecided: inboxHead - answeredSeq,
        // How a script is put into words is drawn by whoever writes it; what a reply does is in the ledger.
        said: messages.map(({ seq, author, text }) => ({ seq, author, ...(author === 'partner' ? { text } : {}) })),
        // Ids of terms and times of entries differ with who made them.
        ledger: ledger.map((entry) => JSON.stringify(entry).replace(/"(termsId|at|of|id)":"[^"]*",?/g, '')),
        events: (await stage.eventTypes(id)).filter((type) => type !== 'message.created'),
      });
    }
    return lived;
  }

  it(
    'ends the same, to the last decision and ledger entry, however often one of two processes goes down',
    async () => {
      const copies = [await copyOf(prepared.url), await copyOf(prepared.url)];
      try {
        const [calm, restless] = [await live(copies[0]!.url, 0), await live(copies[1]!.url, RESTARTS)];
        expect(restless.conversations).toEqual(calm.conversations);
        // Something happened: people wrote, rates were talked about, some agreed, and drafts were cut off.
        expect(calm.messages).toBeGreaterThan(arrivals.length);
        expect(calm.ledgerEntries).toBeGreaterThan(CONVERSATIONS);
        expect(Object.keys(calm.byStatus).length).toBeGreaterThan(2);
        expect(restless.cutOff).toBeGreaterThan(0);
      } finally {
        for (const copy of copies) await copy.drop();
      }
    },
    LIMIT_MS,
  );
});

const elapsed = (clock: SteppedClock): number => clock.now().getTime() - new Date(STAGE_START).getTime();

/** When messages arrive there is something to cut off. */
function stepsOf(arrivals: readonly Arrival[], restarts: number, chance: SeededRandomness): Set<number> {
  const steps = new Set<number>();
  while (steps.size < restarts) {
    const { at } = arrivals[Math.floor(chance.uniform() * arrivals.length)]!;
    steps.add(Math.floor(at / STEP_MS));
  }
  return steps;
}

/** Of everything that a reply is written from but times and ids: those differ with who is how late. */
function seedOf(context: unknown): string {
  const lasting = JSON.stringify(context).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|[0-9a-f]{8}-[0-9a-f-]{27}/g, '');
  return createHash('sha256').update(lasting).digest('hex');
}

/** A copy of a database that nobody is connected to. */
async function copyOf(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const { url: target, drop } = await createServerDatabase();
  const [from, to] = [url, target].map((each) => new URL(each).pathname.slice(1));
  const client = new pg.Client({ connectionString: TEST_SERVER_URL });
  await client.connect();
  try {
    await client.query(`DROP DATABASE ${to}`);
    await client.query(`CREATE DATABASE ${to} TEMPLATE ${from}`);
  } finally {
    await client.end();
  }
  return { url: target, drop };
}
