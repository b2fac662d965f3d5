import { automatonOf, type Automaton } from './automaton.js';
import { requiredLiterals } from './literals.js';

/** Texts whose literals are remembered: a reply, its sentences, and those of a few other candidates. */
const REMEMBERED_TEXTS = 128;

const literalsByPhrase = new Map<number, readonly string[]>();
let count = 0;
let automaton: Automaton | undefined;
/** By text, a bit for every phrase that has a literal in it. */
const foundIn = new Map<string, Uint32Array>();
let lastText: string | undefined;
let lastFound: Uint32Array = new Uint32Array(0);

/** Which phrases have a literal in the text: one pass over it for all of them together. */
function phrasesIn(text: string): Uint32Array {
  if (text === lastText) return lastFound;
  let found = foundIn.get(text);
  if (found === undefined) {
    automaton ??= automatonOf(literalsByPhrase);
    const bits = new Uint32Array((count + 31) >> 5);
    automaton.scan(text, (owners) => {
      for (const owner of owners) bits[owner >> 5]! |= 1 << (owner & 31);
    });
    found = bits;
    if (foundIn.size >= REMEMBERED_TEXTS) foundIn.clear();
    foundIn.set(text, found);
  }
  lastText = text;
  lastFound = found;
  return found;
}

/**
 * A pattern that is run only over texts that hold a literal which every match of it must hold. What it finds is what the
 * pattern finds; most texts hold none of the literals, so that most patterns need not be run.
 */
export class Phrase {
  private readonly index: number | undefined;

  constructor(readonly pattern: RegExp) {
    const literals = requiredLiterals(pattern);
    if (literals === undefined) return;
    this.index = count;
    count += 1;
    literalsByPhrase.set(this.index, literals);
    automaton = undefined;
    foundIn.clear();
    lastText = undefined;
  }

  get source(): string {
    return this.pattern.source;
  }

  /** False where the pattern cannot match. */
  mayMatch(text: string): boolean {
    const { index } = this;
    return index === undefined || (phrasesIn(text)[index >> 5]! & (1 << (index & 31))) !== 0;
  }

  test(text: string): boolean {
    return this.mayMatch(text) && this.pattern.test(text);
  }

  exec(text: string): RegExpExecArray | null {
    return this.mayMatch(text) ? this.pattern.exec(text) : null;
  }
}

export const phrase = (pattern: RegExp): Phrase => new Phrase(pattern);
export const phrases = (patterns: readonly RegExp[]): readonly Phrase[] => patterns.map(phrase);
