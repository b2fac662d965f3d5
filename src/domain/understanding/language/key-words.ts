/** Words that readings hang on and that people in a hurry misspell. Six letters or more, so that one wrong letter stays telling. */
const KEY_WORDS: readonly string[] = [
  'commission',
  'occupancy',
  'discount',
  'confirm',
  'confirmed',
  'accept',
  'accepted',
  'unsubscribe',
  'message',
  'messages',
  'messaging',
  'contact',
  'contacting',
  'writing',
  'manager',
  'approval',
  'tomorrow',
  'breakfast',
  'reservation',
  'expensive',
  'renovated',
  'quality',
  'weekend',
  'impossible',
  'possible',
  'unfortunately',
  'competitor',
  'electricity',
  'laundry',
  'instructions',
  'interested',
  'payment',
  'receptionist',
  'reception',
  'department',
  'discuss',
  'please',
  'evening',
  'morning',
  'ridiculous',
  'complaint',
  'christmas',
  'available',
  'permission',
  'director',
  'colleague',
  'promised',
  'agreement',
  'cancelled',
  'guarantee',
  'sorry',
  'thanks',
  'agreed',
  'season',
  'provided',
  'condition',
  'negotiate',
  'percent',
  'definitely',
  'absolutely',
];
/** Words of their own that lie one letter from a key word. */
const WORDS_OF_THEIR_OWN: ReadonlySet<string> = new Set([
  'massage',
  'massages',
  'massaging',
  'contract',
  'contracting',
  'contacts',
  'contacted',
  'waiting',
  'wiring',
  'managed',
  'manages',
  'possibly',
  'impossibly',
  'qualify',
  'mourning',
  'pleased',
  'pleas',
  'direction',
  'direct',
  'agrees',
  'agreeing',
  'reason',
  'reasons',
  'premised',
  'promises',
  'promise',
  'canceled',
  'cancels',
  'provides',
  'provide',
  'provider',
  'confirms',
  'accepts',
  'conditions',
  'conditioner',
  'evenings',
  'renovate',
  'renovates',
  'seasons',
  'even',
  'discounts',
  'messaged',
  'greed',
  'thank',
  'thinks',
  'tanks',
  'percents',
  'admission',
  'commissions',
  'patent',
  'pavement',
  'occupant',
  'director',
  'directors',
  'colleagues',
  'complaints',
  'complain',
  'complains',
  'complained',
  'payments',
  'managers',
  'weekends',
  'expansive',
]);
const SHORTEST = 6;
const LONGEST = 16;

const BY_DELETION = new Map<string, string[]>();
const KNOWN: ReadonlySet<string> = new Set(KEY_WORDS);
for (const key of KEY_WORDS) {
  for (const shape of [key, ...withoutOneLetter(key)]) BY_DELETION.set(shape, [...(BY_DELETION.get(shape) ?? []), key]);
}

/** The key word that a word is one slip away from (a letter missing, doubled, wrong, or two swapped), else the word itself. */
export function mendKeyWord(word: string): string {
  if (
    word.length < SHORTEST - 1 ||
    word.length > LONGEST ||
    KNOWN.has(word) ||
    WORDS_OF_THEIR_OWN.has(word) ||
    !/^[a-z]+$/.test(word)
  )
    return word;
  for (const shape of [word, ...withoutOneLetter(word)]) {
    for (const key of BY_DELETION.get(shape) ?? []) {
      if (key.length >= SHORTEST && key.charAt(0) === word.charAt(0) && !isInflection(word, key) && isOneSlip(word, key))
        return key;
    }
  }
  return word;
}

/** `manage` and `managers` are no slips of `manager`. */
function isInflection(word: string, key: string): boolean {
  return word.startsWith(key) || key.startsWith(word);
}

function withoutOneLetter(word: string): string[] {
  return Array.from(word, (_letter, index) => word.slice(0, index) + word.slice(index + 1));
}

function isOneSlip(word: string, key: string): boolean {
  let start = 0;
  while (start < word.length && word.charAt(start) === key.charAt(start)) start += 1;
  let wordEnd = word.length;
  let keyEnd = key.length;
  while (wordEnd > start && keyEnd > start && word.charAt(wordEnd - 1) === key.charAt(keyEnd - 1)) {
    wordEnd -= 1;
    keyEnd -= 1;
  }
  const wordRest = word.slice(start, wordEnd);
  const keyRest = key.slice(start, keyEnd);
  if (wordRest.length <= 1 && keyRest.length <= 1) return true;
  return (
    wordRest.length === 2 &&
    keyRest.length === 2 &&
    wordRest.charAt(0) === keyRest.charAt(1) &&
    wordRest.charAt(1) === keyRest.charAt(0)
  );
}
