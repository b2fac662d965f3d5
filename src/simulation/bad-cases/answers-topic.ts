import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { maySayRate } from '../../domain/negotiation/evidence.js';
import { sameAmount } from '../../domain/signals/amounts.js';
import { fold } from '../../domain/signals/fold.js';
import { type ReplySignals } from '../../domain/signals/signals.js';
import { type QuestionTopic } from '../../domain/taxonomy.js';

type Answers = (signals: ReplySignals, context: ReplyContext) => boolean;

/** That something is not known, or not ours to say: an honest answer where nothing is on record. */
const ADMITS =
  /\b(?:(?:do not|don't) (?:know|have (?:that|this|it|any|a|an)|see (?:that|this)|have the)|(?:cannot|can't) (?:tell|say|share|name|answer|see|judge|change|decide|promise|speak for)|not (?:on record|something (?:that )?i can|mine to)|no (?:figures?|numbers?|data|record|information)|will not guess|won't guess|would only be guessing|only (?:speak|talk) (?:about|for)|only have|colleague)\b/;

const words =
  (pattern: RegExp): Answers =>
  ({ folded }) =>
    pattern.test(folded);

/** How an answer to a question of each topic is told. */
const BY_TOPIC: Readonly<Record<QuestionTopic, Answers>> = {
  identity: (signals, { ota }) => signals.identifiesAsAi || signals.folded.includes(fold(ota)),
  purpose: words(/\b(?:rate|price|lower|compar\w+|elsewhere)\b/),
  which_room: ({ folded }, { tickets }) => tickets.some(({ roomType }) => folded.includes(fold(roomType))),
  which_dates: ({ mentions }) => mentions.some(({ kind }) => kind === 'date'),
  current_rate: ({ mentions }, { tickets }) =>
    mentions.some(({ value }) => tickets.some(({ currentRate }) => sameAmount(currentRate, value))),
  asked_rate: ({ mentions, asksStated }, { standings }) =>
    asksStated.length > 0 || mentions.some(({ value }) => standings.some(({ standingAsk }) => sameAmount(standingAsk, value))),
  evidence: (signals, { tickets, now }) =>
    signals.mentions.some(({ value }) =>
      tickets.some(({ evidence }) => evidence.some((each) => maySayRate(each, now) && sameAmount(each.rate, value))),
    ) || ADMITS.test(signals.folded),
  lever: ({ levers, folded }) =>
    levers.length > 0 || ADMITS.test(folded) || /\b(?:nothing (?:more|else|beyond)|only offer)\b/.test(folded),
  commission: words(/\bcommissions?\b/),
  taxes: words(/\btax(?:es)?\b/),
  price_basis: words(/\b(?:net|selling|gross|guests? pays?)\b/),
  payment: words(/\b(?:pay\w*|paid|invoices?|transfer|bank|colleague)\b/),
  process: words(/\b(?:terms|confirm\w*|written?|write|note[ds]?|restate|your yes|extranet|load\w*|colleague)\b/),
  benefit: ({ levers, folded }) =>
    levers.length > 0 || /\b(?:compar\w+|choose|chosen|easier|promise|guests (?:see|who))\b/.test(folded) || ADMITS.test(folded),
  deadline: ({ mentions, folded }) =>
    mentions.some(({ kind }) => kind === 'date') ||
    /\b(?:no (?:rush|hurry|deadline|date)|your (?:own )?time|whenever)\b/.test(folded),
  limit: words(
    /\b(?:only|what) (?:\w+ ){0,3}(?:ask|speak|say|tell|share|talk)\w*\b|\b(?:cannot|can't|do not|don't|will not|won't) (?:share|name|give|talk|speak|discuss|say|go into)\b/,
  ),
  privacy: words(/\b(?:only use|data|store|privacy|what you write|colleague)\b/),
  other: ({ folded }) => ADMITS.test(folded),
};

/** Whether the reply answers a question of this topic, as far as words tell. */
export function answersTopic(topic: QuestionTopic, signals: ReplySignals, context: ReplyContext): boolean {
  return BY_TOPIC[topic](signals, context);
}
