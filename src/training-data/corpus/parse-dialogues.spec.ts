import { describe, expect, it } from 'vitest';
import { SAMPLE_FILE } from './dialogues.fixtures.js';
import { parseDialogues } from './parse-dialogues.js';

const header = 'persona: Somebody\nrooms: 1\noutcome: declined\n';
const faultsOf = (content: string): string[] =>
  parseDialogues('part.txt', content).faults.map(({ line, message }) => `${line}: ${message}`);

describe('a file of dialogues', () => {
  it('is read with its labels', () => {
    const { dialogues, faults } = parseDialogues('corpus/dialogues/sample.txt', SAMPLE_FILE);
    expect(faults).toEqual([]);
    expect(dialogues.map(({ id, writer, rooms, lines }) => [id, writer, rooms, lines.length])).toEqual([
      ['sample-001', 'sample', 1, 12],
      ['sample-002', 'sample', 2, 11],
    ]);
    const [first, second] = dialogues;
    expect(first?.lever).toBe('a banner on our Portugal page');
    expect(second?.lever).toBeUndefined();
    expect(first?.lines[7]).toMatchObject({
      who: 'agent',
      stage: 'bargaining',
      prelude: 'answer',
      act: 'counter',
      tactic: 'reciprocity',
      asks: [{ room: 1, step: 'small' }],
      lever: true,
    });
    expect(first?.lines[3]).toMatchObject({ who: 'partner', acts: ['give_reason'], mood: 'annoyed', concern: 'cost' });
    expect(second?.lines[4]).toMatchObject({
      asks: [
        { room: 1, step: 'first' },
        { room: 2, step: 'first' },
      ],
    });
  });

  it.each([
    ['a word that is no act', `# a\n${header}P shrug | hm`, '5: "shrug" is no act, mood or concern of a partner'],
    ['a line of ours without its stage', `# a\n${header}A greet | hello`, '5: a line of ours begins with its stage'],
    ['a line without words', `# a\n${header}P greet |`, '5: a line needs words'],
    ['something that is neither', `# a\n${header}hello there`, '5: neither a header field nor'],
    ['words before the first dialogue', 'P greet | hello', '1: a file begins with a dialogue'],
    ['an outcome that does not exist', '# a\npersona: X\noutcome: won', '1: a: outcome must be one of'],
    [
      'a dialogue of two lines',
      `# a\n${header}A opening greet | hello\nP greet | hi`,
      '1: a: a dialogue has three lines at least',
    ],
  ])('is told of %s, with its line', (_, content, fault) => {
    expect(faultsOf(content).some((each) => each.startsWith(fault))).toBe(true);
  });

  it('does not let one faulty dialogue spoil the next', () => {
    const broken = SAMPLE_FILE.replace('P ask_why | so?', 'P wonder | so?');
    const { dialogues, faults } = parseDialogues('sample.txt', broken);
    expect(dialogues.map(({ id }) => id)).toEqual(['sample-001']);
    expect(faults).toHaveLength(1);
  });

  it('is told of an id that is used twice', () => {
    expect(faultsOf(SAMPLE_FILE.replace('sample-002', 'sample-001')).some((each) => each.includes('used twice'))).toBe(true);
  });
});
