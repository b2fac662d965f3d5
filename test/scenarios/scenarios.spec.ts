import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConversationHarness } from '../support/conversation-harness.js';
import { secretsOf, findSecrets } from '../support/secrecy.js';
import { everythingStored } from '../support/stored-rows.js';
import { play, type PlayedScenario } from './play.js';
import { negotiationOf, SCENARIOS, type Scenario } from './scenario.js';

/** `UPDATE_TRANSCRIPTS=1` writes what is said now; read the difference before it is committed. */
const UPDATE = process.env['UPDATE_TRANSCRIPTS'] === '1';

let harness: ConversationHarness;
const played = new Map<string, PlayedScenario>();

beforeAll(async () => {
  harness = await ConversationHarness.open();
});
afterAll(() => harness.close());

describe.each(SCENARIOS)('$title', (scenario) => {
  it('goes as it should', async () => {
    const result = await play(harness, scenario);
    played.set(scenario.name, result);
    for (const { step, replies, act, status, why } of result.steps) {
      const text = replies.map((reply) => reply.text).join('\n');
      const where = `after ${JSON.stringify(step.say ?? step)} came [${act ?? 'nothing'}, ${status}] "${text}"\n${why}`;
      if (step.act !== undefined) expect([step.act].flat(), where).toContain(act);
      if (step.status !== undefined) expect(status, where).toBe(step.status);
      if (step.silent !== undefined) expect(text === '', where).toBe(step.silent);
      if (step.messages !== undefined) expect(replies, where).toHaveLength(step.messages);
      for (const pattern of step.says ?? []) expect(text, where).toMatch(new RegExp(pattern, 'i'));
      for (const pattern of step.not ?? []) expect(text, where).not.toMatch(new RegExp(pattern, 'i'));
    }
    if (scenario.outcome) await expectOutcome(scenario, result.negotiationId);
  });

  it('reads as it did when somebody last read it', () => {
    const result = played.get(scenario.name);
    if (!result) throw new Error('The scenario was not played');
    const text = transcript(scenario, result);
    const file = new URL(`transcripts/${scenario.name}.md`, import.meta.url);
    if (UPDATE || !existsSync(file)) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});

describe('over all scenarios', () => {
  it('answers every message of the partner with exactly one decision', async () => {
    for (const { negotiationId } of played.values()) {
      const answered = (await harness.turns(negotiationId)).flatMap((turn) => turn.answers);
      expect(new Set(answered).size).toBe(answered.length);
    }
  });

  it('says nothing twice in the same words', async () => {
    for (const [name, { negotiationId }] of played) {
      const texts = (await harness.store.messages(negotiationId, {}))
        .filter((message) => message.author === 'agent')
        .map((message) => message.text);
      expect(new Set(texts).size, name).toBe(texts.length);
    }
  });

  it('never shows a limit rate, in any form, outside of the mandates', async () => {
    const rows = await everythingStored(harness.database, harness.app);
    expect(rows.length).toBeGreaterThan(SCENARIOS.length * 5);
    const secrets = SCENARIOS.flatMap((scenario) => {
      const { tickets, mandates } = negotiationOf(scenario, harness.clock.now());
      return secretsOf(tickets, mandates);
    });
    expect(secrets.length).toBeGreaterThan(SCENARIOS.length);
    for (const row of rows)
      expect(findSecrets(row.text, [...new Set(secrets)]), `${row.where}: ${row.text.slice(0, 300)}`).toEqual([]);
  });

  it('would notice if one did', () => {
    const { tickets, mandates } = negotiationOf(SCENARIOS[0]!, harness.clock.now());
    const secrets = secretsOf(tickets, mandates);
    for (const leak of [
      'we go up to 483.17',
      'at 1,449.51 for the stay',
      '410.69 net',
      'four hundred and eighty-three point one seven',
    ]) {
      expect(findSecrets(leak, secrets), leak).not.toEqual([]);
    }
  });
});

async function expectOutcome(scenario: Scenario, negotiationId: string): Promise<void> {
  const outcome = await harness.outcome(negotiationId);
  const expected = scenario.outcome!;
  expect(outcome.status).toBe(expected.status);
  if (expected.completeness !== undefined) expect(outcome.completeness).toBe(expected.completeness);
  const rates = Object.fromEntries(
    outcome.tickets.flatMap((ticket) => (ticket.agreedRate === undefined ? [] : [[ticket.id, ticket.agreedRate]])),
  );
  if (expected.rates) expect(rates).toEqual(expected.rates);
  if (expected.levers) expect(outcome.levers.map((lever) => lever.id)).toEqual(expected.levers);
  for (const ticket of outcome.tickets) if (ticket.result === 'agreed') expect(ticket.agreedInMessage).toBeDefined();
}

function transcript(scenario: Scenario, { opening, steps }: PlayedScenario): string {
  const lines = [`# ${scenario.title}`, '', ...opening.flatMap((message) => [`**Agent:** ${message.text}`, ''])];
  for (const { step, replies, act, stage, status } of steps) {
    if (step.takeOver !== undefined) lines.push(`*${step.takeOver} takes over.*`, '');
    if (step.person !== undefined) lines.push(`**Person:** ${step.person}`, '');
    if (step.release) lines.push('*The person hands back.*', '');
    if (step.hours !== undefined) lines.push(`*${step.hours} hours later.*`, '');
    for (const text of step.say === undefined ? [] : [step.say].flat()) lines.push(`**Partner:** ${text}`, '');
    for (const reply of replies) lines.push(`**Agent:** ${reply.text}`, '');
    lines.push(`<sub>${act ?? 'nothing said'} · ${stage} · ${status}</sub>`, '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
