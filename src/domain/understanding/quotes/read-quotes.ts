import {
  type Ambiguity,
  type Firmness,
  type InterpretInput,
  type InterpreterTicket,
  type Mention,
  type Quote,
  type QuotedUnit,
} from '../reading.js';
import { tokenise, type TokenisedText } from '../language/tokens.js';
import { attachTags, attachTickets } from './attach.js';
import { isAtEdge, isBare } from './bareness.js';
import { findCues, type QuoteHit, type QuoteTag } from './cue-hits.js';
import { type Draft, draftOf, eitherOf } from './draft.js';
import { readMatches } from './matches.js';
import { type AmountReading, readRoles } from './roles.js';
import { isChange, sameAmount, type Size, sizeOf } from './sizes.js';
import { mergeLimits, resolveLimit } from './stay-limit.js';
import { findTicketMentions } from './ticket-reference.js';
import { type QuoteText, quoteText } from './words.js';

export interface QuoteReading {
  quotes: Quote[];
  ambiguities: Ambiguity[];
}

/** What the partner puts on the table with a message, and what about it cannot be told. Linear in the length, never throws. */
export function readQuotes(
  text: string,
  mentions: readonly Mention[],
  input: InterpretInput,
  tokenised: TokenisedText = tokenise(text),
): QuoteReading {
  const words = quoteText(tokenised, mentions);
  const hits = findCues(words);
  const ambiguities = new Set<Ambiguity>();
  const readings = readRoles(words, hits);
  const tickets = input.tickets ?? [];

  const drafts = [
    ...draftAmounts(words, readings, hits, input, ambiguities),
    ...readMatches(words, hits).map((found) => draftOf(found, tickets)),
  ];
  const kept = dropRepeatedAsk(drafts, input)
    .filter((draft) => !keepsCurrent(words, draft, tickets))
    .sort((one, other) => one.at - other.at);
  for (const draft of kept) tagByUnit(draft, words.tokens[draft.at]?.mention?.unit);
  attachTags(words, hits, kept, input.today);
  const resolved = attachTickets(words, findTicketMentions(words, tickets), kept, input, ambiguities);
  for (const draft of resolved) finish(words, draft, input, ambiguities);
  return { quotes: resolved.flatMap(spread), ambiguities: [...ambiguities] };
}

function draftAmounts(
  words: QuoteText,
  readings: readonly AmountReading[],
  hits: readonly QuoteHit[],
  input: InterpretInput,
  ambiguities: Set<Ambiguity>,
): Draft[] {
  const tickets = input.tickets ?? [];
  const drafts: Draft[] = [];
  const partners = readSpans(words, hits);
  const inSpan = new Set(partners.values());
  let unclear = false;
  for (const reading of readings) {
    const { at, role, tags } = reading;
    const mention = words.tokens[at]?.mention;
    if (mention === undefined || reading.struck || inSpan.has(at)) continue;
    if ((role === 'talk' && !partners.has(at)) || role === 'ours' || role === 'about') continue;
    const base = {
      basis: 'unknown' as const,
      firmness: mention.approximate === true ? ('approximate' as const) : ('stated' as const),
      span: mention.span,
      ...(mention.currency === undefined ? {} : { currency: mention.currency }),
      ...(reading.corrects ? { corrects: true } : {}),
      ...(role === 'refused' ? { refused: true } : {}),
    };
    const add = (quote: Quote, size: Size = 'unknown'): void => void drafts.push(draftOf({ at, quote }, tickets, size));
    if (mention.kind === 'percent') {
      const percent = mention.value ?? mention.low;
      if (percent === undefined || (role === 'none' && !isBare(words, at))) continue;
      const plain = percent.replace(/^-/u, '');
      if (mention.value === undefined) ambiguities.add('amount');
      const reference = referenceOf(words, at, tags);
      add({ ...base, kind: 'percent_off', percent: plain, ...(reference === undefined ? {} : { reference }) });
      continue;
    }
    const other = partners.get(at);
    const far = other === undefined ? undefined : words.tokens[other]?.mention;
    const value = mention.value ?? mention.low ?? mention.high;
    if (value === undefined) continue;
    const size = sizeOf(value, tickets, input);
    if (isSmallWord(words.text, mention, size) || (isSpelledOut(words.text, mention) && size === 'wild' && !isBare(words, at)))
      continue;
    const change = mention.value === undefined ? undefined : changeOf(words, at, reading, size);
    if (change !== undefined && isChange(value.replace(/^-/u, ''), tickets, input)) {
      const reference = referenceOf(words, at, tags);
      add({
        ...base,
        kind: 'delta',
        delta: `${change === 'down' ? '-' : ''}${value.replace(/^-/u, '')}`,
        ...(reference === undefined ? {} : { reference }),
      });
      continue;
    }
    const says = role !== 'none' || tags.has('approximate') || tags.has('consent') || reading.corrects;
    if (!says && !isLikelyRate(words, at, mention, size, input)) {
      unclear ||=
        isBare(words, at) &&
        (input.asked === 'rate' || input.asked === 'confirm') &&
        /\p{N}/u.test(words.text.slice(...mention.span));
      continue;
    }
    if (value.startsWith('-')) continue;
    if (mention.value === undefined || far?.value !== undefined) {
      const low = mention.value ?? mention.low;
      const high = far?.value ?? mention.high;
      const ends = far === undefined ? mention.span : ([mention.span[0], far.span[1]] as const);
      add(
        { ...base, span: ends, kind: 'absolute', ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) },
        size,
      );
    } else if (role === 'low') add({ ...base, kind: 'absolute', low: value }, size);
    else if (role === 'high') add({ ...base, kind: 'absolute', high: value }, size);
    else add({ ...base, kind: 'absolute', amount: value }, size);
  }
  if (unclear && drafts.length === 0) ambiguities.add('amount');
  return drafts;
}

/** "Forty pickers", "ninety trucks": a number in words that is no rate counts what stands behind it. */
function isSpelledOut(text: string, { kind, span }: Mention): boolean {
  return kind === 'number' && !/\p{N}/u.test(text.slice(...span));
}

/** "One", "two" and their like beside a rate of hundreds, or beside none: hardly ever an amount. */
function isSmallWord(text: string, { kind, span, value, low }: Mention, size: Size): boolean {
  if (kind !== 'number' || /\p{N}/u.test(text.slice(...span))) return false;
  const number = Number(value ?? low);
  return size === 'unknown' ? number < 10 : size === 'wild' && number <= 12;
}

/** Whether an amount is a change of another, by its words or its sign; "make it 10 more" by its size. */
function changeOf({ text, tokens }: QuoteText, at: number, { role, tags }: AmountReading, size: Size): 'down' | 'up' | undefined {
  if (role === 'down' || role === 'up') return role;
  if (role === 'offer' && (size === 'wild' || size === 'odd')) {
    if (tags.has('down')) return 'down';
    if (tags.has('up')) return 'up';
  }
  const mention = tokens[at]?.mention;
  if (mention?.kind !== 'number' || (role !== 'none' && role !== 'offer')) return undefined;
  const signed = `${text.slice(Math.max(0, mention.span[0] - 1), mention.span[0])}${text.charAt(mention.span[0])}`;
  if (mention.value?.startsWith('-') === true) return 'down';
  return /^\+|^\s?\+/u.test(signed) ? 'up' : undefined;
}

/** A number without a word about what it is: a rate where it is money, is said alone, or is of the right size. */
function isLikelyRate(words: QuoteText, at: number, mention: Mention, size: Size, input: InterpretInput): boolean {
  if (size === 'wild') return mention.kind === 'money' && isBare(words, at);
  if (mention.kind === 'money') return true;
  if (size === 'rate') return isBare(words, at) || isAtEdge(words, at);
  if (isBare(words, at)) return input.asked !== 'time' || size !== 'unknown';
  return size === 'stay' && (input.asked === 'rate' || input.asked === 'confirm');
}

/** Pairs of amounts that make one range; the later one by the earlier one. */
function readSpans({ tokens }: QuoteText, hits: readonly QuoteHit[]): Map<number, number> {
  const spans = new Map<number, number>();
  for (const { tag, amounts } of hits) {
    const [first, second] = amounts;
    if (tag !== 'span' || first === undefined || second === undefined || spans.has(first)) continue;
    const low = tokens[first]?.mention?.value;
    const high = tokens[second]?.mention?.value;
    if (low !== undefined && high !== undefined && Number(low) < Number(high)) spans.set(first, second);
  }
  return spans;
}

function referenceOf({ tokens }: QuoteText, at: number, tags: ReadonlySet<QuoteTag>): Quote['reference'] {
  const next = tokens.slice(at + 1, at + 10).map(({ word }) => word);
  const before = tokens.slice(Math.max(0, at - 4), at).map(({ word }) => word);
  const near = new Set([...next, ...before]);
  if (
    ['your', 'yours', 'you'].some((word) => near.has(word)) &&
    (near.has('than') || near.has('yours') || near.has('your') || tags.has('up'))
  )
    return 'standing_ask';
  if (
    near.has('mine') ||
    (near.has('than') &&
      (near.has('i') || near.has('we') || near.has('my') || near.has('our')) &&
      (near.has('said') || near.has('offer')))
  )
    return 'own_quote';
  if (before.some((word) => word === 'another' || word === 'further' || word === 'extra' || word === 'additional'))
    return 'own_quote';
  if (['current', 'now', 'online', 'rack', 'today', 'published', 'public', 'selling'].some((word) => near.has(word)))
    return 'current_rate';
  return undefined;
}

const KEEPS: ReadonlySet<string> = new Set(['keep', 'keeps', 'keeping', 'stay', 'stays', 'remain', 'remains', 'unchanged']);

/** "The price stays at 520": the rate that is there is no offer. */
function keepsCurrent({ tokens }: QuoteText, { at, quote }: Draft, tickets: readonly InterpreterTicket[]): boolean {
  if (!tickets.some(({ currentRate }) => sameAmount(currentRate, quote.amount))) return false;
  const sentence = tokens[at]?.sentence;
  return tokens.slice(Math.max(0, at - 4), at + 4).some((token) => token.sentence === sentence && KEEPS.has(token.word));
}

/** "440! my heart! … 470": our own figure repeated beside one of theirs is no offer. */
function dropRepeatedAsk(drafts: readonly Draft[], input: InterpretInput): Draft[] {
  const asks = [input.standingAsk, ...(input.tickets ?? []).map(({ standingAsk }) => standingAsk)];
  const repeats = drafts.filter(({ quote }) => quote.refused !== true && asks.some((ask) => sameAmount(quote.amount, ask)));
  const others = drafts.filter((draft) => draft.quote.refused !== true && !repeats.includes(draft));
  if (repeats.length === 0 || others.length === 0 || (input.tickets ?? []).length > 1) return [...drafts];
  return drafts.filter((draft) => !repeats.includes(draft));
}

/** The mention reader may have taken the unit with the number: "470pn". */
function tagByUnit({ tags }: Draft, unit: string | undefined): void {
  if (unit === 'per_night') tags.add('night');
  else if (unit === 'per_stay') tags.add('stay');
  else if (unit === 'per_person') tags.add('person');
}

function finish(words: QuoteText, draft: Draft, input: InterpretInput, ambiguities: Set<Ambiguity>): void {
  const { quote } = draft;
  const only = draft.tickets.length === 1 ? draft.tickets[0] : undefined;
  if (only !== undefined) quote.ticketId = only.id;
  quote.firmness = firmnessOf(draft, words.asking.has(words.tokens[draft.at]?.sentence ?? -1));
  const bases = eitherOf(draft, ['net', 'selling']);
  if (bases.length === 1) quote.basis = bases[0] ?? 'unknown';
  const plus =
    /^\s?\+\s?\+/u.test(words.text.slice(quote.span[1], quote.span[1] + 4)) || words.text.slice(...quote.span).endsWith('++');
  const taxes = eitherOf(draft, ['tax_out', 'tax_in']);
  if (plus || taxes.includes('tax_out')) quote.taxes = 'excluded';
  else if (taxes.includes('tax_in')) quote.taxes = 'included';
  const unit = unitOf(draft);
  if (unit !== undefined) quote.rateUnit = unit;
  if (quote.refused === true) return;
  if (bases.length === 2) ambiguities.add('basis');
  if (draft.tags.has('person')) ambiguities.add('unit');
  const known = only?.currency ?? input.tickets?.[0]?.currency ?? input.currency;
  const otherCurrency = quote.currency !== undefined && known !== undefined && known !== '' && known !== quote.currency;
  if (otherCurrency) ambiguities.add('currency');
  else if (quote.kind === 'absolute' && draft.size === 'wild' && unit !== 'per_block' && unit !== 'per_stay')
    ambiguities.add('amount');
  const limit = mergeLimits(draft.limits);
  if (limit !== undefined) {
    const { limit: resolved, outside } = resolveLimit(limit, only?.stay);
    quote.stay = resolved;
    if (outside) ambiguities.add('dates');
  }
}

function firmnessOf({ quote, tags, tagsAround }: Draft, asks: boolean): Firmness {
  if (tags.has('firm') || tagsAround.has('firm')) return 'firm';
  if (tags.has('tentative') || asks) return 'tentative';
  return tags.has('approximate') ? 'approximate' : quote.firmness;
}

function unitOf(draft: Draft): QuotedUnit | undefined {
  const said = eitherOf(draft, ['night', 'block', 'stay']);
  if (said.includes('night')) return 'per_night';
  if (draft.quote.kind !== 'absolute') return undefined;
  if (said.includes('block')) return 'per_block';
  // "460 for two nights" names the nights, "920 for two nights" the price of both.
  if (said.includes('stay')) return draft.size === 'rate' ? undefined : 'per_stay';
  if (draft.size === 'stay') return 'per_stay';
  return draft.size === 'night' ? 'per_night' : undefined;
}

/** One quote per ticket where an amount was said of all of them. */
function spread({ quote, tickets, ofAll }: Draft): Quote[] {
  return ofAll && tickets.length > 1 ? tickets.map(({ id }) => ({ ...quote, ticketId: id })) : [quote];
}
