import { describe, expect, it } from 'vitest';
import { readCommand } from './simulate-options.js';

describe('the command line of simulate', () => {
  it('has defaults for everything but the directory', () => {
    expect(readCommand(['--out', 'runs/a', '--workers', '2'])).toEqual({
      partners: 'A',
      placebo: false,
      arm: 'intent',
      world: 'pipeline',
      conversations: 1_000,
      seed: 1,
      out: 'runs/a',
      workers: 2,
    });
  });

  it('plays baselines in memory, where the turn would not let them', () => {
    expect(readCommand(['--out', 'x', '--arm', 'oracle'])).toMatchObject({ world: 'memory' });
    expect(() => readCommand(['--out', 'x', '--arm', 'oracle', '--world', 'pipeline'])).toThrow('in memory only');
  });

  it.each([
    [['--arm', 'intent'], '--out DIR is needed'],
    [['--out', 'x', '--partners', 'C'], '--partners must be one of A, B, llm'],
    [['--out', 'x', '--world', 'moon'], '--world must be one of'],
    [['--out', 'x', '--conversations', '0'], '--conversations must be a whole number from 1'],
    [['--out', 'x', '--seed', 'one'], '--seed must be a whole number'],
    [['--out', 'x', '--arm', 'mine', '--world', 'memory'], 'In memory --arm must be one of'],
  ])('refuses %j in plain words', (args, message) => {
    expect(() => readCommand(args)).toThrow(message);
  });
});
