/** Personal data that should not be in a rate negotiation. Patterns have bounded repetitions only, so the time stays linear. */

const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}/;
/** 13 to 19 digits, in groups or not. */
const CARD = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/;
/** An international number, or one introduced as such. */
const PHONE =
  /\+\d{1,3}[ -]?(?:\(\d{1,4}\)[ -]?)?\d(?:[ -]?\d){6,12}|\b(?:phone|mobile|whatsapp|cell|tel|call me(?: on| at)?)[ :.]{1,3}\d(?:[ -]?\d){6,13}/i;
const DOCUMENT = /\b(?:passport|ssn|social security|national id|aadhaar|cvv|cvc)\b[^\n\d]{0,20}[A-Z]{0,2}\d{3,12}/i;

/** A weight, 0 to 1, for each kind of personal data found. */
export function findPersonalData(text: string): number[] {
  const found: number[] = [];
  const digits = text.normalize('NFKC');
  if (EMAIL.test(digits)) found.push(0.8);
  if (Array.from(digits.matchAll(CARD), ([number]) => number).some(isCardNumber)) found.push(0.98);
  if (IBAN.test(digits)) found.push(0.9);
  if (PHONE.test(digits)) found.push(0.75);
  if (DOCUMENT.test(digits)) found.push(0.95);
  return found;
}

/** The check digit of payment cards (Luhn). */
function isCardNumber(written: string): boolean {
  const digits = written.replace(/\D/g, '');
  if (digits.length < 13 || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - index));
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
