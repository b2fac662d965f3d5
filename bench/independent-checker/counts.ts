import { withoutAmounts } from './amounts.js';
import { plainText, type Reading } from './reading.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(${MONTHS.join('|')})[a-z]*`;
const DATE = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH}(?: (\\d{4}))?`, 'g');
const SAME_MONTH = new RegExp(`\\b(\\d{1,2}) ?[–-] ?\\d{1,2} ${MONTH}(?: (\\d{4}))?`, 'g');

/** Everything that was said, and what may be offered: its numbers may be said again. */
function saidBefore({ reply }: Reading): string {
  return plainText(
    [...reply.levers, ...reply.rooms.map(({ name }) => name), ...reply.history.map(({ text }) => text)].join('\n'),
  );
}

function hasUnknownDate(reading: Reading, said: string): boolean {
  const known = reading.reply.numbersOnRecord.filter(({ kind }) => kind === 'date').map(({ value }) => value);
  return [...reading.plain.matchAll(DATE), ...reading.plain.matchAll(SAME_MONTH)].some(([, day = '', month = '', year]) => {
    const suffix = `-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
    const isKnown = known.some((date) => date.endsWith(suffix) && (year === undefined || date.startsWith(year)));
    return !isKnown && !said.includes(`${day} ${month}`) && !said.includes(`${day}. ${month}`);
  });
}

const DIGITS =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
const SPOKEN_NUMBER = new RegExp(
  `\\b(?:${DIGITS}|a|several|few)[ -](?:hundred|thousand|dozen|million)s?\\b|\\b(?:hundreds|thousands|dozens) of\\b`,
  'g',
);
const SPOKEN_PERCENT = new RegExp(
  `\\b(?:${DIGITS}|fifteen|a hundred)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))? ?(?:per ?cent\\b|percent\\b|%)`,
  'g',
);
const MULTIPLE =
  /\b(?:half|twice|double|triple|a third|a quarter|two thirds|three times) (?:of )?(?:(?:the|your|our|that) (?:\w+ )?(?:price|rate|bookings|guests|rooms|figure|revenue|income|commission|gap|demand|traffic)|as many|as much|price|rate)\b/g;
const BARE = /(?<![\d.,:/-])\d+(?:[.,]\d+)*(?![\d%]|[.,]\d)/g;

/** Counts, hours and shares that nobody named and no record holds. */
function hasUnknownCount({ reply, masked }: Reading, said: string): boolean {
  const spoken = [SPOKEN_NUMBER, SPOKEN_PERCENT, MULTIPLE].flatMap((pattern) =>
    [...masked.matchAll(pattern)].map(([found]) => found),
  );
  if (spoken.some((found) => !said.includes(found))) return true;
  const known = new Set(reply.numbersOnRecord.map(({ value }) => String(Number(value))));
  const written = [...withoutAmounts(masked).matchAll(BARE)].map(([found]) => found);
  return written.some((found) => {
    const value = String(Number(found.replaceAll(/[.,](?=\d{3}(?!\d))/g, '')));
    return !known.has(value) && !new RegExp(`(?<!\\d)${found.replaceAll('.', '\\.')}(?!\\d)`).test(said);
  });
}

export function countsBroken(reading: Reading): string[] {
  const said = saidBefore(reading);
  return hasUnknownDate(reading, said) || hasUnknownCount(reading, said) ? ['numeric-grounding'] : [];
}
