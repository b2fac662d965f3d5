import { describe, expect, it } from 'vitest';
import { evaluate } from '../../domain/guardrails/evaluate.js';
import { proposeByIntent } from '../../domain/policy/intent/intent-policy.js';
import { builtInSop } from '../../platform/built-in-sop.js';
import { type BadCase } from './bad-case.js';
import { checkBadCase } from './check-bad-case.js';
import { builtInBadCases } from './load-bad-cases.js';
import { playBadCase, type PlayedBadCase } from './play-bad-case.js';
import { runBadCases } from './run-bad-cases.js';

const sop = builtInSop();
const classes = builtInBadCases();
const cases = classes.flatMap((each) => each.cases);
const known = new Map<string, PlayedBadCase>();

function playedOnce(badCase: BadCase): PlayedBadCase {
  const played = known.get(badCase.id) ?? playBadCase(badCase, sop);
  known.set(badCase.id, played);
  return played;
}

describe('the bad cases that ship', () => {
  it('are more than fifty in more than twelve classes', () => {
    expect(cases.length).toBeGreaterThanOrEqual(54);
    expect(classes.length).toBeGreaterThanOrEqual(12);
  });

  it('have ids, hotels and prefixes of their own', () => {
    const unlike = (values: readonly string[]): void => expect(new Set(values).size).toBe(values.length);
    unlike(cases.map(({ id }) => id));
    unlike(cases.map(({ negotiation }) => negotiation.hotel.name));
    unlike(cases.flatMap(({ messages }) => messages.filter(({ author }) => author === 'agent').map(({ text }) => text)));
  });

  it.each(cases.map((badCase) => [badCase.id, badCase] as const))('%s: mistake and good reply are told apart', (_, badCase) => {
    const played = playedOnce(badCase);
    const { mistake, good } = badCase.examples;
    expect(badCase.messages.length).toBeGreaterThanOrEqual(3);
    expect(badCase.messages.length).toBeLessThanOrEqual(14);
    expect(checkBadCase(played, mistake).fixed).toBe(false);
    // Words alone give it away, whatever a plan calls them.
    expect(checkBadCase(played, { text: mistake.text }).fixed).toBe(false);
    if (good === 'silence') {
      expect(checkBadCase(played, undefined).failed).toEqual([]);
    } else {
      expect(checkBadCase(played, good).failed).toEqual([]);
      expect(checkBadCase(played, { text: good.text }).failed).toEqual([]);
    }
  });

  it.each(cases.map((badCase) => [badCase.id, badCase] as const))('%s: our replies before it are good ones', (_, badCase) => {
    for (const { reply, context, disclosure } of playedOnce(badCase).ours) {
      const input = { ...reply, author: 'agent' as const, context, disclosure, disclosureExpected: true };
      expect(evaluate(input, { modes: {} }).findings.filter(({ result, soft }) => result !== 'pass' && soft !== true)).toEqual(
        [],
      );
    }
  });

  it('can be run over the scripted arm', async () => {
    const report = await runBadCases(cases.map(playedOnce), (context, seed) => proposeByIntent(context, { count: 1, seed })[0]);
    expect(report.cases).toHaveLength(cases.length);
    expect(report.total.fixed.count).toBeGreaterThan(report.total.cases / 2);
  });
});
