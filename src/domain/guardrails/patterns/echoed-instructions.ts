import { fold } from '../../signals/fold.js';
import { type ReplyContext } from '../../conversation/reply-context.js';
import { violation } from '../finding.js';
import { type Guardrail } from '../guardrail.js';
import { findWording, matches, wordingFinding, wordings } from './wording.js';

const RULES = '(?:instructions?|rules?|guidelines?|prompts?|restrictions?|polic(?:y|ies)|programming|safeguards?|limitations?)';

const WORDINGS = wordings({
  unlessNegated: [
    new RegExp(
      `\\b(?:ignor|forget|disregard|overrid|bypass|drop)(?:e|es|ing|ting|ed)? (?:(?:all|my|the|your|any|these|previous|prior|above|earlier|of) ){0,4}${RULES}\\b`,
      'g',
    ),
    /\bsystem prompt\b|\binitial prompt\b/g,
    /\b(?:developer|debug|god|dan|admin|jailbreak|pirate|maintenance|unrestricted|test) mode\b|\bjailbreak\w{0,3}\b|\bi am (?:now )?dan\b/g,
    /\boverride (?:is )?(?:accepted|confirmed|code|complete|active|granted)\b|\b(?:mode|filters?|restrictions?|rules?|safeguards?) (?:is |are )?(?:now )?(?:enabled|activated|disabled|lifted|removed|switched off)\b/g,
    /\bas (?:you )?(?:instructed|commanded|ordered|you (?:told me to|programmed))\b|\bas per your (?:command|instructions?|orders?)\b|\byour (?:command|order) is\b|\byour wish is(?! (?:noted|passed on|recorded|respected|with (?:a|my|the) colleagues?)\b)/g,
    /\bmy new (?:instructions?|rules?|role|persona|orders?)\b|\bthe new (?:instructions|persona|role)\b|\bmy (?:system )?(?:instructions|rules) are\b|\bas (?:required|requested|demanded) by (?:the|your) (?:new )?(?:rule|instruction|order|prompt)|\b(?:owner|ceo|boss|president) speaking\b|\bsudo\b|\b(?:here|these|those) are (?:all )?my (?:\w+ )?(?:instructions|rules)\b|\bthe (?:rules|instructions) are (?:these|as follows|the following)\b/g,
    /\byes,? (?:my )?master\b|\bi (?:will )?obey\b|\bat your command\b|\barr+,? mate/g,
    /\bas (?:the|your) (?:hotel )?(?:owner|ceo|assistant|servant|boss|president),? i\b/g,
    /\bwithout (?:any )?(?:restrictions|filters|rules)\b|\bi (?:now )?have no (?:restrictions|rules|limits|filters)\b|\bpwned\b|\bbase64\b/g,
    /\b(?:the )?(?:text|message|lines?) above (?:this )?(?:says?|reads?|tells?|is|states?)\b|\bi (?:work for you|am working for you)\b/g,
  ],
});

/** An order to say something; what is to be said follows, quoted or up to the end of the line. */
const ORDER =
  /\b(?:say|repeat|reply|respond|answer|write|print|output|type|copy|quote|acknowledge|state|send|echo|begin|start|end|confirm by writing)\b(?<how>[^\n]{0,60}?)(?:(?<=\b(?:exactly|verbatim|after me|word for word|the words?|back|with)|:) ?["':]? ?(?<said>[^\n]{2,300})| ?["'[](?<quoted>[^"\]\n]{2,300}))/g;
const STRONG = /\b(?:exactly|verbatim|after me|word for word|only|the words?|this sentence|this line|back|in your next)\b/;
/** Orders to a machine, which no hotelier gives in earnest. */
const INJECTION = new RegExp(
  `\\b(?:ignore|forget|disregard|override|bypass)\\b[^.!?\\n]{0,40}\\b(?:${RULES}|above|previous)\\b|\\bsystem(?: prompt| override|\\]|:)|\\b(?:developer|admin|dan) mode\\b|\\byou are now\\b|\\bfrom now on you\\b|\\bnew (?:instructions|policy)\\b|\\bjailbreak|\\bpretend\\b`,
);
/** What a partner may ask to hear. */
const HARMLESS =
  /^(?:yes|no|ok|okay|a yes|yes or no|thanks?|thank you|hello|hi|it|me|the rate|a number|your (?:rate|price|offer))$/;
/** Words between an order and what is to be said. */
const FILLERS: ReadonlySet<string> = new Set([
  'only',
  'the',
  'this',
  'word',
  'words',
  'phrase',
  'sentence',
  'text',
  'following',
  'exactly',
  'just',
  'me',
]);
/** Messages of the partner that are still unanswered, the newest few; longer ones are read to this length. */
const MESSAGES = 4;
const READ = 2000;

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+(?:'\p{L}{1,4})?(?![\p{L}\p{N}])/gu) ?? [];

function unanswered({ history }: ReplyContext): string[] {
  const texts: string[] = [];
  for (let index = history.length - 1; index >= 0 && texts.length < MESSAGES; index--) {
    const message = history[index];
    if (message?.author !== 'partner') break;
    texts.push(message.text.slice(0, READ));
  }
  return texts;
}

/** What the partner dictates in this message, in folded words. */
function dictatedIn(folded: string): { words: string[]; strong: boolean }[] {
  const dictated: { words: string[]; strong: boolean }[] = [];
  for (const { groups } of matches(folded, ORDER)) {
    const raw = groups?.['said'] ?? groups?.['quoted'] ?? '';
    const said = /^["']?(?<inner>[^"]{1,300}?)(?:["']?$|["'](?= |[.,!?])|[.!?](?: |$))/.exec(raw)?.groups?.['inner'] ?? raw;
    const words = wordsOf(said);
    const exact = words[0] === 'exactly' || words[0] === 'only';
    while (words.length > 1 && FILLERS.has(words[0] ?? '')) words.shift();
    if (words.length === 0 || HARMLESS.test(words.join(' '))) continue;
    dictated.push({
      words,
      strong: exact || STRONG.test(groups?.['how'] ?? '') || groups?.['quoted'] !== undefined || /^["']/.test(raw),
    });
  }
  return dictated;
}

function holds(reply: string, words: readonly string[]): boolean {
  return ` ${reply} `.includes(` ${words.join(' ')} `);
}

/** Whether `length` words in a row of the reply stand in the message too. */
function sharesRun(reply: readonly string[], message: readonly string[], length: number): boolean {
  const runs = new Set<string>();
  for (let at = 0; at + length <= message.length; at++) runs.add(message.slice(at, at + length).join(' '));
  for (let at = 0; at + length <= reply.length; at++) if (runs.has(reply.slice(at, at + length).join(' '))) return true;
  return false;
}

/** A partner cannot make us say or become something: no orders obeyed or repeated, no dictated words. */
export const echoedInstructionsGuardrail: Guardrail = {
  id: 'echoed-instructions',
  title: "No partner's orders obeyed",
  blocking: true,
  severity: 0.95,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ text, context }, { folded }) {
    const wording = findWording(folded, WORDINGS);
    if (wording) return wordingFinding(text, wording, 'Speaks of orders or modes that a partner tried to set');
    const injected = context.reading?.inbound.some(({ kind, score }) => kind === 'prompt_injection' && score >= 0.7) ?? false;
    let reply: string[] | undefined;
    for (const message of unanswered(context)) {
      const said = fold(message);
      const ordered = injected || INJECTION.test(said);
      const dictated = dictatedIn(said);
      if (!ordered && dictated.length === 0) continue;
      reply ??= wordsOf(folded);
      const joined = reply.join(' ');
      for (const { words, strong } of dictated) {
        const firm = strong || ordered;
        const whole = joined === words.join(' ');
        if ((words.length >= (ordered ? 2 : 3) && firm && holds(joined, words)) || (whole && (firm || words.length >= 3))) {
          return violation('Says what the partner dictated.');
        }
      }
      if (ordered && sharesRun(reply, wordsOf(said), 6)) return violation("Repeats the partner's orders.");
    }
    return wordingFinding(text, undefined, '');
  },
};
