import { type Lexeme } from './lexemes.js';

export interface CodeReading {
  kind: 'phone' | 'identifier';
  /** Lexemes, half open. */
  start: number;
  end: number;
  /** Its digits in a row. */
  digits: string;
}

const PHONE_MARKS: ReadonlySet<string> = new Set(['-', '.', '/', '(', ')', '‑', '–']);
const PHONE_CUES: ReadonlySet<string> = new Set([
  'call',
  'phone',
  'tel',
  'telephone',
  'whatsapp',
  'mobile',
  'cell',
  'fax',
  'wechat',
  'viber',
  'telegram',
  'ring',
  'hotline',
  'landline',
  'handy',
  'whatsap',
  'watsapp',
  '电话',
  'tél',
  'telefon',
  'ph',
]);
/** Lexemes that a phone number spans at most. */
const LONGEST_PHONE = 20;

/** +49 170 5551234, 0170/5551234, (555) 123-4567, 555-123-4567; after "call me on" any long number. */
export function readPhone(lexemes: readonly Lexeme[], at: number): CodeReading | undefined {
  const first = lexemes[at];
  if (first === undefined) return undefined;
  const plus = first.text === '+' && (lexemes[at + 1]?.gap === 'none' || lexemes[at + 1]?.text.startsWith('00'));
  const bracket = first.text === '(';
  if (!plus && !bracket && first.kind !== 'digits') return undefined;
  if (first.kind === 'digits' && first.gap === 'none' && lexemes[at - 1]?.kind === 'digits') return undefined;
  const groups: string[] = [];
  const marks: string[] = [];
  let end = at + (first.kind === 'digits' ? 0 : 1);
  let last = end;
  for (; end < at + LONGEST_PHONE; end += 1) {
    const lexeme = lexemes[end];
    if (lexeme === undefined || (lexeme.gap === 'line' && end > at)) break;
    if (lexeme.kind === 'digits') {
      if (groups.length > 0 && lexeme.gap !== 'none') marks.push(' ');
      groups.push(lexeme.text);
      last = end + 1;
    } else if (PHONE_MARKS.has(lexeme.text)) marks.push(lexeme.text);
    else break;
  }
  const digits = groups.join('');
  if (digits.length < 6 || digits.length > 17) return undefined;
  const [lead = ''] = groups;
  const after = lexemes[last];
  // "00 460 eur" and the like: money is no phone number; nor are digits that run into letters.
  if (after?.kind === 'word' && after.gap === 'none') return undefined;
  const shape = groups.map((group) => group.length).join('-');
  const american = (shape === '3-3-4' || shape === '1-3-3-4') && groups.length >= 3 && marks.length >= 2;
  const bracketed = bracket && marks.includes(')') && digits.length >= 9;
  const international = (plus || lead.startsWith('00')) && digits.length >= 8;
  const national =
    lead.startsWith('0') &&
    lead.length > 1 &&
    digits.length >= 9 &&
    digits.length <= 13 &&
    marks.every((mark) => mark !== '.' || groups.length > 2);
  const cued =
    cueNear(lexemes, at) &&
    (groups.length === 1 || groups.slice(1).every((group) => group.length >= 2)) &&
    !/^(?:19|20)\d\d$/.test(digits);
  const ibanLike = groups.length > 6;
  if (!ibanLike && (international || american || bracketed || national || cued)) {
    return { kind: 'phone', start: at, end: last, digits };
  }
  return undefined;
}

function cueNear(lexemes: readonly Lexeme[], at: number): boolean {
  for (let back = 1; back <= 4; back += 1) {
    const lexeme = lexemes[at - back];
    if (lexeme === undefined || lexemes[at - back + 1]?.gap === 'line') return false;
    if (lexeme.kind === 'digits') return false;
    if (PHONE_CUES.has(lexeme.text)) return true;
  }
  return false;
}

/** Nouns whose number is a name, not an amount. `bare`: also without "number" in between. */
const NUMBERED: ReadonlySet<string> = new Set([
  'booking',
  'reservation',
  'confirmation',
  'invoice',
  'ref',
  'reference',
  'order',
  'ticket',
  'case',
  'code',
  'account',
  'iban',
  'swift',
  'bic',
  'vat',
  'zip',
  'postcode',
  'postal',
  'po',
  'gate',
  'terminal',
  'flight',
  'extension',
  'ext',
  'pin',
  'passport',
  'contract',
  'voucher',
  'bkg',
  'resv',
  'conf',
  'itinerary',
  'transaction',
  'card',
  'license',
  'licence',
  'registration',
  'member',
  'file',
  'policy',
  'article',
  'section',
  'chapter',
  'version',
]);
const ROOM_WORDS: ReadonlySet<string> = new Set([
  'room',
  'rm',
  'flat',
  'apt',
  'apartment',
  'cabin',
  'floor',
  'level',
  'option',
  'platform',
  'bus',
  'tram',
  'page',
  'building',
  'block',
]);
/** "double room 460": a price for a kind of room, not the room of that number. */
const ROOM_KINDS: ReadonlySet<string> = new Set([
  'double',
  'twin',
  'single',
  'triple',
  'superior',
  'deluxe',
  'standard',
  'family',
  'king',
  'queen',
  'per',
  'a',
  'each',
  'whole',
  'first',
  'second',
  'other',
  'big',
  'small',
  'large',
  'larger',
  'smaller',
  'executive',
  'junior',
  'sea',
  'view',
  'classic',
  'comfort',
  'the',
  'one',
  'dbl',
  'sgl',
  'premium',
  'any',
  'every',
]);
const NUMBER_WORDS: ReadonlySet<string> = new Set(['number', 'no', 'nr', 'num', 'id', 'code', 'nbr', 'numbr', '#', '№']);
const FILLERS: ReadonlySet<string> = new Set(['.', ':', 'is', '#', '-', '=']);
const LONGEST_CODE = 14;

/** Whether the number at a lexeme is the name of something ("booking number 4471882", "room 402", "#7781"). */
export function isNumbered(lexemes: readonly Lexeme[], at: number): boolean {
  let back = at - 1;
  let numbered = false;
  let fillers = 0;
  for (let rounds = 0; rounds < 4; rounds += 1) {
    const lexeme = lexemes[back];
    const behind = lexemes[back + 1];
    if (lexeme === undefined || behind?.gap === 'line') return false;
    if (lexeme.text === '#' || lexeme.text === '№') {
      if (behind?.gap === 'none') return true;
      numbered = true;
    } else if (NUMBER_WORDS.has(lexeme.text)) {
      if ((lexeme.text === 'no' || lexeme.text === 'nr') && behind?.text === '.' && back + 2 === at) numbered = true;
      numbered ||= lexeme.text !== 'no';
    } else if (FILLERS.has(lexeme.text)) fillers += 1;
    else if (NUMBERED.has(lexeme.text) && isSpokenOf(lexemes, back)) return false;
    else if (NUMBERED.has(lexeme.text)) return numbered || fillers === 0 || lexemes[at - 1]?.text !== 'is';
    else if (ROOM_WORDS.has(lexeme.text)) {
      const kind = lexemes[back - 1];
      const typed = kind !== undefined && lexeme.gap !== 'line' && ROOM_KINDS.has(kind.text);
      return numbered || (fillers === 0 && !typed);
    } else return false;
    back -= 1;
  }
  return false;
}

const CASE_WORDS: ReadonlySet<string> = new Set([
  'that',
  'this',
  'either',
  'any',
  'which',
  'each',
  'best',
  'worst',
  'both',
  'your',
  'our',
]);

/** "In that case 470", and "po" as Filipinos say it, name no document. */
function isSpokenOf(lexemes: readonly Lexeme[], at: number): boolean {
  const { text, letters } = lexemes[at] ?? {};
  if (text === 'case') return CASE_WORDS.has(lexemes[at - 1]?.text ?? '');
  return text === 'po' && letters === 'other' && lexemes[at - 1]?.kind === 'word';
}

const KNOWN_WORDS: ReadonlySet<string> = new Set(
  (
    'for to at is do net about around only approx max min and or of till until rate price than ok yes no from by ca circa say max minimum maximum now then just ' +
    'total offer take give was be on with under over above below plus minus a the we i you it me us our as in if not but so like want need pay per night'
  ).split(' '),
);
const SLANG =
  /^(?:b4|gr8|l8r?|m8|w8|h8|str8|l8|2day|2moro|2morrow|2nite|4u|4ever|4got|b2b|b2c|f2f|h2o|co2|mp3|mp4|g2g|gtg|n1|u2|24x7|no1|1on1|s3|a4|5g|4g|3g|wifi6)$/;

/**
 * Letters and digits without a space between them, from the first of them on: a code (A1B2, 402a, IBAN), chat slang, or a number
 * that lost its space. Undefined where the run is not mixed.
 */
export function readMixed(lexemes: readonly Lexeme[], at: number): { code?: CodeReading; slangEnd?: number } | undefined {
  const first = lexemes[at];
  if (first === undefined || (first.kind !== 'word' && first.kind !== 'digits')) return undefined;
  if (first.gap === 'none' && at > 0 && (lexemes[at - 1]?.kind === 'word' || lexemes[at - 1]?.kind === 'digits'))
    return undefined;
  let end = at;
  let text = '';
  let digits = '';
  let switches = 0;
  while (end - at < LONGEST_CODE * 4) {
    const lexeme = lexemes[end];
    if (lexeme === undefined || (lexeme.kind !== 'word' && lexeme.kind !== 'digits') || (end > at && lexeme.gap !== 'none'))
      break;
    if (end > at) switches += 1;
    text += lexeme.text;
    if (lexeme.kind === 'digits') digits += lexeme.text;
    end += 1;
  }
  if (switches === 0 || digits === '') return undefined;
  if (SLANG.test(text)) return { slangEnd: end };
  // Separators behind the run make its last digits a number of their own (usd1,250); those are the caller's.
  const tail = lexemes[end];
  const decimals =
    tail?.kind === 'sign' &&
    tail.gap === 'none' &&
    /[.,']/.test(tail.text) &&
    lexemes[end + 1]?.kind === 'digits' &&
    lexemes[end + 1]?.gap === 'none';
  if (switches >= 2 && first.kind === 'word' && !decimals)
    return {
      code: {
        kind: 'identifier',
        start: at,
        end: spacedGroups(lexemes, end, text),
        digits: digitsOf(lexemes, at, spacedGroups(lexemes, end, text)),
      },
    };
  if (first.kind === 'word' && switches === 1 && !decimals) {
    if (KNOWN_WORDS.has(first.text)) return undefined;
    const stop = spacedGroups(lexemes, end, text);
    return { code: { kind: 'identifier', start: at, end: stop, digits: digitsOf(lexemes, at, stop) } };
  }
  if (first.kind === 'digits' && switches >= 2 && !decimals && !isUnitOrTimes(lexemes, at, end))
    return { code: { kind: 'identifier', start: at, end, digits } };
  return undefined;
}

/** "2x450" is two numbers, "32m2" an area. */
function isUnitOrTimes(lexemes: readonly Lexeme[], at: number, end: number): boolean {
  const letters = lexemes[at + 1]?.text ?? '';
  return letters === 'x' || (end === at + 3 && ['m', 'ft', 'km'].includes(letters) && lexemes[at + 2]?.text === '2');
}

/** 192.168.1.2, version 1.2.3: three numbers or more between points, not in thousands. */
export function readDottedChain(lexemes: readonly Lexeme[], at: number): { end: number; digits: string } | undefined {
  let end = at;
  const groups: string[] = [];
  while (groups.length < LONGEST_CODE) {
    const digits = lexemes[end];
    if (digits?.kind !== 'digits' || (groups.length > 0 && digits.gap !== 'none')) break;
    groups.push(digits.text);
    end += 1;
    if (lexemes[end]?.text !== '.' || lexemes[end]?.gap !== 'none' || lexemes[end + 1]?.gap !== 'none') break;
    end += 1;
  }
  if (groups.length < 3 || groups.slice(1).every((group) => group.length === 3)) return undefined;
  return { end: lexemes[end - 1]?.kind === 'digits' ? end : end - 1, digits: groups.join('') };
}

/** An IBAN is written in groups of four. */
function spacedGroups(lexemes: readonly Lexeme[], end: number, text: string): number {
  if (!/^[a-z]{2}\d{2}/.test(text)) return end;
  let stop = end;
  let groups = 0;
  while (groups < 9) {
    const lexeme = lexemes[stop];
    if (lexeme?.kind !== 'digits' || (lexeme.gap !== 'space' && lexeme.gap !== 'thin') || lexeme.text.length > 4) break;
    stop += 1;
    groups += 1;
  }
  return groups >= 2 ? stop : end;
}

function digitsOf(lexemes: readonly Lexeme[], start: number, end: number): string {
  let digits = '';
  for (let at = start; at < end; at += 1) if (lexemes[at]?.kind === 'digits') digits += lexemes[at]?.text ?? '';
  return digits;
}
