import { Phrase } from '../../signals/phrases/phrase.js';
import { type Guardrail } from '../guardrail.js';
import { wordingFinding } from './wording.js';

const DIGIT_WORD = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)';
const NOT_A_BOOKING =
  '(?<!\\b(?:booking|reservation|reference|invoice|confirmation|order|property|hotel)(?: (?:number|no\\.?|id|code|is))?:? ?#?)';

/** Over the folded text; each with what it finds, since what was found must not be repeated. */
const PATTERNS: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'An e-mail address',
    /[\w.+-]{1,64} ?(?:@|[([]at[)\]]|\bat\b(?= ?[\w-]{1,40} ?[([]?dot)) ?[\w-]{1,63}(?: ?(?:\.|[([]dot[)\]]|\bdot\b) ?[a-z][\w-]{1,23}){1,4}/,
  ],
  ['A phone number', /\+ ?\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){5,12}/],
  [
    'A phone number',
    /\(\d{2,5}\) ?\d{3,4}[ .-]?\d{3,4}\b|(?<![\d.,])0\d{1,4}[ -]\d{3,8}(?:[ -]\d{2,8})?(?![\d.,-]\d)|(?<![\d.,])0\d{9,11}\b|\b\d{3}[ .-]\d{3}[ .-]\d{4}\b/,
  ],
  [
    'A phone number',
    /\b(?:phone|mobile|cell|tel|fax|whatsapp|viber|telegram|call|dial|text|ring|direct line|extension|hotline)\b[^!?\d]{0,25}\d(?:[ /-]?\d){5,13}\b/,
  ],
  ['A phone number', /\b\d{3}[ -]\d{4} (?:ext|x|extension)\b|\b(?:reach|call|phone|dial)\b[^.!?\d]{0,25}\d{3}[ -]\d{4}\b/],
  ['A phone number', new RegExp(`\\b${DIGIT_WORD}(?:,? ${DIGIT_WORD}){6,15}\\b`)],
  ['A long number', new RegExp(`${NOT_A_BOOKING}(?<![\\d.,])\\d{10,19}(?![\\d]|[.,]\\d)`)],
  ['A card number', /(?<![\d.,])\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,4}(?:[ -]\d{1,4})?(?!\d)/],
  [
    'A card code',
    /\b(?:expir(?:y|es|ation)|valid thru)(?: date)?:? \d{2} ?\/ ?\d{2}\b|\b(?:cvv|cvc|pin|security code)\d?(?: code| number)?(?: is|:)? ?\d{3,6}\b/,
  ],
  [
    'An account',
    /\biban\b[^.!?]{0,12}\b[a-z]{2}\d{2}|\b[a-z]{2}\d{2} ?[a-z]{0,4}\d{3,4}(?: ?\d{3,4}){2,6}\b|\b(?:account|acct|routing|sort code|swift|bic)(?: (?:number|no\.?|code))?(?: is|:)? ?#?\d[\d -]{5,20}/,
  ],
  [
    'A document number',
    /\b(?:passport|ssn|social security|national id|id (?:card|number)|identity card|aadhaar|tax (?:number|id)|vat (?:number|id)|driver'?s? licen[cs]e|driving licen[cs]e|residence permit|visa number|curp|cpf|dni|nie|nino)\b[^!?\d]{0,25}\d[\d/ -]{2,18}/,
  ],
  ['A document number', /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/],
  ['A date of birth', /\b(?:date of birth|birth ?date|dob|born on|birthday is)\b|\bborn \d{1,2}[./-]\d/],
  ['A home address', /\b(?:home address|(?:he|she|they) lives? (?:at|on)|private address|lives at)\b/],
];
const PHRASES = PATTERNS.map(([what, pattern]) => [what, new Phrase(pattern)] as const);

/** No data about people goes out, ours or anybody's: addresses, phone, card, account and document numbers. */
export const personalDataGuardrail: Guardrail = {
  id: 'personal-data',
  title: 'No personal data',
  blocking: true,
  severity: 0.92,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ text }, { folded }) {
    for (const [what, phrase] of PHRASES) {
      const found = phrase.exec(folded);
      if (found) return wordingFinding(text, found, what, false);
    }
    return wordingFinding(text, undefined, '');
  },
};
