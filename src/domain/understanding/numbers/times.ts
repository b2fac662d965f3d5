import { type Lexeme } from './lexemes.js';
import { readSpelled } from './spelled-numerals.js';

export interface TimeReading {
  /** Lexemes, half open. */
  start: number;
  end: number;
  /** 24 hours, `15:30`; a range `15:00/18:00`. */
  time: string;
}

const two = (value: number): string => String(value).padStart(2, '0');
const JOINERS: ReadonlySet<string> = new Set(['-', '–', '—', '~', 'to', 'till', 'until', 'and', 'til']);

interface Clock {
  hour: number;
  minute: number;
  end: number;
  /** am, pm, or a form that can only be a time. */
  sure: boolean;
  half?: 'am' | 'pm';
}

/** 3pm, 3:30 p.m., 15:30, 15h30, 3 o'clock, half past 3, 9-11am. */
export function readTime(lexemes: readonly Lexeme[], at: number): TimeReading | undefined {
  const past = readPast(lexemes, at);
  if (past !== undefined) return { start: at, end: past.end, time: clockText(past) };
  const first = readClock(lexemes, at);
  if (first === undefined) return undefined;
  const joiner = lexemes[first.end];
  if (joiner !== undefined && joiner.gap !== 'line' && JOINERS.has(joiner.text)) {
    const second = readClock(lexemes, first.end + 1);
    // "3-5pm" and "9am to 11", "10:00-18:00".
    if (second?.sure === true && (first.sure || second.half !== undefined)) {
      const half = first.half ?? (second.half === 'pm' && first.hour < second.hour ? 'pm' : undefined);
      const from = half === undefined ? first : { ...first, half };
      return { start: at, end: second.end, time: `${clockText(from)}/${clockText(second)}` };
    }
  }
  return first.sure ? { start: at, end: first.end, time: clockText(first) } : undefined;
}

function clockText({ hour, minute, half }: Clock): string {
  const hours = half === 'pm' && hour < 12 ? hour + 12 : half === 'am' && hour === 12 ? 0 : hour;
  return `${two(hours)}:${two(minute)}`;
}

function readClock(lexemes: readonly Lexeme[], at: number): Clock | undefined {
  const first = lexemes[at];
  if (first === undefined || (first.gap === 'line' && at > 0 && first.kind === 'sign')) return undefined;
  const spelled = first.kind === 'word' ? readSpelled(lexemes, at, { and: false }) : undefined;
  let hour: number;
  let end: number;
  if (first.kind === 'digits' && first.text.length <= 2) {
    const before = lexemes[at - 1];
    if (first.gap === 'none' && before?.kind === 'sign' && /[$€£¥₹.,:/]/.test(before.text)) return undefined;
    if (first.gap === 'none' && before?.kind === 'word' && before.text !== 't') return undefined;
    hour = Number(first.text);
    end = at + 1;
  } else if (
    spelled !== undefined &&
    !spelled.ordinal &&
    spelled.upTo === undefined &&
    spelled.value.isInteger() &&
    spelled.value.lte(12)
  ) {
    hour = spelled.value.toNumber();
    end = spelled.end;
  } else return undefined;
  if (hour > 24) return undefined;
  let minute = 0;
  let sure = false;
  const [sign, digits] = [lexemes[end], lexemes[end + 1]];
  if (
    first.kind === 'digits' &&
    sign?.gap === 'none' &&
    (sign.text === ':' || sign.text === 'h' || sign.text === '.') &&
    digits?.kind === 'digits' &&
    digits.gap === 'none' &&
    digits.text.length === 2 &&
    Number(digits.text) < 60
  ) {
    const beyond = lexemes[end + 2];
    const further =
      beyond?.gap === 'none' &&
      (beyond.text === ':' || beyond.text === '.') &&
      lexemes[end + 3]?.kind === 'digits' &&
      lexemes[end + 3]?.gap === 'none';
    if (further && beyond.text === '.') return undefined;
    // "4.80" is no time, "4.30pm" is.
    minute = Number(digits.text);
    sure = sign.text !== '.';
    end += 2;
    if (further) {
      end += 2;
      if (lexemes[end]?.text === 'z' && lexemes[end]?.gap === 'none') end += 1;
    }
  }
  const half = readHalfOfDay(lexemes, end);
  if (half !== undefined && hour <= 12 && hour > 0) return { hour, minute, end: half.end, sure: true, half: half.half };
  const next = lexemes[end];
  if (
    next !== undefined &&
    next.gap !== 'line' &&
    (next.text === 'oclock' || (next.text === 'o' && lexemes[end + 2]?.text === 'clock'))
  ) {
    return { hour, minute, end: next.text === 'oclock' ? end + 1 : end + 3, sure: true };
  }
  if (next?.text === 'uhr' || next?.text === '点' || next?.text === '點') return { hour, minute, end: end + 1, sure: true };
  return hour === 24 && minute > 0 ? undefined : { hour, minute, end, sure };
}

/** am, pm, a.m., p.m. */
function readHalfOfDay(lexemes: readonly Lexeme[], at: number): { half: 'am' | 'pm'; end: number } | undefined {
  const next = lexemes[at];
  if (next?.kind !== 'word' || next.gap === 'line') return undefined;
  if (next.text === 'pm') return { half: 'pm', end: at + 1 };
  // "5 am" is a time, "450 i am" is not reached; "8 am ende" is rare enough.
  if (next.text === 'am') return { half: 'am', end: at + 1 };
  const letters = next.text === 'a' || next.text === 'p';
  if (
    letters &&
    lexemes[at + 1]?.text === '.' &&
    lexemes[at + 1]?.gap === 'none' &&
    lexemes[at + 2]?.text === 'm' &&
    lexemes[at + 2]?.gap === 'none'
  ) {
    const dot = lexemes[at + 3]?.text === '.' && lexemes[at + 3]?.gap === 'none';
    return { half: next.text === 'a' ? 'am' : 'pm', end: at + (dot ? 4 : 3) };
  }
  return undefined;
}

/** "half past three", "quarter to 5", "ten past 3". */
function readPast(lexemes: readonly Lexeme[], at: number): Clock | undefined {
  const first = lexemes[at];
  const minutes = first?.text === 'half' ? 30 : first?.text === 'quarter' ? 15 : undefined;
  const word = lexemes[at + 1];
  if (minutes === undefined || word === undefined || word.gap === 'line') return undefined;
  if (word.text !== 'past' && (word.text !== 'to' || minutes === 30)) return undefined;
  const hour = readClock(lexemes, at + 2);
  if (hour === undefined || hour.minute !== 0) return undefined;
  return word.text === 'past' ? { ...hour, minute: minutes } : { ...hour, hour: (hour.hour + 23) % 24, minute: 60 - minutes };
}
