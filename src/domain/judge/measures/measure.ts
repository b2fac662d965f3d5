import { type ReplyContext } from '../../conversation/reply-context.js';
import { type ReplyPlan } from '../../conversation/reply.js';
import { sameAmount } from '../../signals/amounts.js';
import { fold } from '../../signals/fold.js';
import { type ReplySignals, type Sentence } from '../../signals/signals.js';
import { type Concern, type PartnerAct } from '../../taxonomy.js';

export interface JudgedReply {
  text: string;
  /** Absent where a person wrote it, or a tool knows no plan; then only the words are measured. */
  plan?: ReplyPlan;
  signals: ReplySignals;
}

/** A fault that was measured. */
interface Fault {
  reason: string;
  /** Words of the reply, or of the partner that it fails; absent where the fault is an omission alone. */
  evidence?: string;
}

/** Undefined where the reply is free of the fault, as far as it can be measured. */
export type Measure = (context: ReplyContext, reply: JudgedReply) => Fault | undefined;

/** An act that the interpreter is less sure of counts for nothing here; the surest one always does. */
const SURE_ENOUGH = 0.5;

export function partnerDid({ reading }: ReplyContext, acts: readonly PartnerAct[]): boolean {
  return (
    reading?.acts.some(({ act, confidence }, index) => acts.includes(act) && (index === 0 || confidence >= SURE_ENOUGH)) ?? false
  );
}

/** The partner's messages that the reply answers. */
export function unansweredTexts({ history }: ReplyContext): string[] {
  const last = history.findLastIndex(({ author }) => author !== 'partner');
  return history.slice(last + 1).map(({ text }) => text);
}

/** The first sentence of the reply that says this. */
export function sentenceSaying({ sentences }: ReplySignals, says: RegExp, unless?: RegExp): Sentence | undefined {
  return sentences.find(({ folded }) => says.test(folded) && !unless?.test(folded));
}

/** How a concern is spoken of; the partner's own words for it count as well, see {@link picksUp}. */
const CONCERN_WORDS: Readonly<Record<Exclude<Concern, 'none'>, RegExp>> = {
  cost: /\b(?:costs?|expens\w+|margins?|bills?|wages|salar\w+|staff|energy|electricity|tax(?:es)?|rent|loan|worth (?:it|your)|cover\w*|too (?:low|little|much)|leaves? you|afford|break even|lose money|keep|squeez\w+|tight|hard to)\b/,
  parity:
    /\b(?:parity|other (?:sites?|channels?|pages?|platforms?)|same (?:price|rate)|elsewhere|everywhere|channels?|undercut\w*|without asking|consisten\w+|website|direct)\b/,
  owner_approval:
    /\b(?:owner|boss|manager|head office|director|decides?|approv\w+|permission|partner|wife|husband|family|check with|ask (?:him|her|them)|yours to decide)\b/,
  grievance:
    /\b(?:sorry|apolog\w+|happened|last (?:time|year)|let (?:you )?down|disappoint\w+|frustrat\w+|annoy\w+|went wrong|unfair|mistake|trust|complain\w*|fix(?:ed)?|trouble)\b/,
  quality:
    /\b(?:quality|standards?|stars?|renovat\w+|service|level|positioning|brand|image|cheap|value|compar\w+|better than|worth)\b/,
  occupancy: /\b(?:occupan\w+|full|empty|sold|sell\w*|book(?:ed|ings)|demand|nights?|rooms? left|fill\w*|pick-?up|quiet)\b/,
  season:
    /\b(?:season|summer|winter|spring|autumn|holidays?|festival|event|weekends?|weather|dates|month|peak|busy|quiet|nights)\b/,
  commission: /\b(?:commission|percent\w*|fees?|your share|what you keep|keep|net|take|cut|payout)\b/,
  cash_flow: /\b(?:cash|pay(?:ment|ments|out|outs|s|ing)?|paid|money|invoices?|bank|deposit|wait\w*|days|sooner|late)\b/,
};

/** The worry that the partner states, if any. */
export function statedConcern({ reading }: ReplyContext): Exclude<Concern, 'none'> | undefined {
  return reading?.concerns.find((concern) => concern !== 'none');
}

export function namesConcern(concern: Exclude<Concern, 'none'>, { folded }: ReplySignals): boolean {
  return CONCERN_WORDS[concern].test(folded);
}

const CARES =
  /\b(?:understand|understood|sorry|apolog\w+|appreciate|fair|makes? sense|no problem|no rush|no hurry|take your time|of course|good to (?:know|hear)|(?:is|are|was|sounds?|must be|that's|it's|feels?) (?:a lot|really |very |so |too )*(?:hard|tough|difficult|frustrating|annoying|unfair|tiring|stressful|unpleasant|upsetting|a pity|bad)|frustrat\w+|i see (?:that|why|how|your|the)|i hear|i get (?:that|it|why|your)|i know|respect|you are right|you're right|reasonable|too (?:early|late|much)|not (?:easy|what you)|i won't|i will not|keep (?:it|this) (?:short|brief))\b/;

/** Shows that it has heard how the partner feels. */
export function showsCare(signals: ReplySignals): boolean {
  return signals.showsEmpathy || signals.offersPerson || CARES.test(signals.folded);
}

/** Words of the trade that any two messages share. */
const COMMON = new Set(
  'about again after already because before being could first going hotel might money night nights other please price prices rates really right rooms since still thank thanks their there these thing things think those today until value wants where which while would should offer offers agree email under every guest guests never price shall maybe'.split(
    ' ',
  ),
);
const SHORTEST_TELLING_WORD = 4;

function tellingWords(folded: string): Set<string> {
  const words = folded.match(/[\p{L}']+/gu) ?? [];
  return new Set(
    words
      .filter((word) => word.length >= SHORTEST_TELLING_WORD && !COMMON.has(word) && !STOP.has(word))
      .map((word) => word.replace(/(?:'s|ing|ed|es|s)$/, '')),
  );
}

/** Short everyday words; anything else that both sides say is taken up. */
const STOP = new Set(
  'that this with from have been were will your yours just like more most much many some than then them they what when will only over also into here very well rate room need make take come does done good know look mean said same tell time want work yeah okay sure'.split(
    ' ',
  ),
);

/** Takes up something of what the partner has just said: a figure of theirs, or a word of their own. */
export function picksUp(context: ReplyContext, { folded, mentions }: ReplySignals): boolean {
  const figures = context.reading?.quotes.flatMap(({ amount, low, high }) => [amount, low, high]) ?? [];
  const quotes = context.standings.map(({ partnerQuote }) => partnerQuote);
  if (mentions.some(({ value }) => [...figures, ...quotes].some((figure) => sameAmount(figure, value)))) return true;
  const own = tellingWords(folded);
  return unansweredTexts(context).some((text) => [...tellingWords(fold(text))].some((word) => own.has(word)));
}
