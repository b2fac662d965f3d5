/** Longer answers are not searched for JSON. In UTF-16 code units. */
const LONGEST = 65_536;

export interface JsonAnswer {
  value: Record<string, unknown>;
  /** The text was nothing but the object: the server kept to the format. */
  bare: boolean;
}

/**
 * The first JSON object in a model's answer. Models put it in code fences, after leaked reasoning or between remarks;
 * undefined where there is none that is complete.
 */
export function readJsonObject(text: string): JsonAnswer | undefined {
  if (text.length > LONGEST) return undefined;
  const whole = parseObject(text.trim());
  if (whole) return { value: whole, bare: true };
  const answer = text.replace(/^[^]*<\/think(?:ing)?>/i, '');
  for (let start = answer.indexOf('{'); start >= 0;) {
    const end = endOfObject(answer, start);
    // An object that does not end was cut off; one within it would say something else than the whole.
    if (end === undefined) return undefined;
    const value = parseObject(answer.slice(start, end));
    if (value) return { value, bare: false };
    start = answer.indexOf('{', end);
  }
  return undefined;
}

/** Index behind the brace that closes the one at `start`; braces inside strings do not count. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return index + 1;
  }
  return undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
