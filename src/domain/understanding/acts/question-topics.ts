import { cues, PhraseBook } from '../language/phrases.js';
import { type TokenisedText } from '../language/tokens.js';
import { QUESTION_TOPICS, type QuestionTopic } from '../../taxonomy.js';

const BOOK = new PhraseBook<QuestionTopic>([
  ...cues<QuestionTopic>('identity', {
    1: [
      'who ~1 are|r you|u|this',
      'who is|am ~1 this|talking|speaking|it',
      'who ~1 you|u $',
      'your name|company',
      'bot|robot|ai|human|machine|computer',
      'scam|fraud|phishing|fake',
      'who|how|where ~3 gave|give|got|get ~3 contact|number|name|email|address',
      'which company',
      'who sent',
    ],
  }),
  ...cues<QuestionTopic>('purpose', {
    1: [
      'what is this about',
      'what ~1 do you want|need',
      'about what',
      'what about $',
      'why ~3 writing|contacting|asking|messaging|me|us',
      'what ~1 for $',
      'what is it',
      'why should|would|do',
      '^ why',
      'what can i do',
      'rationale|reasoning',
      'what ~4 wrong with',
      '^ what now $',
    ],
  }),
  ...cues<QuestionTopic>('which_room', {
    1: [
      'which|what ~1 room|rooms|category|type|unit|apartment|villa|property|one|plan|rateplan|board',
      'room|suite|double|twin|studio $',
      'which ~1 hotel|ones',
      'what board',
      'only with|without breakfast',
    ],
  }),
  ...cues<QuestionTopic>('which_dates', {
    1: [
      'which|what ~1 date|dates|days|day|nights|night|weekend|week|period|month|stay|season',
      'for when',
      'dates $',
      'from when',
      'until when',
      'weekend|weekends ~1 too|also|included',
      'how many nights',
      'only ~3 weekend|weekends|weekdays|nights|night|days|saturday|sunday|friday|thursday|dates',
      'all ~1 dates|nights|year|days|month|week',
      'how long',
      'when is|are|would|do|does',
    ],
  }),
  ...cues<QuestionTopic>('current_rate', {
    1: ['current|my|our|actual|present|existing ~1 price|rate|prices', 'what ~3 price|rate ~1 now|today|currently'],
  }),
  ...cues<QuestionTopic>('asked_rate', {
    1: [
      'what ~2 price|rate|number|figure|amount|offer',
      'how much ~2 you|want|less|lower|discount|down|need|ask|asking|off',
      'what do you ~1 want|propose|suggest|offer|have|need',
      'your ~1 price|rate|offer|number|proposal',
      'what ~4 in mind',
      'what are|r you thinking|after|asking|suggesting|proposing|looking',
      'what ~2 you|u ~1 want|like|need|propose|suggest|expect|think',
      'how low',
      '^ and|so|then|well $',
      '^ how much',
      'which price|rate|number',
      'what ~3 asking|ask ~1 for|from|me|us $',
      'what ~2 you ~2 asking|requesting|expecting|hoping',
      'what would|will it|that be',
      'which ~1 rates|prices',
      'how much $',
      'and|what|how ~1 for|about ~3 room|suite|double|twin|single|studio|villa|apartment $',
      '^ ok|okay what $',
      'what ~2 i ~1 say|tell',
      'in numbers|figures|euros|euro',
      'not understand',
      'what ~2 mean|meet',
      'propose|suggest|want ~2 for $',
      'lower|reduce ~2 how much',
      'to what',
    ],
  }),
  ...cues<QuestionTopic>('evidence', {
    1: [
      'which|what ~1 site|website|platform|channel|source|competitor|hotel|hotels',
      'proof|evidence|screenshot|link|source|data|report',
      'where ~3 see|saw|seen|found|find|cheaper|lower|get|got',
      'who ~2 cheaper|lower|selling|sells|undercutting',
      'how do you know',
      'how ~2 you ~2 come|came|arrive|get|calculate',
      'where ~5 from',
      'what|where ~2 you ~1 see|saw|seen|find|found',
      'and where $',
      'what ~4 wrong with ~2 @rate',
      'whose ~1 price|rate',
      'compare*',
      'compared',
      'similar|comparable',
      'says who',
      'since when',
      'sure ~2 $',
      'is that|it true',
      'on booking|expedia|agoda|airbnb',
    ],
  }),
  ...cues<QuestionTopic>('lever', {
    1: [
      'badge|placement|feature|featured|banner|campaign|slot|promotion|promo|newsletter|label|photographer|page|list|guide|pin|boost|sponsored',
      'that|the thing|offer|extra|deal|program|programme ~2 work*|mean|cost*|include*',
      'what is the catch',
      'catch',
    ],
  }),
  ...cues<QuestionTopic>('commission', { 1: ['commission', 'your cut|share|slice|fee|percentage|percent', 'rebate', 'fees'] }),
  ...cues<QuestionTopic>('taxes', { 1: ['tax|taxes|vat|gst|iva|mwst', 'plus plus', 'service charge', 'incl* ~2 tax*'] }),
  ...cues<QuestionTopic>('price_basis', {
    1: [
      'net|gross|selling|sell|nett',
      'before|after|with|without|including|incl ~2 commission|cut',
      'guest pays|pay',
      'i|we ~2 get|receive|left|keep $',
      'per night|room|person|stay',
      'in hand',
    ],
  }),
  ...cues<QuestionTopic>('payment', {
    1: ['pay*|paid|payout*|invoice|invoices|money|transfer|bank|virtual|card|cash ~4', 'when ~2 pay|paid|money'],
  }),
  ...cues<QuestionTopic>('process', {
    1: [
      'how ~3 work|works|change|load|set|update|do|lower|go|proceed|activate',
      'next|step|steps|procedure',
      'who ~2 change|changes|load|loads|updates|set|sets',
      'extranet|channel manager|system|pms',
      'automatic|automatically|manual|manually',
      'what happens|happen',
      'contract|sign|written|writing',
      'what ~2 i|we ~1 do',
      'cancel*|refund*',
    ],
  }),
  ...cues<QuestionTopic>('benefit', {
    1: [
      'what ~2 i|we|me|us|hotel ~1 get|gain|receive|return|have',
      'in it for @me',
      'benefit*|advantage*|gain*|profit',
      'how many ~2 bookings|guests|reservations|nights|rooms',
      'more bookings|guests|business|sales|reservations|visibility',
      'what for',
      'in return|exchange',
      'guarantee*',
      'what ~2 you|agency|ota ~1 give|offer|do',
      'help @me',
    ],
  }),
  ...cues<QuestionTopic>('deadline', {
    1: [
      'deadline',
      'until|till|by when',
      'how long ~2 valid|have|offer',
      'when ~3 need|decide|answer|start|starts|latest|end|ends',
      'how urgent',
      'time ~2 have',
    ],
  }),
  ...cues<QuestionTopic>('limit', {
    1: ['max|maximum|highest|limit|ceiling|budget|final|upper|bottom|best', 'how high', 'last price', 'how far', 'allowed'],
  }),
  ...cues<QuestionTopic>('privacy', {
    1: [
      'who|anyone|anybody else',
      'other ~1 hotels|hotel',
      'my|our ~1 number|contact|data|email|details',
      'privacy|gdpr|recorded|recording|stored|confidential',
      'who ~2 read|reads|sees|see',
    ],
  }),
]);

/** Topics of the sentences given (those that ask), in the taxonomy's order; `other` where a question names none. */
export function readTopics(text: TokenisedText, asks: (sentence: number) => boolean): QuestionTopic[] {
  const found = new Set<QuestionTopic>();
  for (const hit of BOOK.find(text)) if (asks(text.tokens[hit.start]?.sentence ?? -1)) found.add(hit.tag);
  return found.size === 0 ? ['other'] : QUESTION_TOPICS.filter((topic) => found.has(topic));
}
