import { Decimal } from 'decimal.js';
import { type ReplyContext } from '../conversation/reply-context.js';
import { maySayRate } from '../negotiation/evidence.js';
import { convertRate, decimalString, roundToCurrency, termsOf } from '../negotiation/money.js';
import { PRICE_BASES, RATE_UNITS } from '../taxonomy.js';
import { type Ticket } from '../negotiation/ticket.js';
import { type Mention } from '../understanding/reading.js';
import { plainAmount, sameAmount } from './amounts.js';
import { fold } from './fold.js';
import { type ReplySignals, type Sentence } from './signals.js';
import { itemAt } from './spans.js';
import { ticketsNamedIn } from './ticket-names.js';

/** A sentence in which something is asked of the partner, or proposed. */
const ASKS =
  /\b(?:could|can|would|will) you\b|\b(?:could|can|shall|may) (?:we|i)\b|\b(?:how|what) about\b|\b(?:our|my) (?:ask|request|proposal|offer|suggestion|figure|idea|hope|wish|number)\b|\b(?:we|i)(?: are|'re|'d| would| am|'m| will|'ll| could| can| was| were)? (?:still |now |only |then |kindly )?(?:ask|asking|propose|proposing|suggest|suggesting|like|love|request|requesting|hope|hoping|need|want|prefer|aim|aiming|look|looking|go|come|move|meet|offer)\b|\b(?:would|might|could) .{1,60}\b(?:work|be possible|be fine|be okay|be ok|suit|be something|be fair|do|help)\b|\b(?:let's|let us) (?:say|do|make|take|settle|meet|agree)\b|\bplease\b|\bif you (?:could|can|would|were)\b/;
/** Words right before an amount that make it what we ask for, whatever else the amount may be. */
const ASKED_FOR =
  /\b(?:ask(?:ing)?(?: you)?(?: is| for)?|request(?:ing)?(?: is| for)?|propos(?:e|ing|al is)|suggest(?:ing|ion is)?|offer(?: us| me)?|do|go(?:ing)?(?: up| down)? to|com(?:e|ing)(?: up| down)? to|mov(?:e|ing)(?: up| down)? to|rais(?:e|ing) (?:it|that|our ask|my ask|our offer) to|meet(?: you| me| us| each other| in the middle)?(?: at| on)|settle(?: at| on| for)|agree (?:to|on)|match|(?:set|put|lower|bring|reduce|drop|cut|take|get)(?: [a-z']+){0,6} (?:to|at)|give (?:us|me)|hop(?:e|ing) for|look(?:ing)? for|aim(?:ing)? (?:for|at)|(?:'d|would) (?:like|love|prefer|need)|need|want|make it|let's say|how about|what about|consider(?: going to)?|imagine|land(?:ing)? (?:at|on)|target(?:ing)?)(?: a| an| the)?(?: nightly| new| lower| selling| net| final)?(?: rate| price| figure| amount| number)?(?: of| at| to| is| be)?(?: about| around| roughly| just| only)?$/;
/** What others or the partner ask, need or offer is no ask of ours. */
const OTHERS_ASK =
  /\b(?:hotels?|houses|places|farms|guesthouses|apartments|lodges|resorts|properties|others|sites?|channels?|they|competitors|neighbou?rs|(?<!\b(?:could|can|would|will|if|ask|asking|like) )you(?! could| can| would)|partner)(?: \w+){0,4} (?:ask(?:ing)?(?: for)?|need|want|charge|offer(?:ing)?|do|take)(?: \w+){0,2}$/;
/** Words right behind an amount that do the same. */
const WOULD_BE_WELCOME =
  /^(?:(?:per|a|each) (?:room and )?night |for [a-z0-9 ,'-]{1,60} |instead |on those (?:dates|nights) )?(?:would|could|might|will|'d) (?:be|work|do|suit|help|make|fit|feel)\b|^(?:per night )?(?:is|are|'s) (?:what|where|the (?:rate|figure|number|price) (?:we|i)|our|my)\b|^(?:,? ?please|possible|doable|okay|ok)\b|^works? for us\b/;
/** Asks in few words: "Could it be 452?" */
const MAY_BE = /\b(?:could|would|might|may|can)\b|\?/;
/** "is our price", "is what we show": what is told so of a known rate is asked for only where a word of asking follows. */
const IS_OURS = /^(?:per night )?(?:is|are|'s) (?:what|where|the (?:rate|figure|number|price) (?:we|i)|our|my)\b/;
const IS_ASKED =
  /^(?:per night )?(?:is|are|'s) [^.?!]{0,30}\b(?:ask|asking|ask for|request|proposal|suggestion|wish|hope|idea|goal|aim|offer|need|want|like|love|prefer|propose|suggest|looking for|have in mind|figure for you)\b/;
/** A known rate that something else is offered at, that guests get it at, or that an answer should lie under. */
const TOLD_AS =
  /\b(?:there(?:'s| is)(?: also)? (?:an|another|one) offer (?:of|at|for)|on offer (?:at|for)|guests (?:get|book|find|see|have) (?:it|the room) (?:at|for)|\bany (?:price|rate|figure) (?:under|below))$/;

/** "By 30", "another 20": a change of the rate rather than a rate. */
const BY = /\b(?:by|another|further)(?: about| around| just| only)?$/;
const LESS = /^(?:off|less(?! (?:thin|hard|heavy|steep|painful|difficult)\b)|lower|discount|reduction|down)\b/;
const LOWERS = /\b(?:lower|reduce|drop|cut|discount|take|come down|go down|bring|knock|shave|trim|decrease)\b/;
/** An amount below this without a currency is a count, not a rate. */
const SMALLEST_BARE_RATE = 10;

/** Words beside an amount are looked at so far. */
const WINDOW = 160;

interface Amount {
  value: string;
  mention: Mention;
  sentence: Sentence;
  /** Folded text since the previous amount, and up to the next. */
  before: string;
  after: string;
  /** Another amount stands before it in the sentence. */
  follows: boolean;
  /** The sentence asks for something; it speaks of lowering. */
  asks: boolean;
  lowers: boolean;
}

/**
 * Amounts that the reply puts forward as our ask. An amount of the menu or our standing one counts wherever it is said;
 * the current rate and evidence only where the words around them ask for them; the partner's own figure never.
 * A standing ask beside a new one is history, and no second ask.
 */
export function asksStatedIn(
  text: string,
  sentences: readonly Sentence[],
  mentions: readonly Mention[],
  context: ReplyContext,
): ReplySignals['asksStated'] {
  const stated = amountsIn(text, sentences, mentions).flatMap((amount) => askIn(amount, context));
  return stated.filter(({ ticketId, rate }) => {
    const standing = context.standings.find((each) => each.ticketId === ticketId)?.standingAsk;
    if (!sameAmount(standing, rate)) return true;
    return !stated.some((other) => other.ticketId === ticketId && !sameAmount(other.rate, rate));
  });
}

function amountsIn(text: string, sentences: readonly Sentence[], mentions: readonly Mention[]): Amount[] {
  const tones = new Map<Sentence, { asks: boolean; lowers: boolean }>();
  const relevant = mentions.filter(({ kind }) => kind === 'money' || kind === 'number' || kind === 'percent');
  return relevant.flatMap((mention, index): Amount[] => {
    const [start, end] = mention.span;
    const sentence = itemAt(sentences, start);
    if (!sentence || end > sentence.span[1]) return [];
    const tone = tones.get(sentence) ?? { asks: ASKS.test(sentence.folded), lowers: LOWERS.test(sentence.folded) };
    tones.set(sentence, tone);
    const previous = relevant[index - 1]?.span[1] ?? 0;
    const follows = previous > sentence.span[0];
    const from = Math.max(sentence.span[0], previous);
    const to = Math.max(end, Math.min(sentence.span[1], relevant[index + 1]?.span[0] ?? text.length));
    const before = fold(text.slice(Math.max(from, start - WINDOW), start));
    const after = fold(text.slice(end, Math.min(to, end + WINDOW)));
    return [mention.value, mention.low, mention.high].flatMap((value) =>
      value === undefined ? [] : [{ value, mention, sentence, before, after, follows, ...tone }],
    );
  });
}

function askIn(amount: Amount, context: ReplyContext): ReplySignals['asksStated'] {
  const { value, mention, sentence, before, after } = amount;
  const ticket = ticketOf(amount, context);
  if (ticket === undefined) return [];
  const asked = ASKED_FOR.test(before) || WOULD_BE_WELCOME.test(after) || (after.startsWith('?') && before === '');
  const asks = asked || amount.asks;
  const state = (rate: string): ReplySignals['asksStated'] => [{ ticketId: ticket.id, rate, span: mention.span }];
  const lowered = loweredRate(amount, ticket, asks);
  if (lowered !== undefined) return state(lowered);
  if (mention.kind === 'percent') return [];
  if (mention.kind === 'number' && Number(value) < SMALLEST_BARE_RATE) return [];
  const standing = context.standings.find((each) => each.ticketId === ticket.id);
  const taken = [
    standing?.partnerQuote,
    standing?.agreedRate,
    ...[...context.menu.terms, ...context.menu.acceptable, ...context.agreed]
      .filter((each) => each.ticketId === ticket.id)
      .map(({ rate }) => rate),
  ];
  if (taken.some((rate) => sameAmount(rate, value))) return [];
  const told = [ticket.currentRate, ...ticket.evidence.filter((each) => maySayRate(each, context.now)).map(({ rate }) => rate)];
  if (told.some((rate) => sameAmount(rate, value))) {
    const isTold = (IS_OURS.test(after) && !IS_ASKED.test(after) && !ASKED_FOR.test(before)) || TOLD_AS.test(before);
    return asked && !isTold && !OTHERS_ASK.test(before) ? state(value) : [];
  }
  // The same amount as an ask for one room may be known of another, and be told of that.
  if (!asks && !MAY_BE.test(sentence.folded) && isToldOfAnother(value, ticket, context)) return [];
  const ours = oursOf(ticket, context);
  if (ours.some((rate) => sameAmount(rate, value))) return state(value);
  const meant = ours.find((rate) => saysInOtherTerms(amount, rate, ticket));
  if (meant !== undefined) return state(meant);
  if (asked) return saidByPartner(value, context) && sentence.question ? [] : state(value);
  return asks && !isOtherFact(value, context) && !saidByPartner(value, context) ? state(value) : [];
}

function isToldOfAnother(value: string, ticket: Ticket, { tickets, now }: ReplyContext): boolean {
  return tickets.some(
    ({ id, currentRate, evidence }) =>
      id !== ticket.id &&
      [currentRate, ...evidence.filter((each) => maySayRate(each, now)).map(({ rate }) => rate)].some((rate) =>
        sameAmount(rate, value),
      ),
  );
}

/** On record as something else than an ask of ours: a gap, a stay's total at the current rate, a number of a lever. */
function isOtherFact(value: string, { facts }: ReplyContext): boolean {
  return facts.some(
    ({ kind, label, value: known }) =>
      kind === 'money' && !/^(?:our ask|ask on the menu)$/.test(label) && sameAmount(known, value),
  );
}

function oursOf(ticket: Ticket, { menu, standings }: ReplyContext): string[] {
  const standing = standings.find((each) => each.ticketId === ticket.id)?.standingAsk;
  const asks = menu.asks.filter((ask) => ask.ticketId === ticket.id).map(({ rate }) => rate);
  return standing === undefined ? asks : [...asks, standing];
}

/** What the partner has just said is theirs, as long as we do not ask for it. */
function saidByPartner(value: string, { reading }: ReplyContext): boolean {
  return (
    reading?.mentions.some((mention) => [mention.value, mention.low, mention.high].some((said) => sameAmount(said, value))) ??
    false
  );
}

/** The rate that "lower it by 30" or "10 % off" asks for, where the reply asks for one. */
function loweredRate({ value, mention, lowers, before, after }: Amount, ticket: Ticket, asks: boolean): string | undefined {
  if (!asks || plainAmount(value) === undefined) return undefined;
  const change = BY.test(before) || LESS.test(after);
  if (!change || !(lowers || LESS.test(after))) return undefined;
  const current = new Decimal(ticket.currentRate);
  const rate = mention.kind === 'percent' ? current.times(new Decimal(100).minus(value)).div(100) : current.minus(value);
  return rate.gt(0) ? decimalString(roundToCurrency(rate, ticket.currency)) : undefined;
}

/** Whether an amount is this rate for the whole stay or in the other basis, and says so. */
function saysInOtherTerms({ value, before, after }: Amount, rate: string, ticket: Ticket): boolean {
  const around = `${before.slice(-40)} ${after.slice(0, 40)}`;
  return PRICE_BASES.some((basis) =>
    RATE_UNITS.some((rateUnit) => {
      if (basis === ticket.priceBasis && rateUnit === ticket.rateUnit) return false;
      if (
        basis !== ticket.priceBasis &&
        !(
          basis === 'net' ? /\bnet\b|\breceive\b|\bafter commission\b/ : /\bselling\b|\bguests? pays?\b|\bgross\b|\bpublic\b/
        ).test(around)
      )
        return false;
      if (
        rateUnit !== ticket.rateUnit &&
        !(rateUnit === 'per_stay' ? /\bstay\b|\btotal\b|\bnights\b|\baltogether\b|\ball in all\b/ : /\bnight\b|\bnightly\b/).test(
          around,
        )
      )
        return false;
      const form = convertRate(new Decimal(rate), termsOf(ticket), { basis, rateUnit }, ticket);
      return form !== undefined && sameAmount(decimalString(roundToCurrency(form, ticket.currency)), value);
    }),
  );
}

const OF_THE_PREVIOUS = /^(?:(?:per|a) night )?(?:for|on|in|with) [^,;:.?!]{1,80}?(?=,|;| and | or | and$|$)/;

/** The ticket that an amount is for: the room named beside it, else the one on whose menu it is, else the only open one. */
function ticketOf({ value, before, after, follows, sentence }: Amount, context: ReplyContext): Ticket | undefined {
  const open = context.tickets.filter((ticket) => !ticket.withdrawn);
  if (open.length < 2) return open[0];
  const named = (words: string): Ticket | undefined => {
    const { ids } = ticketsNamedIn(words, open);
    return ids.length === 1 ? open.find(({ id }) => id === ids[0]) : undefined;
  };
  const behind = /^(?:(?:per|a) night )?(?:for|on|in|with) [^,;.?!]{1,80}/.exec(after)?.[0];
  // "452 for the Deluxe Double and 690 for the other": what stands right behind an amount is said of that one.
  const own = follows ? before.replace(OF_THE_PREVIOUS, ' ') : before;
  return (
    (behind === undefined ? undefined : named(behind)) ??
    named(own) ??
    open.find((ticket) => oursOf(ticket, context).some((rate) => sameAmount(rate, value))) ??
    named(sentence.folded.slice(0, 600)) ??
    open[0]
  );
}
