import { describe, expect, it } from 'vitest';
import { aBadCase, aBadCaseFile } from './bad-case.fixtures.js';
import { loadBadCases } from './load-bad-cases.js';

function errorsOf(yaml: string): string[] {
  const loaded = loadBadCases(yaml, 'sample.yaml');
  return loaded.ok ? [] : loaded.errors.map(({ file, line, path, message }) => `${file}:${line} ${path}: ${message}`);
}

describe('loading bad cases', () => {
  it('reads a case with its negotiation, messages, checks and examples', () => {
    const badCase = aBadCase();
    expect(badCase).toMatchObject({
      id: 'sample-case',
      class: 'sample',
      negotiation: {
        openedAt: '2026-11-24T09:00:00.000Z',
        tickets: [{ id: 'deluxe', priceBasis: 'selling', currentRate: '520' }],
        mandates: [{ ticketId: 'deluxe', targetRate: '455', limitRate: '483.17' }],
      },
      fixed: [{ name: 'act', value: ['counter'] }],
      clean: [{ name: 'questions_at_most', value: 1 }],
      examples: { mistake: { plan: { act: 'hold' } } },
    });
    expect(badCase.messages[4]).toMatchObject({
      author: 'agent',
      plan: { act: 'propose', asks: [{ ticketId: 'deluxe', step: 'first' }] },
    });
  });

  it('lets a second message of ours in a row come on another day', () => {
    const { messages } = aBadCase({
      messages: `
      - us: Good morning, this is the AI assistant of Staywell.
        act: greet
      - us: Hello again.
        act: follow_up
      - us: And again.
        act: follow_up
        minutes: 90
      - partner: yes?`,
    });
    expect(messages.map(({ minutes }) => minutes)).toEqual([4, 1560, 90, 4]);
  });

  it('takes silence for a good reply', () => {
    expect(aBadCase({ good: 'silence' }).examples.good).toBe('silence');
  });

  it('takes a list of mappings where a kind of check is needed twice', () => {
    expect(aBadCase({ fixed: "[{ says: ['a'] }, { says: ['b', 'c'] }]" }).fixed).toHaveLength(2);
  });

  it.each([
    [
      'an unknown field of a case',
      aBadCaseFile({ more: '    fixd: {}\n' }),
      /^sample\.yaml:\d+ cases\[0\]\.fixd: is not a field here/,
    ],
    [
      'an unknown check',
      aBadCaseFile({ fixed: '{ sais: [a] }' }),
      /^sample\.yaml:26 cases\[0\]\.fixed\.sais: is not a field here/,
    ],
    ['an unknown act', aBadCaseFile({ fixed: '{ act: [shout] }' }), /fixed\.act\[0\]: must be one of greet/],
    ['an unknown guardrail', aBadCaseFile({ fixed: '{ no_finding: [manners] }' }), /fixed\.no_finding\[0\]: must be one of/],
    ['a pattern that is not RE2', aBadCaseFile({ fixed: "{ says: ['a(?=b)'] }" }), /fixed\.says\[0\]: is no RE2 pattern/],
    ['an amount without quotes', aBadCaseFile({ fixed: '{ amounts: [455] }' }), /fixed\.amounts\[0\]: must be a decimal amount/],
    ['a case without a check', aBadCaseFile({ fixed: '{}' }), /fixed: must hold at least one check/],
    [
      'a message of nobody',
      aBadCaseFile({ messages: '\n      - { act: greet }' }),
      /messages\[0\]: must hold either "partner" or "us"/,
    ],
    [
      'a plan of the partner',
      aBadCaseFile({ messages: '\n      - { partner: hi, act: greet }' }),
      /messages\[0\]\.act: belongs to/,
    ],
    [
      'a last word of ours',
      aBadCaseFile({ messages: '\n      - { us: Hello., act: greet }' }),
      /messages: must end with the partner's/,
    ],
    [
      'an ask for an unknown room',
      aBadCaseFile({ good: '{ act: hold, text: Yes., asks: { suite: same } }' }),
      /asks\.suite: is no ticket/,
    ],
    ['a file that is no YAML', 'class: [', /sample\.yaml:1/],
  ])('refuses %s and says where it is', (_, yaml, expected) => {
    expect(errorsOf(yaml).join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });

  it('refuses an id that is used twice', () => {
    const file = aBadCaseFile();
    const again = file.slice(file.indexOf('  - id: sample-case'));
    expect(errorsOf(file + again)).toEqual([expect.stringContaining('cases[1].id: the id "sample-case" is used twice')]);
  });
});
