import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServerDatabase, postgresIsThere } from '../../support/databases.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';
import { STAGE_START, TurnStage } from '../../support/turn-stage.js';

/** So many conversations at once, with two processes that both want to decide. */
const CONVERSATIONS = 12;

describe('two processes on one PostgreSQL server', () => {
  const clock = new SteppedClock(STAGE_START);
  let drop: () => Promise<void>;
  let one: TurnStage;
  let other: TurnStage;

  beforeAll(async () => {
    if (!postgresIsThere) return;
    const database = await createServerDatabase();
    drop = () => database.drop();
    one = await TurnStage.open({ url: database.url, clock, seed: 1 });
    // A different seed: two processes that make the same ids would hide a double write as a conflict.
    other = await TurnStage.open({ url: database.url, clock, seed: 2_000_000 });
  });
  afterAll(async () => {
    if (!postgresIsThere) return;
    await one.close();
    await other.close();
    await drop();
  });

  it.skipIf(!postgresIsThere)('decide each turn once between them', async () => {
    const ids: string[] = [];
    for (let count = 0; count < CONVERSATIONS; count++) ids.push(await one.create());
    one.scheduler.start();
    other.scheduler.start();
    await Promise.all([one.work(), other.work()]);
    for (const id of ids) expect(await one.ours(id)).toHaveLength(1);
    await Promise.all(ids.map((id, index) => (index % 2 ? one : other).say(id, 'ok, tell me more', `a-${id}`)));
    clock.advance(5_000);
    for (let count = 0; count < 3; count++) await Promise.all([one.work(), other.work()]);
    for (const id of ids) {
      const turns = await one.turns(id);
      expect(turns.map((turn) => turn.number)).toEqual([1, 2]);
      expect(turns[1]!.answers).toHaveLength(1);
      expect(await one.ours(id)).toHaveLength(2);
      const { answeredSeq, inboxHead } = await one.conversation(id);
      expect(answeredSeq).toBe(inboxHead);
    }
    // From here on turns run when a test says so.
    await Promise.all([one, other].map((stage) => stage.scheduler.beforeApplicationShutdown()));
  });

  it.skipIf(!postgresIsThere)('do not draft for a conversation that the other drafts for', async () => {
    const id = await one.opened();
    await one.say(id, 'why?', 'b-1');
    clock.advance(5_000);
    const claims = await Promise.all([one.claim(id), other.claim(id)]);
    expect(claims.filter((lease) => lease !== null)).toHaveLength(1);
  });

  it.skipIf(!postgresIsThere)(
    'take over from each other where one dies in the middle, and its late commit writes nothing',
    async () => {
      const id = await one.opened();
      await one.say(id, 'why?', 'c-1');
      clock.advance(5_000);
      const lease = (await one.claim(id, 30_000))!;
      const held = one.arm.hold();
      const dead = one.run(lease);
      await held.reached;
      expect(await other.claim(id)).toBeNull();
      clock.advance(30_000);
      expect(await other.turn(id)).toMatchObject({ kind: 'committed' });
      held.release();
      expect(await dead).toMatchObject({ kind: 'voided', why: 'another process drafts' });
      expect(await one.ours(id)).toHaveLength(2);
    },
  );

  it.skipIf(!postgresIsThere)('store a message once that both receive at the same moment', async () => {
    const id = await one.opened();
    const receipts = await Promise.all([one, other, one, other].map((stage) => stage.say(id, 'hello', 'd-1')));
    expect(receipts.filter((receipt) => !receipt.duplicate)).toHaveLength(1);
  });

  it.skipIf(!postgresIsThere)('see a message that the other received while they draft', async () => {
    const id = await one.opened();
    await one.say(id, 'why?', 'e-1');
    clock.advance(5_000);
    const held = one.arm.hold();
    const turn = one.turn(id);
    await held.reached;
    await other.say(id, 'and which dates?', 'e-2');
    held.release();
    expect(await turn).toMatchObject({ kind: 'voided', why: 'a newer partner message' });
  });
});

describe('one process on the embedded database', () => {
  let stage: TurnStage;
  beforeAll(async () => (stage = await TurnStage.open({ settings: { concurrency: 4 } })));
  afterAll(() => stage.close());

  it('drafts for many conversations at a time and for each only once', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 8; count++) ids.push(await stage.opened());
    stage.arm.reset();
    stage.scheduler.start();
    await Promise.all(ids.map((id) => stage.say(id, 'ok, tell me more')));
    stage.clock.advance(5_000);
    for (let count = 0; count < 3; count++) await stage.work();
    const drafted = stage.arm.requests.map((request) => request.context.partner.id);
    expect(new Set(drafted).size).toBe(8);
    expect(drafted).toHaveLength(8);
    for (const id of ids) expect(await stage.ours(id)).toHaveLength(2);
  });

  it('finishes the turns in hand and takes no new ones when it shuts down', async () => {
    const id = await stage.opened();
    const held = stage.arm.hold();
    await stage.say(id, 'ok, tell me more');
    stage.clock.advance(5_000);
    stage.scheduler.wake();
    await held.reached;
    const stopped = stage.scheduler.beforeApplicationShutdown();
    held.release();
    await stopped;
    expect(await stage.ours(id)).toHaveLength(2);
    const late = await stage.opened();
    await stage.say(late, 'hello?');
    stage.clock.advance(5_000);
    stage.scheduler.wake();
    await stage.work();
    expect(await stage.ours(late)).toHaveLength(1);
  });
});
