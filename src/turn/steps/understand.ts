import { Injectable } from '@nestjs/common';
import { type PartnerReading, type Quote } from '../../domain/understanding/reading.js';
import { type PartnerAct } from '../../domain/taxonomy.js';
import { interpretInput } from '../interpret-input.js';
import { PartnerInterpreter } from '../ports/partner-interpreter.js';
import { type Moment } from './moment.js';

/** What did the partner say: the unanswered messages, read as one. */
@Injectable()
export class UnderstandStep {
  constructor(private readonly interpreter: PartnerInterpreter) {}

  get version(): string {
    return this.interpreter.version;
  }

  /** Whether what partners write goes over the network to be read. */
  get readsElsewhere(): boolean {
    return this.interpreter.readsElsewhere;
  }

  async understand(moment: Moment, signal: AbortSignal): Promise<PartnerReading | undefined> {
    if (moment.unanswered.length === 0) return undefined;
    const { state, memory } = moment.conversation.snapshot;
    const text = moment.unanswered.map((message) => message.text).join('\n');
    const read = (words: string): Promise<PartnerReading> =>
      this.interpreter.interpret(interpretInput(moment.conversation, words, moment.now), signal);
    const reading = await read(text);
    const before = memory.asked === 'clarification' && state.pendingTerms === undefined ? wordsBefore(moment) : undefined;
    if (before === undefined || !completes(reading, text)) return reading;
    const [only, ...more] = (await read(before)).quotes.filter((quote) => !quote.refused);
    const figure = more.length === 0 ? only?.amount : undefined;
    const whole = await read(figure === undefined ? `${before}\n${text}` : `${only?.currency ?? ''} ${figure} ${text}`.trim());
    return completed(reading, whole, figure === undefined ? undefined : only);
  }
}

/** Longer answers stand on their own. */
const SHORT_ANSWER_WORDS = 8;
/** Acts by which the partner does something else than answer our question about what they had said. */
const ANSWERS_OTHERWISE: readonly PartnerAct[] = [
  'reject',
  'question',
  'later',
  'need_approval',
  'wants_person',
  'opt_out',
  'upset',
];

/** "Selling" after "is that net or selling?" says nothing without the figure that it is about. */
function completes(reading: PartnerReading, text: string): boolean {
  return (
    reading.quotes.length === 0 &&
    text.trim().split(/\s+/).length <= SHORT_ANSWER_WORDS &&
    reading.acts.every(({ act, confidence }) => confidence < 0.6 || !ANSWERS_OTHERWISE.includes(act))
  );
}

function completed(answer: PartnerReading, whole: PartnerReading, before: Quote | undefined): PartnerReading {
  if (whole.quotes.every((quote) => quote.refused)) return answer;
  const quotes = whole.quotes.map((quote) => (before === undefined ? quote : { ...before, ...said(quote) }));
  const { mentions, ambiguities, ambiguous, about, otherRoom, conditions } = whole;
  return {
    ...answer,
    acts: [{ act: 'counter', confidence: 0.9 }, ...answer.acts.filter(({ act }) => act !== 'unclear' && act !== 'give_reason')],
    concerns: ['none'],
    quotes,
    mentions,
    ambiguities,
    ambiguous,
    conditions,
    ...(about === undefined ? {} : { about }),
    ...(otherRoom === undefined ? {} : { otherRoom }),
  };
}

/** What an answer adds to a quote: nothing that it leaves unknown. */
function said(quote: Quote): Partial<Quote> {
  const { ticketId, basis, rateUnit, taxes, currency, stay } = quote;
  return {
    ...(ticketId === undefined ? {} : { ticketId }),
    ...(basis === 'unknown' ? {} : { basis }),
    ...(rateUnit === undefined ? {} : { rateUnit }),
    ...(taxes === undefined ? {} : { taxes }),
    ...(currency === undefined ? {} : { currency }),
    ...(stay === undefined ? {} : { stay }),
  };
}

/** What the partner had said when we asked back. */
function wordsBefore({ history, unanswered }: Moment): string | undefined {
  const earlier = history.filter((message) => message.seq < (unanswered[0]?.seq ?? 0));
  const ours = earlier.findLastIndex((message) => message.author !== 'partner');
  const since = earlier.slice(0, Math.max(0, ours)).findLastIndex((message) => message.author !== 'partner');
  const said = earlier.slice(since + 1, Math.max(0, ours)).map((message) => message.text);
  return said.length === 0 ? undefined : said.join('\n');
}
