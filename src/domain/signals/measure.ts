import { type ReplyContext } from '../conversation/reply-context.js';
import { type GuardInput } from '../guardrails/guardrail.js';
import { detectLanguage } from '../understanding/language/detect.js';
import { tokenise } from '../understanding/language/tokens.js';
import { readMentions } from '../understanding/numbers/read-mentions.js';
import { type Mention } from '../understanding/reading.js';
import { agreementClaimsIn } from './agreement-claims.js';
import { sameAmount } from './amounts.js';
import { asksStatedIn } from './asks-stated.js';
import { fold, foldName } from './fold.js';
import { ungroundedIn } from './grounding.js';
import { leversNamedIn } from './levers-named.js';
import { relativeAmountsIn } from './relative-amounts.js';
import { Remembered } from '../remembered.js';
import { offersPerson, saysIsAi } from './self-description.js';
import { sentencesOf } from './sentences.js';
import { type ReplySignals, type Sentence } from './signals.js';
import { overlap, shinglesOf } from './similarity.js';

/** Our own messages that a reply is compared with, the latest ones; older wording may come back. */
const OWN_MESSAGES = 40;
/** Partner messages that a reply could be an echo of. */
const PARTNER_MESSAGES = 4;
/** A longer earlier message is compared up to here. */
const COMPARED_CHARACTERS = 2_000;
/** Messages whose words are kept: those of some hundred conversations. */
const COMPARED_MESSAGES = 4_000;

const SUMS_UP =
  /\b(?:to confirm|to recap|to sum up|to summari[sz]e|in summary|summary|(?:just )?to be (?:sure|clear)|let me (?:repeat|restate|confirm|read back)|here (?:are|is) (?:the|what|our)|(?:the|these|our|final|full) terms|once more|so (?:that's|that is|it is|it's|we have))\b/;
const ASKS_FOR_YES =
  /\b(?:please (?:confirm|reply|answer|say)|(?:can|could|would|will|do) you (?:please )?(?:confirm|agree|accept|say yes|approve)|a clear yes|(?:reply|say|answer|write) (?:with )?(?:a )?["']?yes|is (?:that|this|it) a yes|(?<!noted |recorded with )your (?:yes|confirmation|ok|okay)\b(?! (?:(?:is|was|has been)|it is) (?:noted|recorded))|(?:shall|may|can|should) i (?:save|record|note|take|store|confirm|close|write|register|put)|did i (?:get|understand) (?:that|this|it|everything)|have i got (?:that|it) right|are you (?:happy|fine|okay|ok|good) with (?:that|this|these|those|it)|(?:all|everything) (?:good|correct|right|fine|in order|ok|okay)|(?:is|are) (?:that|this|it|these|they|everything|all of (?:it|that|this)) (?:all )?(?:correct|right|ok|okay|fine|good|final|agreed|what you)|do (?:we|you) have a deal|deal\?|agreed\?|confirmed\?|correct\?|right\?)/;

/** Most replies are; sets of letters of all scripts take several times as long as these. */
const ASCII = /^[\x00-\x7f]*$/;
const wordsOf = (folded: string): string[] =>
  (ASCII.test(folded) ? folded.match(/[A-Za-z0-9']+/g) : folded.match(/[\p{L}\p{N}']+/gu)) ?? [];

const count = (text: string, part: RegExp): number => text.match(part)?.length ?? 0;

/** Shares of the letters of a text. */
function lettersOf(text: string): Pick<ReplySignals, 'foreignScriptShare' | 'capitalsShare'> {
  if (ASCII.test(text)) return { foreignScriptShare: 0, capitalsShare: capitalsShareOf(text) };
  const letters = count(text, /\p{L}/gu);
  if (letters === 0) return { foreignScriptShare: 0, capitalsShare: 0 };
  return {
    foreignScriptShare: count(text, /(?!\p{Script=Latin})\p{L}/gu) / letters,
    capitalsShare: count(text, /\p{Lu}/gu) / letters,
  };
}

/** The share of capitals among the letters of an ASCII text. */
function capitalsShareOf(text: string): number {
  let capitals = 0;
  let small = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 0x61 && code <= 0x7a) small += 1;
    else if (code >= 0x41 && code <= 0x5a) capitals += 1;
  }
  return capitals === 0 ? 0 : capitals / (capitals + small);
}

/** Folded once for all candidates of a turn. */
const namesOfContext = new WeakMap<ReplyContext, string[]>();

/** Names that have to be repeated, and so make no two messages alike: rooms, stays, hotel, levers. */
function namesIn(context: ReplyContext): string[] {
  const known = namesOfContext.get(context);
  if (known) return known;
  const { slots, hotel, ota, levers } = context;
  const fixed = Object.entries(slots).flatMap(([slot, value]) =>
    /^(?:room|stay|lever|competitor)(?:_\d+)?$/.test(slot) ? [value] : [],
  );
  const names = [...fixed, hotel.name, ota, ...levers.map(({ title }) => title)].map(foldName).filter((name) => /\W/.test(name));
  const sorted = [...new Set(names)].sort((one, other) => other.length - one.length);
  namesOfContext.set(context, sorted);
  return sorted;
}

/** Words of messages by text: candidates of a turn, and the turns after it, are compared with the same messages. */
const comparedMessages = new Remembered<{ names: string; words: string[] }>(COMPARED_MESSAGES);

function comparedWords(folded: string, names: readonly string[]): string[] {
  let text = folded.slice(0, COMPARED_CHARACTERS);
  for (const name of names) if (text.includes(name)) text = text.replaceAll(name, ' name ');
  return wordsOf(text);
}

function earlierWords(text: string, names: readonly string[], key: string): string[] {
  const known = comparedMessages.get(text);
  if (known?.names === key) return known.words;
  const words = comparedWords(fold(text), names);
  comparedMessages.set(text, { names: key, words });
  return words;
}

function similaritiesOf(folded: string, context: ReplyContext): Pick<ReplySignals, 'similarityToOwn' | 'similarityToPartner'> {
  const names = namesIn(context);
  const key = names.join('\n');
  const shingles = shinglesOf(comparedWords(folded, names));
  const similarityToOwn: ReplySignals['similarityToOwn'] = { score: 0 };
  let similarityToPartner = 0;
  let own = 0;
  let partner = 0;
  for (let index = context.history.length - 1; index >= 0 && own < OWN_MESSAGES; index--) {
    const message = context.history[index]!;
    const isPartner = message.author === 'partner';
    if (isPartner && ++partner > PARTNER_MESSAGES) continue;
    const score = overlap(shingles, earlierWords(message.text, names, key));
    if (isPartner) {
      similarityToPartner = Math.max(similarityToPartner, score);
    } else {
      own += 1;
      if (score > similarityToOwn.score) Object.assign(similarityToOwn, { score, seq: message.seq });
    }
  }
  return { similarityToOwn, similarityToPartner };
}

/** Says a rate of the terms that are about to be agreed, or are, in words of summing up or with a question for a yes. */
function restatesTerms(
  sentences: readonly Sentence[],
  mentions: readonly Mention[],
  asksForYes: boolean,
  context: ReplyContext,
): boolean {
  if (!asksForYes && !sentences.some(({ folded }) => SUMS_UP.test(folded))) return false;
  const { menu, agreed, standings } = context;
  const rates = [
    ...[...menu.terms, ...menu.acceptable, ...agreed].map(({ rate }) => rate),
    ...standings.flatMap(({ standingAsk, partnerQuote, agreedRate }) => [standingAsk, partnerQuote, agreedRate]),
  ];
  return mentions.some(
    ({ kind, value }) => (kind === 'money' || kind === 'number') && rates.some((rate) => sameAmount(rate, value)),
  );
}

/** Measures the facts about a reply that guardrails, judge and rewards share. Linear in the text and the history. */
export function measure({ text, context }: GuardInput): ReplySignals {
  const folded = fold(text);
  const words = wordsOf(folded);
  const { foreignScriptShare, capitalsShare } = lettersOf(text);
  const sentences = sentencesOf(text);
  const currency = context.tickets[0]?.currency;
  const mentions = readMentions(text, currency === undefined ? {} : { currency });
  const has = (pattern: RegExp): boolean => pattern.test(folded);
  const asksForConfirmation = sentences.some((sentence) => ASKS_FOR_YES.test(sentence.folded));
  return {
    folded,
    words,
    sentences,
    questions: sentences.filter(({ question }) => question).length,
    characters: ASCII.test(text) ? text.length : [...text].length,
    mentions,
    ungrounded: ungroundedIn(text, [...mentions, ...relativeAmountsIn(sentences)], sentences, context),
    ...similaritiesOf(folded, context),
    language: detectLanguage(tokenise(text)),
    foreignScriptShare: context.language.startsWith('en') ? foreignScriptShare : 0,
    startsWithThanksOrSorry: has(
      /^(?:many |much )?(?:thank|thanks|sorry|apologies|my apologies|i'm sorry|i am sorry|i'm so sorry|we're sorry)\b/,
    ),
    restatesTerms: restatesTerms(sentences, mentions, asksForConfirmation, context),
    asksForConfirmation,
    claimsAgreement: agreementClaimsIn(sentences).length > 0,
    namesConcern: has(
      /\b(?:costs?|parity|owner|commission|season|occupancy|cash|cash flow|quality|margin|expenses|salaries|energy|payouts?)\b/,
    ),
    showsEmpathy: has(
      /\b(?:i understand|understandable|i see\b|i hear you|that makes sense|makes sense|fair point|fair enough|i appreciate|i can imagine|i can see|that sounds|must be|you are right|you're right|no wonder|is hard|is tough|i respect)\b/,
    ),
    identifiesAsAi: saysIsAi(sentences),
    offersPerson: offersPerson(sentences),
    levers: leversNamedIn(text, sentences, context.levers),
    asksStated: asksStatedIn(text, sentences, mentions, context),
    exclamationMarks: text.match(/[!！]/g)?.length ?? 0,
    capitalsShare,
  };
}
