const ONES = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;
const TEENS = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;

/** A rate the way it is said aloud ("one sixty eight"); undefined for others than whole numbers from 100 to 999. */
export function inWords(amount: number): string | undefined {
  if (!Number.isInteger(amount) || amount < 100 || amount > 999) return undefined;
  const hundreds = ONES[Math.floor(amount / 100)]!;
  const rest = amount % 100;
  if (rest === 0) return `${hundreds} hundred`;
  if (rest < 10) return `${hundreds} hundred and ${ONES[rest]!}`;
  if (rest < 20) return `${hundreds} ${TEENS[rest - 10]!}`;
  return `${hundreds} ${TENS[Math.floor(rest / 10)]!}${rest % 10 === 0 ? '' : ` ${ONES[rest % 10]!}`}`;
}
