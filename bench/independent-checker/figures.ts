import { amountsIn, isOneOf, numberOf } from './amounts.js';
import { plainText, sentencesOf, type Reading } from './reading.js';

const ASK_ACTS: ReadonlySet<string> = new Set(['propose', 'counter', 'hold', 'offer_lever']);
/** Acts that are nothing without a figure. */
const FIGURE_ACTS: ReadonlySet<string> = new Set(['propose', 'counter']);

/** Figures that a rate put forward by us may have. */
function permittedRates({ reply }: Reading): (string | undefined)[] {
  return [
    ...reply.mayAsk,
    ...reply.mayTake,
    ...reply.rooms.flatMap(({ ourAsk, theirQuote, agreedRate }) => [ourAsk, theirQuote, agreedRate]),
  ];
}

function onRecord({ reply }: Reading, kind: string): string[] {
  return reply.numbersOnRecord.filter((number) => number.kind === kind).map(({ value }) => value);
}

/** Amounts of money that neither the record nor the partner has. */
function amountsWithoutRecord(reading: Reading): boolean {
  const known = [
    ...onRecord(reading, 'money'),
    ...permittedRates(reading),
    ...reading.reply.rooms.map(({ currentRate }) => currentRate),
  ];
  const theirs = amountsIn(reading.partner).map(({ value }) => String(value));
  return amountsIn(reading.plain).some(({ value }) => !isOneOf(value, known) && !isOneOf(value, theirs));
}

const PERCENT = /(\d+(?:[.,]\d+)?) ?(?:%|per ?cent\b|percent\b)/g;

function percentagesWithoutRecord(reading: Reading): boolean {
  const known = onRecord(reading, 'percent');
  const theirs = [...reading.partner.matchAll(PERCENT)].map(([, value]) => String(numberOf(value ?? '')));
  return [...reading.plain.matchAll(PERCENT)].some(
    ([, value]) => !isOneOf(numberOf(value ?? ''), known) && !isOneOf(numberOf(value ?? ''), theirs),
  );
}

/** An ask is one of the rates on the menu, never a change of an unnamed one. */
const ASK_AS_CHANGE =
  /(?:\d+(?:[.,]\d+)? ?(?:%|per ?cent\b)|\b(?:a )?(?:half|third|quarter|tenth)) ?(?:off|less|lower|cheaper|down|reduction|discount)|\b(?:take|lower|reduce|cut|drop|bring|discount)\b.{0,50}(?:\d ?%|\d ?per ?cent\b)|(?:discount|reduction|cut) of (?:\d|[a-z]{3} \d)/;

const REQUEST =
  /\?|\b(?:(?:could|can|would) you|please|(?:i|we) (?:would )?(?:ask|like|need|want|suggest|propose)|let us|how about|what about)\b/;

function asksAsChange(reading: Reading): boolean {
  return reading.sentences.some((sentence) => ASK_AS_CHANGE.test(sentence) && REQUEST.test(sentence));
}

function asksOutsideTheMenu(reading: Reading): boolean {
  const { act } = reading.reply;
  if (!ASK_ACTS.has(act)) return false;
  const permitted = permittedRates(reading);
  const amounts = amountsIn(reading.plain);
  if (amounts.length === 0) return FIGURE_ACTS.has(act);
  if (!amounts.some(({ value }) => isOneOf(value, permitted))) return true;
  return sentencesOf(reading.plain)
    .filter((sentence) => ASK_FORM.test(sentence))
    .some((sentence) => {
      const asked = amountsIn(sentence);
      if (asked.length === 0) return false;
      return !asked.some(({ value }) => isOneOf(value, permitted)) || isBelowOurAsk(sentence, asked, reading);
    });
}

const ASK_FORM = /\?|\b(?:(?:come|go|move) (?:up )?to|ask for|if|could|would|might|in return)\b|\b(?:for|with) [a-z]{3} \d/;

/** We never ask for less than we did. */
function isBelowOurAsk(sentence: string, asked: readonly { value: number }[], { reply }: Reading): boolean {
  const named = reply.rooms.filter(({ name }) => sentence.includes(plainText(name)));
  const rooms = named.length > 0 ? named : reply.rooms;
  const [room] = rooms;
  if (rooms.length !== 1 || room?.ourAsk === undefined || room.agreedRate !== undefined) return false;
  return asked.every(({ value }) => value < Number(room.ourAsk));
}

export function figuresBroken(reading: Reading): string[] {
  const broken: string[] = [];
  if (amountsWithoutRecord(reading) || percentagesWithoutRecord(reading)) broken.push('numeric-grounding');
  if (asksAsChange(reading) || asksOutsideTheMenu(reading)) broken.push('permitted-ask');
  return broken;
}
