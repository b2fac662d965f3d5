import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CloseByPerson } from '../../../src/negotiations/close-by-person.js';
import { Release } from '../../../src/negotiations/release.js';
import { TakeOver } from '../../../src/negotiations/take-over.js';
import { WriteAsPerson } from '../../../src/negotiations/write-as-person.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';
import { createServerDatabase, postgresIsThere } from '../../support/databases.js';
import { STAGE_START, TurnStage } from '../../support/turn-stage.js';

const DAY_MS = 86_400_000;
/** Each race is run so often: which of two comes first is chance. */
const ROUNDS = 12;
const INES = { name: 'Ines', keyId: 'key-ines' };
const ANA = { name: 'Ana', keyId: 'key-ana' };

interface Outcome {
  ok: boolean;
  failure?: { code: string };
}

describe.skipIf(!postgresIsThere)('people and the agent in two processes at once (skipped without PostgreSQL)', () => {
  let clock: SteppedClock;
  let database: { url: string; drop(): Promise<void> };
  let here: TurnStage;
  let there: TurnStage;

  beforeAll(async () => {
    clock = new SteppedClock(STAGE_START);
    database = await createServerDatabase();
    here = await TurnStage.open({ url: database.url, clock, seed: 1 });
    there = await TurnStage.open({ url: database.url, clock, seed: 2_000_000 });
  });
  afterAll(async () => {
    await there?.close();
    await here?.close();
    await database?.drop();
  });

  const at = (negotiationId: string, actor = INES) => ({ tenantId: here.tenantId, negotiationId, actor });
  const takeOver = (stage: TurnStage, id: string, actor = INES): Promise<Outcome> => stage.get(TakeOver).execute(at(id, actor));
  const release = (stage: TurnStage, id: string, actor = INES): Promise<Outcome> => stage.get(Release).execute(at(id, actor));

  /** Who won, as the codes of the two outcomes in order. */
  const codes = (outcomes: readonly Outcome[]): string[] =>
    outcomes.map(({ ok, failure }) => (ok ? 'ok' : failure!.code)).toSorted();

  /** Nobody but the person spoke while the conversation was theirs, and every message was told once. */
  async function expectOneVoiceAtATime(id: string): Promise<void> {
    const messages = new Map((await here.store.messages(id, {})).map((message) => [message.id, message]));
    const rows = await here.database.client.outboxEvent.findMany({ where: { negotiationId: id }, orderBy: { sequence: 'asc' } });
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
    let owner = 'agent';
    for (const { type, payload } of rows) {
      if (type === 'negotiation.taken_over') owner = 'human';
      if (type === 'negotiation.released') owner = 'agent';
      if (type !== 'message.created') continue;
      const { author } = messages.get((payload as { messageId: string }).messageId)!;
      if (author !== 'partner') expect(author, JSON.stringify(rows.map((row) => row.type))).toBe(owner);
    }
  }

  async function rounds(race: (id: string, round: number) => Promise<void>): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await here.asked();
      await race(id, round);
      await expectOneVoiceAtATime(id);
    }
  }

  it('leave a conversation to one of two people who take it at once', async () => {
    await rounds(async (id) => {
      expect(codes(await Promise.all([takeOver(here, id, INES), takeOver(there, id, ANA)]))).toEqual(['ok', 'taken_over']);
      expect((await here.eventTypes(id)).filter((type) => type === 'negotiation.taken_over')).toHaveLength(1);
    });
  });

  it('give it back once, where two people give it back at once', async () => {
    await rounds(async (id) => {
      await takeOver(here, id);
      expect(codes(await Promise.all([release(here, id), release(there, id, ANA)]))).toEqual(['not_taken_over', 'ok']);
    });
  });

  it('let the agent say its reply before the takeover or not at all', async () => {
    await rounds(async (id) => {
      await there.say(id, 'why should we?');
      clock.advance(5_000);
      const [outcome, taken] = await Promise.all([there.turn(id), takeOver(here, id)]);
      expect(taken.ok).toBe(true);
      // Nothing: taken over before the draft began. Voided: while it was written.
      expect(['committed', 'voided', 'nothing']).toContain(outcome?.kind);
      const last = (await here.store.messages(id, {})).at(-1)!;
      expect(last.author).toBe(outcome?.kind === 'committed' ? 'agent' : 'partner');
      expect((await here.conversation(id)).owner).toBe('human');
    });
  });

  it('let a person write after the takeover although the agent drafts in the other process', async () => {
    await rounds(async (id) => {
      await there.say(id, 'why should we?');
      clock.advance(5_000);
      const held = there.arm.hold();
      const turn = there.turn(id);
      await held.reached;
      await takeOver(here, id);
      const written = await here
        .get(WriteAsPerson)
        .execute({ ...at(id), text: 'Hello, this is Ines. Let me look into it.', asks: [] });
      expect(written.ok, JSON.stringify(written)).toBe(true);
      held.release();
      expect(await turn).toMatchObject({ kind: 'voided' });
      expect((await here.store.messages(id, {})).at(-1)!.author).toBe('human');
    });
  });

  it('either end it at its deadline or leave it to the person who takes it then', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = await here.opened({ deadline: new Date(clock.now().getTime() + DAY_MS) });
      clock.advance(2 * DAY_MS);
      const [, taken] = await Promise.all([there.turn(id, 'deadline'), takeOver(here, id)]);
      const { status, owner } = await here.conversation(id);
      if (taken.ok) expect([status, owner]).toEqual(['open', 'human']);
      else expect([status, owner, taken.failure!.code]).toEqual(['expired', 'agent', 'already_ended']);
      await expectOneVoiceAtATime(id);
    }
  });

  it('either close or give back what two people close and give back at once', async () => {
    await rounds(async (id) => {
      await takeOver(here, id);
      const closing = here.get(CloseByPerson).execute({ ...at(id), tickets: [], note: 'No interest' });
      const [closed, released] = (await Promise.all([closing, release(there, id, ANA)])) as [Outcome, Outcome];
      // A conversation can be closed from the agent's hands as well; given back once it has ended it cannot be.
      expect(closed.ok).toBe(true);
      if (!released.ok) expect(['already_ended', 'not_taken_over']).toContain(released.failure!.code);
      expect((await here.conversation(id)).status).toBe('declined');
    });
  });
});
