import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrismaSettingsStore } from '../../../src/adapters/prisma/stores/prisma-settings-store.js';
import { DATABASES, type TestDatabase } from '../../support/databases.js';

const AT = new Date('2026-11-24T10:00:00Z');
const LATER = new Date('2026-11-24T11:00:00Z');

describe.each(DATABASES)('settings on $name', ({ available, open }) => {
  let test: TestDatabase;
  let store: PrismaSettingsStore;
  const [ours, theirs] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    if (!available) return;
    test = await open();
    store = new PrismaSettingsStore(test.database);
  });
  afterAll(() => test?.drop());

  it.skipIf(!available)('keep the last mode of a guardrail and who set it, per tenant', async () => {
    expect(await store.guardrailModes(ours)).toEqual({});
    await store.setGuardrailMode(ours, 'over-length', 'shadow', 'Ines', AT);
    await store.setGuardrailMode(ours, 'over-length', 'off', 'Tom', LATER);
    await store.setGuardrailMode(theirs, 'over-length', 'shadow', 'Ana', AT);
    expect(await store.guardrailModes(ours)).toEqual({
      'over-length': { mode: 'off', changedAt: LATER.toISOString(), changedBy: 'Tom' },
    });
  });

  it.skipIf(!available)('keep how replies are drafted, setting by setting, per tenant', async () => {
    expect(await store.drafting(ours)).toEqual({ overrides: {} });
    await store.changeDrafting(ours, { candidates: 6, exploration: 0.02 }, 'Ines', AT);
    await store.changeDrafting(ours, { temperature: 0.5, exploration: null }, 'Tom', LATER);
    await store.changeDrafting(theirs, { maximumDeductions: 40 }, 'Ana', AT);
    const changed = { changedAt: LATER.toISOString(), changedBy: 'Tom' };
    expect(await store.drafting(ours)).toEqual({ overrides: { candidates: 6, temperature: 0.5 }, ...changed });
    expect((await store.drafting(theirs)).overrides).toEqual({ maximumDeductions: 40 });
  });

  it.skipIf(!available)('keep every version of a procedure as it was published, and which is active', async () => {
    expect(await store.activeSop(ours, 'hotel-rate')).toBeNull();
    await store.publishSop(ours, 'hotel-rate', 1, 'first: 1', 'Ines', AT);
    await store.publishSop(ours, 'hotel-rate', 2, 'second: 2', 'Tom', LATER);
    await store.publishSop(ours, 'other', 1, 'other: 1', 'Tom', LATER);
    expect(await store.activeSop(ours, 'hotel-rate')).toBe(2);
    expect(await store.sopYaml(ours, 'hotel-rate', 1)).toBe('first: 1');
    expect(await store.sopVersions(ours, 'hotel-rate')).toEqual([
      { id: 'hotel-rate', version: 1, publishedAt: AT.toISOString(), publishedBy: 'Ines', active: false },
      { id: 'hotel-rate', version: 2, publishedAt: LATER.toISOString(), publishedBy: 'Tom', active: true },
    ]);
    await store.activateSop(ours, 'hotel-rate', 1);
    expect((await store.sopVersions(ours)).filter((version) => version.active).map(({ id, version }) => [id, version])).toEqual([
      ['hotel-rate', 1],
      ['other', 1],
    ]);
  });

  it.skipIf(!available)('never publish a version twice, and a refused one changes nothing', async () => {
    await store.publishSop(ours, 'twice', 1, 'first: 1', 'Ines', AT);
    await store.publishSop(ours, 'twice', 2, 'second: 2', 'Ines', AT);
    expect(await store.publishSop(ours, 'twice', 1, 'changed: 1', 'Tom', LATER)).toBe(false);
    expect(await store.sopYaml(ours, 'twice', 1)).toBe('first: 1');
    expect(await store.activeSop(ours, 'twice')).toBe(2);
  });

  it.skipIf(!available)('show a tenant nothing of another', async () => {
    await store.publishSop(theirs, 'secret', 1, 'theirs: 1', 'Ana', AT);
    expect(await store.sopYaml(ours, 'secret', 1)).toBeNull();
    expect(await store.activeSop(ours, 'secret')).toBeNull();
    expect((await store.sopVersions(ours)).map((version) => version.id)).not.toContain('secret');
  });
});
