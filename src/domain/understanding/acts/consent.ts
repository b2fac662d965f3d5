import { type AskedFor } from '../reading.js';
import { type Hit, isNegated, PhraseBook } from '../language/phrases.js';
import { BREAK, type TokenisedText } from '../language/tokens.js';
import {
  AS_YOU_LIKE,
  ASKING_BEFORE_IF,
  DENIALS,
  HARMLESS_AFTER_NO,
  HARMLESS_AFTER_NOT,
  LOWERING,
  PLAIN_NO_WORTH,
  SELF,
  TALK_AFTER_YES,
} from './consent-words.js';
import { type Leaning, NO_ELSEWHERE, YES_ELSEWHERE, YES_NO_CUES } from './cues/yes-no.js';

/** What a message says to a proposal. Silence, "hmm", a thumb or an "ok" that may mean anything is not consent. */
export interface Consent {
  /** Belief in a yes, 0 to 1, given what was asked. From 0.6 on it is one; below, it must be asked again. */
  yes: number;
  no: number;
  /** A yes, or a readiness, that hangs on something. */
  conditional: number;
  /** The words lean one way but cannot be taken at their word. */
  ambiguous: boolean;
  /** Said, it seems, not to be taken at its word. */
  sarcastic: boolean;
  /** Where the condition begins and ends, in tokens. */
  conditionAt?: readonly [start: number, end: number];
}

/** From here on a yes is taken for one. */
const SURE_YES = 0.6;
/** Agreement in words of its own, not only a yes. */
const SAID_OUT: ReadonlySet<Leaning> = new Set(['explicit_yes', 'confirms', 'go_ahead']);
const TERMS_ASKED: ReadonlySet<AskedFor | 'unknown'> = new Set(['confirm', 'rate', 'unknown']);
const BOOK = new PhraseBook<Leaning>(YES_NO_CUES);

/** Worth of a leaning, by what was asked last. A bare "ok" is worth a nod at most, a plain yes only answers a yes-or-no question about terms. */
const WORTH: Readonly<
  Record<
    'explicit_yes' | 'confirms' | 'go_ahead' | 'plain_yes' | 'last_yes' | 'soft_yes' | 'bare_ok',
    Readonly<Record<AskedFor | 'unknown', number>>
  >
> = {
  explicit_yes: {
    confirm: 0.97,
    rate: 0.93,
    unknown: 0.88,
    clarification: 0.7,
    reason: 0.75,
    time: 0.55,
    greeting: 0.45,
    person: 0.4,
    nothing: 0.75,
  },
  confirms: {
    confirm: 0.95,
    rate: 0.5,
    unknown: 0.75,
    clarification: 0.55,
    reason: 0.4,
    time: 0.3,
    greeting: 0.25,
    person: 0.25,
    nothing: 0.45,
  },
  go_ahead: {
    confirm: 0.95,
    rate: 0.8,
    unknown: 0.75,
    clarification: 0.5,
    reason: 0.4,
    time: 0.3,
    greeting: 0.25,
    person: 0.25,
    nothing: 0.45,
  },
  plain_yes: {
    confirm: 0.93,
    rate: 0.85,
    unknown: 0.75,
    clarification: 0.45,
    reason: 0.5,
    time: 0.35,
    greeting: 0.25,
    person: 0.25,
    nothing: 0.45,
  },
  last_yes: {
    confirm: 0.93,
    rate: 0.48,
    unknown: 0.6,
    clarification: 0.45,
    reason: 0.35,
    time: 0.3,
    greeting: 0.25,
    person: 0.25,
    nothing: 0.4,
  },
  soft_yes: {
    confirm: 0.68,
    rate: 0.66,
    unknown: 0.62,
    clarification: 0.4,
    reason: 0.4,
    time: 0.3,
    greeting: 0.2,
    person: 0.2,
    nothing: 0.35,
  },
  bare_ok: {
    confirm: 0.45,
    rate: 0.4,
    unknown: 0.4,
    clarification: 0.3,
    reason: 0.25,
    time: 0.2,
    greeting: 0.15,
    person: 0.15,
    nothing: 0.2,
  },
};

export function readConsent(text: TokenisedText, asked: AskedFor | undefined): Consent {
  const hits = BOOK.find(text);
  const about = asked ?? 'unknown';
  const consent: Consent = { yes: 0, no: 0, conditional: 0, ambiguous: false, sarcastic: false };
  const doubled = hits.filter((hit) => hit.tag === 'double_negative');
  const mentioned = new Set<number>();
  for (const hit of hits)
    if (hit.tag === 'mention') for (let index = hit.start; index < hit.end; index += 1) mentioned.add(index);
  const friendly = hits.filter((hit) => hit.tag === 'soft_yes' || hit.tag === 'bare_ok');
  // "but not for the weekend" narrows the yes; it is no refusal.
  const limits = hits.filter((hit) => hit.tag === 'limitation' && hit.end - hit.start >= 3);
  let nodded = false;
  let lastYes = -1;
  let lastNo = -1;
  let sarcastic = 0;
  let limitedAt: readonly [number, number] | undefined;

  for (const hit of hits) {
    const token = text.tokens[hit.start];
    if (token === undefined || token.cited) continue;
    const asksBack = isAskedBack(text, hit);
    switch (hit.tag) {
      case 'explicit_yes':
      case 'confirms':
      case 'go_ahead':
      case 'plain_yes':
      case 'last_yes':
      case 'soft_yes':
      case 'bare_ok': {
        if (covered(hit, doubled) || isMentioned(hit, mentioned) || supposedBefore(text, hit.start)) break;
        if (deniedBefore(text, hit)) {
          if (SAID_OUT.has(hit.tag)) consent.no = Math.max(consent.no, 0.8);
          break;
        }
        const trails = trailsBehind(text, hit);
        if (trails && hit.tag === 'explicit_yes') break;
        let worth = WORTH[trails ? 'last_yes' : hit.tag][about];
        // "ok…", "yes..": said with a shrug.
        if (text.sentences[token.sentence]?.trailing === true && !SAID_OUT.has(hit.tag)) worth *= 0.45;
        if (asksBack) worth = Math.min(worth * 0.4, 0.3);
        else if (hit.tag === 'plain_yes' && talksOn(text, hit)) worth *= about === 'confirm' ? 0.8 : 0.58;
        if (!asksBack) nodded = true;
        if (worth > consent.yes) consent.yes = worth;
        if (worth >= 0.3) lastYes = Math.max(lastYes, hit.start);
        break;
      }
      case 'explicit_no':
      case 'plain_no':
      case 'soft_no': {
        if (covered(hit, doubled) || covered(hit, friendly) || covered(hit, limits) || harmless(text, hit)) break;
        let worth = hit.tag === 'plain_no' ? PLAIN_NO_WORTH[about] : hit.tag === 'explicit_no' ? 0.92 : hit.weight;
        if (hit.tag === 'explicit_no' && about === 'greeting') worth = 0.7;
        if (asksBack) worth *= 0.55;
        if (hit.tag === 'soft_no' && hit.negated) break;
        if (worth > consent.no) consent.no = worth;
        if (worth > 0.5) lastNo = Math.max(lastNo, hit.start);
        break;
      }
      case 'sarcasm':
        sarcastic = Math.max(sarcastic, hit.weight);
        break;
      case 'limitation':
        if (asksWhether(text, hit)) break;
        limitedAt ??= [hit.start, text.sentences[token.sentence]?.end ?? hit.end];
        break;
      case 'condition':
        if (asksWhether(text, hit)) break;
        if (!asksBack) {
          consent.conditional = Math.max(consent.conditional, hit.weight);
          consent.conditionAt ??= [hit.start, text.sentences[token.sentence]?.end ?? hit.end];
        }
        break;
      case 'double_negative':
      case 'mention':
        break;
    }
  }

  if (limitedAt !== undefined && consent.yes >= 0.4 && consent.conditional === 0) {
    consent.conditional = 0.6;
    consent.conditionAt = limitedAt;
  }
  const asksFirst = hangsOnQuestion(text);
  if (asksFirst !== undefined && consent.yes >= 0.4 && consent.conditional === 0) {
    consent.conditional = 0.7;
    consent.conditionAt = asksFirst;
  }
  readWholeSentences(text, consent, about);
  if (doubled.length > 0 || sarcastic > 0) {
    consent.ambiguous = true;
    consent.sarcastic = sarcastic > 0;
    consent.yes = Math.min(consent.yes, 0.35);
    consent.no = Math.min(consent.no, sarcastic > 0 ? 0.6 : 0.4);
    if (sarcastic > 0) consent.no = Math.max(consent.no, 0.5);
  }
  weighBoth(text, consent, lastYes, lastNo, hits);
  if (lastYes >= 0 && takenBackAfter(text, lastYes)) {
    consent.yes = Math.min(consent.yes, 0.45);
    consent.ambiguous = true;
  }
  if (nodded && consent.yes < SURE_YES && consent.no < 0.5 && TERMS_ASKED.has(about)) consent.ambiguous = true;
  return consent;
}

/** "Yes. Wait, my wife says no": what comes after it leaves nothing of the yes. */
function takenBackAfter({ tokens }: TokenisedText, yesAt: number): boolean {
  for (let index = yesAt + 1; index < tokens.length; index += 1) {
    if ((tokens[index]?.breakBefore ?? BREAK.none) < BREAK.sentence) continue;
    const first = tokens.slice(index, index + STOP_REACH).filter((token, at) => at === 0 || token.breakBefore < BREAK.line);
    const stop = first.findIndex(({ word }) => STOPS.has(word));
    if (stop >= 0 && first.slice(0, stop).every(({ word }) => BEFORE_STOP.has(word))) return true;
  }
  return false;
}

/** "With my picture? Then yes": a yes to what they asked, should it be so. */
function hangsOnQuestion({ sentences, tokens }: TokenisedText): readonly [start: number, end: number] | undefined {
  const asked = sentences.find(({ question }) => question);
  if (asked === undefined) return undefined;
  const then = sentences.some(({ start }) => start >= asked.end && tokens[start]?.word === 'then');
  return then ? [asked.start, asked.end] : undefined;
}

/** Yes and no in one message: the later one counts where it is a correction, else neither can be taken at its word. */
function weighBoth(text: TokenisedText, consent: Consent, lastYes: number, lastNo: number, hits: readonly Hit<Leaning>[]): void {
  const { yes, no } = consent;
  if (yes < 0.5 || no < 0.5) {
    return;
  }
  const explicitYes = hits.some((hit) => (hit.tag === 'explicit_yes' || hit.tag === 'confirms') && hit.start === lastYes);
  if (lastYes > lastNo && explicitYes) consent.no = Math.min(no, 0.35);
  else if (lastNo > lastYes && butBetween(text, lastYes, lastNo)) consent.yes = Math.min(yes, 0.3);
  else {
    consent.yes = Math.min(yes, 0.5);
    consent.no = Math.min(no, 0.55);
    consent.ambiguous = true;
  }
}

function butBetween(text: TokenisedText, from: number, to: number): boolean {
  for (let index = Math.max(0, from); index < to; index += 1) if (text.tokens[index]?.word === 'but') return true;
  return false;
}

/** The clause of the hit is the one that asks: "yes fine, and when do you pay?" asks only after the yes. */
function isAskedBack(text: TokenisedText, hit: Hit<Leaning>): boolean {
  const sentence = text.sentences[text.tokens[hit.start]?.sentence ?? -1];
  if (sentence?.question !== true) return false;
  for (let index = hit.end; index < Math.min(sentence.end, hit.end + CLAUSE_REACH); index += 1) {
    if (text.tokens[index]?.breakBefore === BREAK.comma) return false;
  }
  return true;
}

/** "I will ask if he wants" and "if I go lower, the others complain" name no condition of a yes. */
function asksWhether(text: TokenisedText, hit: Hit<Leaning>): boolean {
  // "If I say yes, who changes it?" only thinks of a yes.
  if (supposes(text, hit.start)) return true;
  if (text.tokens[hit.start]?.word === 'if' && SELF.has(text.tokens[hit.start + 1]?.word ?? '')) {
    for (let index = hit.start + 2; index < hit.start + 5; index += 1)
      if (LOWERING.has(text.tokens[index]?.word ?? '')) return true;
  }
  if (
    text.tokens[hit.start]?.word === 'if' &&
    text.tokens[hit.start + 1]?.word === 'you' &&
    AS_YOU_LIKE.has(text.tokens[hit.start + 2]?.word ?? '')
  )
    return true;
  return text.tokens[hit.start]?.word === 'if' && ASKING_BEFORE_IF.has(text.tokens[hit.start - 1]?.word ?? '');
}

function supposes({ tokens }: TokenisedText, at: number): boolean {
  return tokens[at]?.word === 'if' && SELF.has(tokens[at + 1]?.word ?? '') && SUPPOSED.has(tokens[at + 2]?.word ?? '');
}

function supposedBefore(text: TokenisedText, at: number): boolean {
  const sentence = text.tokens[at]?.sentence;
  for (let index = at - 1; index >= Math.max(0, at - SUPPOSED_REACH) && text.tokens[index]?.sentence === sentence; index -= 1)
    if (supposes(text, index)) return true;
  return false;
}

/** "The difference is big, yes": behind words of another matter, a yes is worth less than in front. */
function trailsBehind({ tokens, sentences }: TokenisedText, { tag, start, end }: Hit<Leaning>): boolean {
  const last = tokens[end - 1];
  const begins = sentences[tokens[start]?.sentence ?? -1]?.start ?? start;
  if (tag === 'explicit_yes') return end - start > 1 && last?.breakBefore === BREAK.comma && YES_ALONE.has(last.word);
  return tag === 'plain_yes' && tokens[start]?.breakBefore === BREAK.comma && start - begins >= MATTER_WORDS;
}

/** Whether words that only speak of a yes hold one of the hit's. */
function isMentioned({ start, end }: Hit<Leaning>, mentioned: ReadonlySet<number>): boolean {
  for (let index = start; index < end; index += 1) if (mentioned.has(index)) return true;
  return false;
}

function covered(hit: Hit<Leaning>, by: readonly Hit<Leaning>[]): boolean {
  return by.some((other) => hit.start < other.end && other.start < hit.end);
}

function deniedBefore(text: TokenisedText, hit: Hit<Leaning>): boolean {
  // "not bad" and its like carry their own not.
  for (let index = hit.start; hit.tag !== 'soft_yes' && hit.tag !== 'bare_ok' && index < hit.end; index += 1)
    if (DENIALS.has(text.tokens[index]?.word ?? '')) return true;
  if (!isNegated(text.tokens, hit.start)) return false;
  // "no no, deal" and "no, agreed" deny nothing: the comma or the repeated word ends the reach in isNegated already.
  const before = text.tokens[hit.start - 1]?.word;
  return before !== 'problem' && before !== 'worries';
}

function talksOn(text: TokenisedText, hit: Hit<Leaning>): boolean {
  const next = text.tokens[hit.end];
  return next !== undefined && next.breakBefore <= 1 && TALK_AFTER_YES.has(next.word);
}

function harmless(text: TokenisedText, hit: Hit<Leaning>): boolean {
  for (let index = hit.start; index < hit.end; index += 1) {
    const word = text.tokens[index]?.word;
    const next = text.tokens[index + 1];
    if (word === 'not' && text.tokens[index - 1]?.word === 'why') return true;
    if (next === undefined || next.breakBefore !== 0) continue;
    if (word === 'no' && HARMLESS_AFTER_NO.has(next.word)) return true;
    if (word === 'not' && hit.tag === 'plain_no' && HARMLESS_AFTER_NOT.has(next.word)) return true;
  }
  return false;
}

const YES_SENTENCES: ReadonlySet<string> = new Set(YES_ELSEWHERE.map(comparable));
const NO_SENTENCES: ReadonlySet<string> = new Set(NO_ELSEWHERE.map(comparable));
/** How far ahead a comma is looked for. */
const CLAUSE_REACH = 3;
/** What a partner supposes about themselves before they ask what would follow. */
const SUPPOSED: ReadonlySet<string> = new Set(['say', 'said', 'agree', 'agreed', 'accept', 'accepted', 'do', 'did', 'sign']);
const SUPPOSED_REACH = 4;
/** Words that stop what was just said, at the beginning of a sentence, and what may stand before them. */
const STOPS: ReadonlySet<string> = new Set(['wait', 'stop', 'scrap', 'correction', 'cancel', 'hold', 'hang']);
const BEFORE_STOP: ReadonlySet<string> = new Set(
  'no ah oh sorry actually oi but please sir madam and now ok not yet sry well'.split(' '),
);
const STOP_REACH = 4;
const YES_ALONE: ReadonlySet<string> = new Set(['yes', 'yeah', 'yep', 'yup', 'si', 'oui', 'ja', 'sure']);
/** So many words before a comma are about something. */
const MATTER_WORDS = 4;
/** The longest beginning that is looked up in the lists of other scripts. */
const LONGEST_SENTENCE = 12;

/** Short answers in other scripts: a whole sentence, or one opened by the word, since the reader cannot split them. */
function readWholeSentences(text: TokenisedText, consent: Consent, about: AskedFor | 'unknown'): void {
  for (const sentence of text.sentences) {
    const first = text.tokens[sentence.start];
    if (first === undefined || /^[a-z0-9]/.test(first.word)) continue;
    const words = text.tokens.slice(sentence.start, Math.min(sentence.end, sentence.start + 3)).map((token) => token.word);
    const whole = sentence.end - sentence.start <= 3 ? words.join(' ') : '';
    const answers = [whole, words[0] ?? ''].filter((answer) => answer !== '' && answer.length <= LONGEST_SENTENCE);
    if (answers.some((answer) => NO_SENTENCES.has(answer))) consent.no = Math.max(consent.no, 0.8);
    else if (answers.some((answer) => YES_SENTENCES.has(answer)) && !sentence.question)
      consent.yes = Math.max(consent.yes, WORTH.plain_yes[about]);
  }
}

function comparable(phrase: string): string {
  return phrase
    .split(' ')
    .map((word) =>
      word
        .normalize('NFKC')
        .toLowerCase()
        .normalize('NFKD')
        .replace(/[\u0300-\u036f]/gu, ''),
    )
    .join(' ');
}
