import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSopDefinition } from './sop-file.js';

const YAML = readFileSync(new URL('../domain/sop/definitions/hotel-rate.sop.yaml', import.meta.url), 'utf8');

function errorsOf(change: (yaml: string) => string) {
  const loaded = loadSopDefinition(change(YAML), 'hotel-rate.sop.yaml');
  return loaded.ok ? [] : loaded.errors;
}

describe('a definition file', () => {
  it('loads as it ships', () => {
    expect(errorsOf((yaml) => yaml)).toEqual([]);
  });

  it('says file, path, line and reason of an unknown act', () => {
    const line = YAML.split('\n').findIndex((text) => text.includes('may: [greet]')) + 1;
    expect(errorsOf((yaml) => yaml.replace('may: [greet]', 'may: [grete]'))).toMatchObject([
      {
        file: 'hotel-rate.sop.yaml',
        path: 'stages.opening.may[0]',
        line,
        message: expect.stringContaining('"grete" is unknown'),
      },
    ]);
  });

  it.each([
    ['a field that is none', (yaml: string) => yaml.replace('title:', 'titel:'), 'titel', 'is not a field here'],
    [
      'an unknown guard',
      (yaml: string) => yaml.replace('when: said.opt_out', 'when: said.optout'),
      'interruptions[0].when',
      'the guard "said.optout" is unknown',
    ],
    [
      'a guard that refers to itself',
      (yaml: string) => yaml.replace('asks_something: { any: [said.question', 'asks_something: { any: [asks_something'),
      'guards.asks_something',
      'refers to itself',
    ],
    [
      'a stage that is not defined',
      (yaml: string) => yaml.replace('after_reply: { greet: briefing }', 'after_reply: { greet: brifing }'),
      'stages.opening.after_reply.greet',
      '"brifing" is unknown',
    ],
    [
      'an unknown script',
      (yaml: string) => yaml.replace('scripts: [brief]', 'scripts: [breif]'),
      'stages.briefing.scripts[0]',
      'the script "breif" is unknown',
    ],
    [
      'an unknown slot',
      (yaml: string) => yaml.replace('{room}, {stay}, could', '{rooms}, {stay}, could'),
      'scripts.propose.texts[0]',
      'the slot {rooms} is unknown',
    ],
    [
      'digits in a script',
      (yaml: string) => yaml.replace('for coming back to it.', 'for coming back 2 it.'),
      'scripts.second_thoughts.texts[0]',
      'must hold no digits',
    ],
    [
      'an interruption without a condition',
      (yaml: string) =>
        yaml.replace(
          '    when: said.opt_out\n    may: [stop]\n    scripts: [stop]\n    effects: [opt_out, cancel',
          '    may: [stop]\n    scripts: [stop]\n    effects: [opt_out, cancel',
        ),
      'interruptions[0].when',
      'is missing',
    ],
    [
      'a missing hand-over script',
      (yaml: string) => yaml.replace('\n  hand_over:\n', '\n  handover:\n'),
      'scripts',
      'the script "hand_over" is missing',
    ],
    [
      'an end that does not exist',
      (yaml: string) => yaml.replace('{ end: opted_out }', '{ end: gone }'),
      'interruptions[0].effects[2].end',
      '"gone" is unknown',
    ],
  ])('refuses %s', (_what, change, path, message) => {
    expect(errorsOf(change)).toContainEqual(expect.objectContaining({ path, message: expect.stringContaining(message) }));
  });

  it('refuses a stage that cannot be reached', () => {
    const changed = errorsOf((yaml) => yaml.replaceAll(/to: exploring/g, 'to: bargaining'));
    expect(changed).toContainEqual(
      expect.objectContaining({ path: 'stages.exploring', message: 'cannot be reached from the initial stage' }),
    );
  });

  it('refuses a definition without a way to agree', () => {
    const changed = errorsOf((yaml) => yaml.replaceAll('{ end: agreed }', '{ end: expired }'));
    expect(changed).toContainEqual(expect.objectContaining({ message: expect.stringContaining('no rule ends as "agreed"') }));
  });

  it.each([
    ['broken YAML', 'a: [1', 'is not YAML'],
    ['a list', '- 1', 'must be a mapping'],
    ['nothing', '', 'must be a mapping'],
    [
      'a bomb of aliases',
      [
        'a0: &a0 [x,x,x,x,x,x,x,x,x,x]',
        ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(',')}]`),
      ].join('\n'),
      'too many aliases',
    ],
  ])('refuses %s without failing', (_what, yaml, message) => {
    const loaded = loadSopDefinition(yaml, 'x.sop.yaml');
    expect(loaded.ok ? [] : loaded.errors).toContainEqual(expect.objectContaining({ message: expect.stringContaining(message) }));
  });
});
