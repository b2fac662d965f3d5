import { describe, expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { OWN_PATTERNS } from './own-patterns.js';
import { SAYINGS, type UtterancePattern } from './utterance.js';
import { UtteranceBank, type Wanted } from './utterance-bank.js';

const wanted = (over: Partial<Wanted>): Wanted => ({
  saying: 'reject',
  concern: 'none',
  mood: 'neutral',
  manner: 'ordinary',
  season: 'low',
  words: 5,
  slots: {},
  ...over,
});
const pattern = (over: Partial<UtterancePattern>): UtterancePattern => ({ ...OWN_PATTERNS[0]!, source: 'test', ...over });

describe('UtteranceBank', () => {
  it('has something of its own for every saying', () => {
    const slots = { quote: '168', quote_2: '205', room: 'Studio', room_2: 'Suite', standing_ask: '160', lever: 'a badge' };
    for (const saying of SAYINGS)
      expect(UtteranceBank.of([]).say(wanted({ saying, slots }), new Set(), Chance.of(1))).not.toMatch(/^$|[{}]/);
  });

  it('says the same for the same chance', () => {
    const bank = UtteranceBank.of([]);
    const say = () => bank.say(wanted({}), new Set(), Chance.of(4, 'x'));
    expect(say()).toBe(say());
  });

  it('does not repeat itself while there is something else to say', () => {
    const bank = UtteranceBank.of([]);
    const used = new Set<string>();
    const said = Array.from({ length: bank.count('reject') }, (_, index) => bank.say(wanted({}), used, Chance.of(index)));
    expect(new Set(said).size).toBe(said.length);
    expect(bank.say(wanted({}), used, Chance.of(99))).not.toBe('');
  });

  it('gives a reason of the wanted worry, and of none in another season', () => {
    const bank = UtteranceBank.of([
      pattern({ saying: 'give_reason', concern: 'season', season: 'high', text: 'it is full summer' }),
    ]);
    const say = (season: Wanted['season']) =>
      Array.from({ length: 60 }, (_, index) =>
        bank.say(wanted({ saying: 'give_reason', concern: 'season', season }), new Set(), Chance.of(index)),
      );
    expect(say('high')).toContain('it is full summer');
    expect(say('low')).not.toContain('it is full summer');
  });

  it('leaves out patterns with slots that it has no value for', () => {
    const bank = UtteranceBank.of([]);
    for (let seed = 0; seed < 60; seed++)
      expect(bank.say(wanted({ saying: 'counter', slots: { quote: '168' } }), new Set(), Chance.of(seed))).toContain('168');
  });
});
