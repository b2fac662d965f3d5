import { problem, ProblemException } from './problem.js';

/** Levels of objects and lists in a request; deeper ones are no request of ours and would only exhaust a stack. */
const MAXIMUM_DEPTH = 12;
const NUL = 0;

/**
 * Why a parsed body cannot be taken: nested too deeply, or a text that cannot be stored (a NUL, half a surrogate pair).
 * Null where nothing is wrong. Walks without recursion.
 */
export function unusable(value: unknown): ProblemException | null {
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next.value === 'string' && !isStorable(next.value))
      return refused('holds a text with characters that cannot be stored');
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth >= MAXIMUM_DEPTH) return refused('is nested too deeply');
    for (const [key, child] of Object.entries(next.value)) {
      if (!isStorable(key)) return refused('holds a name with characters that cannot be stored');
      waiting.push({ value: child, depth: next.depth + 1 });
    }
  }
  return null;
}

/** No NUL and no lone surrogate: PostgreSQL takes neither. */
export function isStorable(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === NUL) return false;
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const following = text.charCodeAt(index + 1);
    if (unit > 0xdbff || !(following >= 0xdc00 && following <= 0xdfff)) return false;
    index++;
  }
  return true;
}

function refused(why: string): ProblemException {
  return new ProblemException(problem(400, 'bad_request', `The body ${why}`));
}
