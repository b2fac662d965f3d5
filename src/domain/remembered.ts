/** A longer text is not remembered: it is rare, and would take the place of many others. */
const LONGEST_REMEMBERED = 4_000;

/**
 * Results by text, for texts that come again and again as new strings (the messages of a conversation, the words of a lever).
 * Bounded: the oldest go first, at `most` of them.
 */
export class Remembered<Result> {
  private readonly results = new Map<string, Result>();

  constructor(private readonly most: number) {}

  get(text: string): Result | undefined {
    return this.results.get(text);
  }

  set(text: string, result: Result): void {
    if (text.length > LONGEST_REMEMBERED) return;
    if (this.results.size >= this.most && !this.results.has(text)) {
      const oldest = this.results.keys().next();
      if (!oldest.done) this.results.delete(oldest.value);
    }
    this.results.set(text, result);
  }
}

/** `compute`, without doing it again for a text of the last `most` ones. What it gives is shared and must not be changed. */
export function remembering<Result>(compute: (text: string) => Result, most: number): (text: string) => Result {
  const results = new Remembered<{ result: Result }>(most);
  return (text) => {
    const known = results.get(text);
    if (known) return known.result;
    const result = compute(text);
    results.set(text, { result });
    return result;
  };
}
