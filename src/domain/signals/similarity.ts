/** A run of this many words in a row is what two texts can share. */
const SHINGLE = 3;

/** The shingles of one text, to be compared with many others. */
export interface Shingles {
  /** Words of the text, numbered from 1. */
  ids: ReadonlyMap<string, number>;
  keys: ReadonlySet<number>;
  /** Words to a shingle: three, or all of a shorter text. */
  length: number;
}

/** A text of fewer than three words is one shingle, shared only with a text of the same words. */
export function shinglesOf(words: readonly string[]): Shingles {
  const ids = new Map<string, number>();
  for (const word of words) if (!ids.has(word)) ids.set(word, ids.size + 1);
  const shingles = { ids, keys: new Set<number>(), length: Math.min(SHINGLE, words.length) };
  eachKey(words, shingles, (key) => shingles.keys.add(key));
  return shingles;
}

/** Share of a text's shingles that occur in `earlier`, 0 to 1; 0 for a text without words. Linear in `earlier`. */
export function overlap(text: Shingles, earlier: readonly string[]): number {
  if (text.keys.size === 0 || (text.length < SHINGLE && earlier.length !== text.length)) return 0;
  const shared = new Set<number>();
  eachKey(earlier, text, (key) => {
    if (text.keys.has(key)) shared.add(key);
  });
  return shared.size / text.keys.size;
}

/** Visits the key of every run of known words; keys are unique for texts of up to 100,000 different words. */
function eachKey(words: readonly string[], { ids, length }: Shingles, visit: (key: number) => void): void {
  if (length === 0) return;
  const base = ids.size + 1;
  const most = base ** (length - 1);
  let run = 0;
  let key = 0;
  for (const word of words) {
    const id = ids.get(word);
    if (id === undefined) {
      run = 0;
      key = 0;
      continue;
    }
    key = (key % most) * base + id;
    run += 1;
    if (run >= length) visit(key);
  }
}
