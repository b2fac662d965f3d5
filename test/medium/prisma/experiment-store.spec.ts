import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrismaAccessStore } from '../../../src/adapters/prisma/stores/prisma-access-store.js';
import { PrismaConversationStore } from '../../../src/adapters/prisma/stores/prisma-conversation-store.js';
import { PrismaExperimentStore } from '../../../src/adapters/prisma/stores/prisma-experiment-store.js';
import { PrismaPartnerStore } from '../../../src/adapters/prisma/stores/prisma-partner-store.js';
import { emptyMemory } from '../../../src/domain/conversation/empty-memory.js';
import { type Experiment } from '../../../src/domain/experiments/experiment.js';
import { type Observation } from '../../../src/domain/experiments/results.js';
import { termsFor } from '../../../src/domain/negotiation/agreement.js';
import { aMandate, aNegotiation } from '../../../src/domain/negotiation/negotiation.fixtures.js';
import { type NegotiationState } from '../../../src/domain/negotiation/state.js';
import { SeededRandomness } from '../../../src/simulation/world/seeded-randomness.js';
import { SteppedClock } from '../../../src/simulation/world/stepped-clock.js';
import { DATABASES, type TestDatabase } from '../../support/databases.js';

const WINDOW_DAYS = 7;
const PLAN = {
  name: 'Model and script',
  variants: [
    { name: 'script', arm: 'intent', weight: 1 },
    { name: 'model', arm: 'onnx', policyModel: 'policy@1', weight: 1 },
  ],
  control: 'script',
  windowDays: WINDOW_DAYS,
  expectedAgreed: 0.4,
  smallestDifference: 0.2,
};

/** A tenth lower than the current rate, for every night. */
function agreed(at: Date): NegotiationState {
  const state = aNegotiation();
  const terms = termsFor(state, 'deluxe', '468');
  return {
    ...state,
    results: { deluxe: 'agreed' },
    ledger: [
      {
        type: 'agreement',
        ticketId: 'deluxe',
        author: 'partner',
        messageSeq: 2,
        at: at.toISOString(),
        termsId: 't',
        terms,
      },
    ],
  };
}

describe.each(DATABASES)('experiments on $name', ({ available, open }) => {
  let test: TestDatabase;
  let store: PrismaExperimentStore;
  let ours: string;
  let theirs: string;
  let experiment: Experiment;
  const clock = new SteppedClock('2026-11-24T10:00:00Z');
  const randomness = new SeededRandomness(12);
  let count = 0;

  const begun = new Date('2026-11-24T10:00:00Z');
  const after = (days: number): Date => new Date(begun.getTime() + days * 86_400_000);

  async function negotiation(
    variant: 'script' | 'model',
    settings: { partner?: string; tenant?: string; state?: NegotiationState; createdAt?: Date; in?: Experiment } = {},
  ): Promise<string> {
    count += 1;
    const { partner = `partner-${count}`, tenant = ours, state = aNegotiation(), createdAt = begun } = settings;
    const created = await new PrismaConversationStore(test.database, clock, randomness).create(
      {
        tenantId: tenant,
        externalId: `n-${count}`,
        hotel: { id: 'h1', name: 'Hotel Anker', timeZone: 'Europe/Berlin' },
        partner: { id: partner },
        arm: variant === 'model' ? 'onnx' : 'intent',
        ...(variant === 'model' ? { policyModel: 'policy@1' } : {}),
        experiment: { id: (settings.in ?? experiment).id, variant },
        sop: { id: 'hotel-rate', version: 0 },
        start: 'now',
        snapshot: { state, position: { stage: 'opening', status: 'open' }, memory: emptyMemory('en') },
        mandates: [aMandate()],
        firstTurnAt: null,
      },
      createdAt,
    );
    if (typeof created === 'string') throw new Error(created);
    return created.id;
  }

  const end = (id: string, status: string, endedAt: Date) =>
    test.database.client.negotiation.update({ where: { id }, data: { status, endedAt } });

  /** As a commit writes it beside the snapshot. */
  let position = 0;
  const entry = (negotiationId: string, type: 'agreement' | 'retraction', at: Date) =>
    test.database.client.ledgerEntry.create({
      data: {
        negotiationId,
        position: position++,
        ticketId: 'deluxe',
        type,
        author: 'partner',
        messageSeq: 1,
        entry: Buffer.from('sealed'),
        at,
      },
    });

  /** Of which only author and time matter. */
  const message = (negotiationId: string, seq: number, author: string, sentAt: Date) =>
    test.database.client.message.create({
      data: { id: randomness.id(), negotiationId, seq, author, text: Buffer.from('sealed'), sentAt },
    });

  const turn = (
    negotiationId: string,
    number: number,
    committedAt: Date,
    how: { resolution?: string; degradedTo?: string; trigger?: string } = {},
  ) =>
    test.database.client.turn.create({
      data: {
        id: randomness.id(),
        negotiationId,
        number,
        schemaVersion: 2,
        trigger: how.trigger ?? 'opening',
        resolution: how.resolution ?? 'candidate',
        arm: 'onnx',
        ...(how.degradedTo === undefined ? {} : { degradedTo: how.degradedTo }),
        record: Buffer.from('sealed'),
        committedAt,
      },
    });

  async function newExperiment(tenant = ours): Promise<Experiment> {
    const id = randomness.id();
    await store.add(tenant, { ...PLAN, id, createdBy: 'Ines', createdAt: clock.now() });
    return (await store.find(tenant, id))!;
  }

  async function observed(of = experiment, until = after(30), tenant = ours): Promise<Observation[]> {
    const found: Observation[] = [];
    for await (const each of store.observations(tenant, of, until)) found.push(each);
    return found;
  }

  beforeAll(async () => {
    if (!available) return;
    test = await open();
    store = new PrismaExperimentStore(test.database);
    const access = new PrismaAccessStore(test.database, randomness, clock);
    const tenantOf = async (tenant: string) =>
      (await access.createKey({ tenant, name: 'k', scopes: ['ota'] }, clock.now())).tenantId;
    [ours, theirs] = [await tenantOf('ours'), await tenantOf('theirs')];
    experiment = await newExperiment();
  });
  afterAll(() => test?.drop());

  it.skipIf(!available)('are found as they were planned, by their tenant alone', async () => {
    expect(experiment).toEqual({ ...PLAN, id: experiment.id, status: 'draft', createdBy: 'Ines', createdAt: clock.now() });
    expect(await store.find(theirs, experiment.id)).toBeNull();
    expect(await store.find(ours, 'no id at all')).toBeNull();
    expect((await store.list(theirs, { limit: 10 })).items).toEqual([]);
  });

  it.skipIf(!available)('start once, one of a tenant at a time, however many are started at once', async () => {
    const both = [await newExperiment(), await newExperiment()];
    const started = await Promise.all(both.map(({ id }) => store.start(ours, id, clock.now())));
    expect([...started].sort()).toEqual(['another_runs', 'started']);
    const running = await store.running(ours);
    expect(running).toMatchObject({ id: both[started.indexOf('started')]!.id, status: 'running', startedAt: clock.now() });
    expect(await store.running(theirs)).toBeNull();
    const other = await newExperiment(theirs);
    expect(await store.start(theirs, other.id, clock.now())).toBe('started');
    expect(await store.stop(ours, other.id, clock.now())).toBe(false);
    expect(await store.stop(ours, running!.id, clock.now())).toBe(true);
    expect(await store.stop(ours, running!.id, clock.now())).toBe(false);
    expect(await store.start(ours, running!.id, clock.now())).toBe('not_a_draft');
    expect(await store.find(ours, running!.id)).toMatchObject({ status: 'stopped', stoppedAt: clock.now() });
  });

  it.skipIf(!available)('keep with a negotiation what chose its writer', async () => {
    const id = await negotiation('model', { in: await newExperiment() });
    const loaded = await new PrismaConversationStore(test.database, clock, randomness).load(id);
    expect(loaded).toMatchObject({ arm: 'onnx', policyModel: 'policy@1', experiment: { variant: 'model' } });
  });

  it.skipIf(!available)('count what happened within the window, and nothing after it', async () => {
    const own = await newExperiment();
    const inTime = await negotiation('model', { in: own, partner: 'twice', state: agreed(after(WINDOW_DAYS)) });
    await entry(inTime, 'agreement', after(WINDOW_DAYS));
    // What is taken back later was agreed all the same.
    await entry(inTime, 'retraction', after(WINDOW_DAYS + 1));
    await end(inTime, 'escalated', after(WINDOW_DAYS + 1));
    await message(inTime, 1, 'agent', after(1));
    await message(inTime, 2, 'partner', after(1));
    await message(inTime, 3, 'human', after(2));
    await message(inTime, 4, 'agent', after(WINDOW_DAYS + 1));
    await turn(inTime, 1, after(1));
    await turn(inTime, 2, after(2), { resolution: 'script', degradedTo: 'intent' });
    await turn(inTime, 3, after(WINDOW_DAYS + 1), { resolution: 'person' });
    await turn(inTime, 4, after(3), { resolution: 'silent' });
    await turn(inTime, 5, after(3), { resolution: 'script', trigger: 'cancel' });
    const late = await negotiation('model', { in: own, partner: 'twice', state: agreed(after(WINDOW_DAYS + 0.01)) });
    await entry(late, 'agreement', after(WINDOW_DAYS + 0.01));
    await end(late, 'agreed', after(WINDOW_DAYS + 0.01));
    const gone = await negotiation('script', { in: own });
    await end(gone, 'opted_out', after(2));
    await turn(gone, 1, after(1), { resolution: 'person' });
    const found = await observed(own);
    const [first, second] = found.filter(({ variant }) => variant === 'model').sort((a, b) => b.turns - a.turns) as [
      Observation,
      Observation,
    ];
    expect(first).toMatchObject({ agreed: true, person: true, replies: 1, turns: 2, scripted: 1, elsewhere: 1 });
    expect(first.reduction).toBeCloseTo(0.1, 12);
    expect(second).toMatchObject({ agreed: false, reduction: 0, person: false, turns: 0, partnerId: first.partnerId });
    const [opted] = found.filter(({ variant }) => variant === 'script');
    // Its turn says that the arm of the other variant wrote.
    expect(opted).toMatchObject({ optedOut: true, agreed: false, person: true, scripted: 1, elsewhere: 1 });
  });

  it.skipIf(!available)('know of an erased partner that they agreed, and not on what', async () => {
    const own = await newExperiment();
    const id = await negotiation('model', { in: own, partner: 'erased', state: agreed(after(1)) });
    await entry(id, 'agreement', after(1));
    await end(id, 'agreed', after(1));
    await negotiation('model', { in: own, partner: 'erased' });
    await new PrismaPartnerStore(test.database, randomness).erase(ours, 'erased', clock.now());
    const found = await observed(own);
    expect(found.map(({ agreed: won }) => won).sort()).toEqual([false, true]);
    // Not even where nothing was agreed: those alone would pull the mean down.
    for (const each of found) expect(each).not.toHaveProperty('reduction');
  });

  it.skipIf(!available)('are read over several pages, of the tenant, and only what is old enough', async () => {
    const own = await newExperiment();
    for (let index = 0; index < 55; index++) await negotiation(index % 2 ? 'model' : 'script', { in: own });
    await negotiation('model', { in: own, createdAt: after(20) });
    expect(await observed(own, after(20))).toHaveLength(55);
    expect(await observed(own, after(21))).toHaveLength(56);
    expect(await observed(own, after(21), theirs)).toEqual([]);
    expect(await store.countSince(ours, own.id, after(20))).toBe(1);
    expect(await store.countSince(theirs, own.id, after(0))).toBe(0);
  });
});
