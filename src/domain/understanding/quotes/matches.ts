import { type Quote, type Span } from '../reading.js';
import { type QuoteHit } from './cue-hits.js';
import { CHANNELS, OTHERS } from './relative.js';
import { type QuoteText } from './words.js';

const NAMED: ReadonlySet<string> = new Set(CHANNELS.split('|'));
const UNNAMED: ReadonlySet<string> = new Set(OTHERS.split('|'));

/** Midpoints and matches: offers without an amount of their own. One of each at most; an amount beside it says it better. */
export function readMatches(text: QuoteText, hits: readonly QuoteHit[]): { at: number; quote: Quote }[] {
  const found: { at: number; quote: Quote }[] = [];
  for (const kind of ['midpoint', 'match'] as const) {
    const talk = hits.filter(({ tag }) => tag === `${kind}_talk`);
    const own = hits.filter(
      (hit) => hit.tag === kind && !talk.some((other) => other.start < hit.end && hit.start < other.end + 1),
    );
    const hit = own.sort((one, other) => other.end - other.start - (one.end - one.start))[0];
    if (hit === undefined || hasAmountNear(text, hit)) continue;
    const span: Span = [text.tokens[hit.start]?.span[0] ?? 0, text.tokens[hit.end - 1]?.span[1] ?? text.text.length];
    const channel = kind === 'match' ? channelIn(text, hit) : undefined;
    const refused = hit.negated && !isWhyNot(text, hit);
    found.push({
      at: hit.start,
      quote: {
        kind,
        ...(channel === undefined ? {} : { channel }),
        basis: 'unknown',
        firmness: 'stated',
        ...(refused ? { refused } : {}),
        span,
      },
    });
  }
  const halves = /(?<![\d./:-])50\s?[/:-]\s?50(?![\d./:-])/u.exec(text.text);
  if (halves !== null && !found.some(({ quote }) => quote.kind === 'midpoint')) {
    const end = halves.index + halves[0].length;
    const at = text.tokens.findIndex(({ span }) => span[1] > halves.index);
    found.push({
      at: Math.max(0, at),
      quote: { kind: 'midpoint', basis: 'unknown', firmness: 'stated', span: [halves.index, end] },
    });
  }
  return found;
}

/** "Split the difference, 460" names the amount itself. */
function hasAmountNear({ tokens }: QuoteText, hit: QuoteHit): boolean {
  const sentence = tokens[hit.start]?.sentence;
  for (let index = hit.start; index < hit.end + 5; index += 1) {
    const token = tokens[index];
    if (token?.sentence !== sentence) return false;
    if (token?.word === '#' && (index >= hit.end || hit.tag === 'match')) return true;
  }
  return false;
}

function isWhyNot({ tokens }: QuoteText, hit: QuoteHit): boolean {
  return tokens[hit.start - 1]?.word === 'not' && tokens[hit.start - 2]?.word === 'why';
}

/** As written, with its ending: "Booking.com". A name in the phrase first, else one earlier in the message ("Booking has it, we match that"). */
function channelIn({ text, tokens }: QuoteText, hit: QuoteHit): string | undefined {
  const written = (index: number): string => {
    const here = tokens[index]?.span ?? [0, 0];
    const next = tokens[index + 1];
    const end = next?.breakBefore === 0 && text.slice(here[1], next.span[0]) === '.' ? next.span[1] : here[1];
    return text.slice(here[0], end).replace(/['’]s$/u, '');
  };
  for (const [names, from, to] of [
    [NAMED, hit.start, hit.end],
    [NAMED, Math.max(0, hit.start - 30), hit.start],
    [UNNAMED, hit.start, hit.end],
  ] as const)
    for (let index = to - 1; index >= from; index -= 1) if (names.has(tokens[index]?.word ?? '')) return written(index);
  return undefined;
}
