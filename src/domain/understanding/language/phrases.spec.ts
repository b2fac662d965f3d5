import { describe, expect, it } from 'vitest';
import { cues, PhraseBook } from './phrases.js';
import { tokenise } from './tokens.js';

const found = (phrase: string, text: string) => new PhraseBook(cues('tag', { 1: [phrase] })).find(tokenise(text));

describe('a cue phrase', () => {
  it.each([
    ['stop messag*|writing me', 'please stop messaging me', true],
    ['stop messag*|writing me', 'please stop writing him', false],
    ['take ~2 off', 'take my number off', true],
    ['take ~2 off', 'take my very old number off', false],
    ['thank you? $', 'thank you', true],
    ['thank $', 'thank you', false],
    ['^ no', 'well, no', true],
    ['^ no', 'i said no', false],
    ['^^ stop $$', 'STOP', true],
    ['^^ stop $$', 'stop by for tea', false],
    ['ask ~2 owner', 'ask. the owner', false],
    ['do not', 'I don’t', true],
    ['u|you', 'u', true],
  ])('%j in %j: %s', (phrase, text, expected) => {
    expect(found(phrase, text).length > 0).toBe(expected);
  });

  it('tells whether it is denied, within its clause only', () => {
    expect(found('angry', 'i am not really angry')[0]?.negated).toBe(true);
    expect(found('angry', 'not good, angry')[0]?.negated).toBe(false);
  });

  it('refuses a phrase that names no group or has a prefix too short to look up', () => {
    expect(() => found('@nobody', 'x')).toThrow('no word group');
    expect(() => found('ab*', 'x')).toThrow('prefix too short');
  });
});
