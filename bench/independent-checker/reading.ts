import { type ObservedReply } from './observed-reply.js';

/** A reply as the rules read it. */
export interface Reading {
  reply: ObservedReply;
  /** Lower case, with plain quotes and digits. */
  plain: string;
  /** As `plain`, with names of rooms, hotel, OTA, stays and levers of the menu replaced by one word each. */
  masked: string;
  /** The masked text by sentence. */
  sentences: string[];
  /** Sentences, split where a semicolon joins two. */
  clauses: string[];
  /** What the partner wrote, all of it and since our last message. */
  partner: string;
  partnerLast: string;
  /** Our own messages, oldest first. */
  ours: string[];
}

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/'ll\b/g, ' will'],
  [/(?<=\b(?:i|you|we|they|that|it))'d\b/g, ' would'],
  [/'re\b/g, ' are'],
  [/'ve\b/g, ' have'],
  [/\bi'm\b/g, 'i am'],
];
const ESCAPED = /[.*+?^${}()|[\]\\]/g;
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const STAY = new RegExp(
  `\\b\\d{1,2}(?: ${MONTH})?(?: \\d{4})? ?[–-] ?\\d{1,2} ${MONTH}(?: \\d{4})?(?: \\(\\d+ nights?\\))?|\\b\\d{1,2} ${MONTH} \\d{4}\\b`,
  'g',
);

export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[‘’´`]/g, "'")
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[\u00A0\u202F]/g, ' ');
}

function named(name: string): RegExp {
  return new RegExp(`(?<![a-z])${plainText(name).replaceAll(ESCAPED, '\\$&')}(?![a-z])`, 'g');
}

export function mask(text: string, reply: ObservedReply): string {
  let masked = CONTRACTIONS.reduce((plain, [short, long]) => plain.replaceAll(short, long), plainText(text));
  for (const lever of [...reply.levers].sort((one, other) => other.length - one.length)) {
    masked = masked.replaceAll(named(lever.replace(/^(?:an?|the) /i, '')), 'thelever');
  }
  for (const { name } of reply.rooms) masked = masked.replaceAll(named(name), 'theroom');
  return masked.replaceAll(named(reply.hotel), 'thehotel').replaceAll(named(reply.ota), 'theota').replaceAll(STAY, 'thestay');
}

export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…][")]?)\s+|\n+/).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'.,]*/gu)?.map((word) => word.replaceAll(/[.,']+$/g, '')) ?? [];
}

export function read(reply: ObservedReply): Reading {
  const lastOfUs = reply.history.map(({ from }) => from).lastIndexOf('us');
  const said = (messages: ObservedReply['history']) =>
    plainText(
      messages
        .filter(({ from }) => from === 'partner')
        .map(({ text }) => text)
        .join('\n'),
    );
  const masked = mask(reply.text, reply);
  return {
    reply,
    plain: plainText(reply.text),
    masked,
    sentences: sentencesOf(masked),
    clauses: sentencesOf(masked).flatMap((sentence) => sentence.split(/; /)),
    partner: said(reply.history),
    partnerLast: said(reply.history.slice(lastOfUs + 1)),
    ours: reply.history.filter(({ from }) => from === 'us').map(({ text }) => text),
  };
}
