import { type Span } from '../understanding/reading.js';
import { remembering } from '../remembered.js';

/** A folded text, and the way back from it. */
export interface FoldedText {
  folded: string;
  /** The span of the original text (UTF-16 code units) behind the folded characters from `start` to `end`, exclusive. */
  map: (start: number, end: number) => Span;
}

const alphabet = (letters: string, latin: string): [string, string][] =>
  Array.from(letters, (letter, index) => [letter, latin.charAt(index)]);

/** Lower-case letters of other alphabets that look like a Latin one. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ...alphabet('авеһіјкӏмнорсԁѕтуүхԛԝѵ', 'abehijklmhopcdstyyxqwv'),
  ...alphabet('αβεηικμνορτυχωγ', 'abenikuvoptuxwy'),
  ...alphabet('ɡɑı', 'gai'),
]);
/** Letters that are always read with their look-alikes, and letters that give away a word as really Cyrillic or Greek. */
const OTHER_ALPHABET = /[\p{Script=Cyrillic}\p{Script=Greek}ɡɑı]/u;
const OTHER_LETTERS = /[\p{Script=Cyrillic}\p{Script=Greek}ɡɑı]/gu;
const LATIN = /\p{Script=Latin}/u;
const WORD = /[\p{L}\p{M}]+/gu;

/** A letter keeps at most this many marks; normalising a pile of them would take quadratic time. */
const MOST_MARKS = 4;
/** One base character with its marks, or marks without one. */
const PIECE = /\P{M}\p{M}{0,4}|\p{M}{1,4}/uy;
const MARK = /^\p{M}$/u;
const MARKS = /\p{M}+/gu;
/** Alphabets whose accents are dropped; elsewhere marks are letters of their own. */
const ACCENTED = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
/** Zero-width, bidirectional and soft-hyphen characters, fillers, controls, halves of surrogate pairs. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}]|(?![\t-\r])\p{Cc}/gu;
const SINGLE_QUOTES = /[‘’‚‛`´ʼʹ′]/gu;
const DOUBLE_QUOTES = /[“”„‟″«»]/gu;
const DASHES = /[‐‑‒–—―−﹘﹣]/gu;
const SPACE = /^\s$/;
/** Characters of everyday business English, typeset or not: their plain form is known without looking at each. */
const EVERYDAY = /^[\t-\r\x20-\x7e\xa0–—‘’“”€£]*$/;
const TYPESET = /[\x60–—‘’“”]/g;
const TYPESET_ONE = /[\x60–—‘’“”]/;
/** Anything but single ordinary spaces between words; most texts have none of it. */
const UNEVEN_SPACE = /\s\s|[\t-\r\xa0]/;
const TYPESET_PLAIN: Readonly<Record<string, string>> = { '`': "'", '–': '-', '—': '-', '‘': "'", '’': "'", '“': '"', '”': '"' };

/** A piece in its plain form; composed letters come apart from their accents only to lose them. */
function plain(piece: string): string {
  const signs = (text: string): string =>
    text.replace(UNSEEN, '').replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"').replace(DASHES, '-');
  const lower = signs(signs(piece).normalize('NFKC').toLowerCase()).replaceAll('ς', 'σ').normalize('NFKC');
  return ACCENTED.test(lower) ? lower.normalize('NFD').replace(MARKS, '') : lower;
}

/** Replaces look-alikes in words that hold Latin letters too, and everywhere in a text that has no other foreign letters. */
function latinised(text: string): string {
  if (!OTHER_ALPHABET.test(text)) return text;
  const disguised = LATIN.test(text) && (text.match(OTHER_LETTERS) ?? []).every((letter) => LOOK_ALIKES.has(letter));
  return text.replace(WORD, (word) =>
    OTHER_ALPHABET.test(word) && (disguised || LATIN.test(word))
      ? Array.from(word, (letter) => LOOK_ALIKES.get(letter) ?? letter).join('')
      : word,
  );
}

/** `starts` and `ends` receive, for every code unit of the result, where its piece lies in the text. */
function foldInto(text: string, starts?: number[], ends?: number[]): string {
  let folded = '';
  let spaceWaits = false;
  let spaceStart = 0;
  let spaceEnd = 0;
  const note = (units: number, start: number, end: number): void => {
    for (let unit = 0; unit < units; unit++) {
      starts?.push(start);
      ends?.push(end);
    }
  };
  const emit = (letter: string, start: number, end: number): void => {
    if (spaceWaits && folded !== '') {
      folded += ' ';
      note(1, spaceStart, spaceEnd);
    }
    spaceWaits = false;
    folded += letter;
    note(letter.length, start, end);
  };
  const space = (start: number, end: number): void => {
    if (!spaceWaits) spaceStart = start;
    spaceWaits = true;
    spaceEnd = end;
  };
  for (let index = 0; index < text.length;) {
    const code = text.charCodeAt(index);
    if (code > 0x20 && code < 0x7f && !(text.charCodeAt(index + 1) >= 0x300)) {
      const letter = text.charAt(index);
      emit(letter === '`' ? "'" : letter.toLowerCase(), index, index + 1);
      index += 1;
      continue;
    }
    PIECE.lastIndex = index;
    const piece = PIECE.exec(text)?.[0] ?? text.charAt(index);
    const end = index + piece.length;
    // A mark with nothing under it is dropped: it would fall on the letter before it.
    let marks = MOST_MARKS;
    for (const letter of plain(piece)) {
      if (SPACE.test(letter)) {
        space(index, end);
        marks = MOST_MARKS;
      } else if (!MARK.test(letter)) {
        emit(letter, index, end);
        marks = 0;
      } else if (marks < MOST_MARKS) {
        emit(letter, index, end);
        marks += 1;
      }
    }
    index = end;
  }
  return latinised(folded);
}

/**
 * A text as phrase patterns read it: compatibility forms, invisible characters, look-alike letters, accents, kinds of
 * quotes and dashes, capitals and white space make no difference. Idempotent; linear in the length of the text.
 */
export function fold(text: string): string {
  if (EVERYDAY.test(text)) {
    const plainText = TYPESET_ONE.test(text) ? text.replace(TYPESET, (sign) => TYPESET_PLAIN[sign]!) : text;
    const lower = plainText.toLowerCase();
    return (UNEVEN_SPACE.test(lower) ? lower.replace(/\s+/g, ' ') : lower).trim();
  }
  return foldInto(text);
}

/** {@link fold} for names, titles and the like, which are the same in reply after reply. */
export const foldName = remembering(fold, 2_000);

/** {@link fold}, with the way back from what was found in the folded text to the text itself. */
export function foldWithMap(text: string): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  const folded = foldInto(text, starts, ends);
  return {
    folded,
    map: (start, end) => {
      const from = starts[start] ?? text.length;
      return [from, end > start ? (ends[end - 1] ?? text.length) : from];
    },
  };
}
