/** Slots that a simulated partner can fill wherever it speaks. */
const FILLABLE = new Set(['quote', 'quote_2', 'room', 'room_2', 'hotel', 'ota', 'standing_ask']);

/** Things promised, seen or agreed in one dialogue, which are not there in another. */
const THINGS =
  /\b(?:banners?|badges?|newsletters?|mailings?|letters?|campaigns?|guides?|pages?|boards?|maps?|mentions?|featur\w*|photos?|pictures?|payouts?|vouchers?|plinths?|slots?|listings?|promos?|promotions?|spotlight|collection|programme?|posts?|emails?|top row|terrace|balcon\w*|balcony|drafts?|certificate|clause|contracts?|calculator)\b/i;

/** Words that point to something said before which may not have been said. */
const POINTERS =
  /\b(?:he|she|they|him|her|hers|his|their|them|said|says?|told|wrote|writes|as before|like before|the other one|that one|this one|first|second|former|latter|both|two rooms|either|neither|the same|again|yesterday|last (?:week|month|year|time|summer|winter)|above|steps?|snail|colleagues?|machine|robot|bot|computer|program|instructions?|screens?|screenshot)\b/i;

/** What was eaten, celebrated or happened in one house on one day. */
const PARTICULARS =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|wife|husband|mother|father|mama|mamma|papa|mum|dad|brother|sister|uncle|aunt|cousin|son|daughter|nephew|niece|grand\w+|madam|sir|po|bhai|anh|chị|tunnel|island|ferry|boats?|ships?|horses?|goats?|cows?|sheep|camels?|dogs?|cats?|beach|lake|snow|ski\w*|mountain|monsoon|ramadan|eid|easter|christmas|diwali|carnival|festival|wedding|marathon|conference|congress|championship|olymp\w*|pilgrim\w*|harvest|winter|summer|autumn|spring|years?|vintage|dinner|lunch|breakfast|brekkie|bf|half board|sauna|spa|pool|kitchen|parking|minimum|min stay|superior|deluxe|suites?|cabins?|attic|cellar|single|twin|the (?:big|small|other)|nights?|days?|week\w*|months?|tax|vat|taxes|fees?)\b/i;

/** Words at home in every house, so that a capital within a sentence is no name. */
const COMMON_CAPITALS = new Set(
  'I OK Ok Yes No Not Please PLEASE YES NO OKAY Okay AI English Booking Thank Thanks Hello Hi Good'.split(' '),
);

const MOST_WORDS = 26;

/** Tests that a line has to pass to be said in another conversation than the one it was written for. */
export function standsAlone(text: string, options: { particulars?: boolean; pointers?: boolean } = {}): boolean {
  const words = text.split(/\s+/).length;
  if (words > MOST_WORDS || text.includes('|') || /\d/.test(text)) return false;
  for (const [, slot] of text.matchAll(/\{([a-z_0-9]+)\}/g)) if (!FILLABLE.has(slot!)) return false;
  if (THINGS.test(text)) return false;
  if (options.pointers !== true && POINTERS.test(text)) return false;
  if (options.particulars !== true && PARTICULARS.test(text)) return false;
  return !namesSomebody(text);
}

/** A capital within a sentence that is no common word: a person, a place, a feast. */
function namesSomebody(text: string): boolean {
  if (text === text.toUpperCase()) return false;
  const bare = text.replace(/\{[a-z_0-9]+\}/g, ' ');
  for (const match of bare.matchAll(/(?<=[\p{L},;:'’] )(\p{Lu}[\p{L}'’]*)/gu))
    if (!COMMON_CAPITALS.has(match[1]!.replace(/['’].*$/u, ''))) return true;
  return false;
}
