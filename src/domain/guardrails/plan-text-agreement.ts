import { type ReplyContext } from '../conversation/reply-context.js';
import { type ReplyPlan } from '../conversation/reply.js';
import { phrase } from '../signals/phrases/phrase.js';
import { mildViolation, PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';
import { sameAmount } from '../signals/amounts.js';
import { itemAt, itemsWithin } from '../signals/spans.js';
import { type ReplySignals, type Sentence } from '../signals/signals.js';
import { DENIED, clauseBefore } from './statements.js';

/** Acts that put nothing new on the table: a fresh ask or lever in their text would not be recorded. */
const WITHOUT_ASKS: ReadonlySet<string> = new Set([
  'stop',
  'hand_over',
  'close_agreed',
  'close_declined',
  'apologise',
  'greet',
  'identify',
]);

/** Where it can be told for certain: the text does what the plan says, since ledger and procedure go by the plan. */
export const planTextAgreementGuardrail: Guardrail = {
  id: 'plan-text-agreement',
  title: 'Text does what its plan says',
  blocking: true,
  severity: 0.75,
  softPoints: 8,
  locked: false,
  appliesToHumans: false,
  check({ plan, context }, signals) {
    if (!plan) return PASS;
    const named = new Set(signals.levers.map(({ leverId }) => leverId));
    const unnamed = plan.leverIds.find((id) => !named.has(id));
    if (unnamed !== undefined) return violation(`The plan offers lever "${unnamed}", the text does not name it.`);
    const newAsk = signals.asksStated.find(({ ticketId, rate }) => {
      const standing = context.standings.find((each) => each.ticketId === ticketId)?.standingAsk;
      const planned = plan.asks.some((ask) => ask.ticketId === ticketId && ask.step !== 'none');
      return !planned && !sameAmount(standing, rate);
    });
    if (newAsk) return violation('The text asks for a rate that the plan does not hold.', newAsk.span);
    const ask = signals.asksStated.find(({ span }) => plan.act !== 'hand_over' || !isNoted(itemAt(signals.sentences, span[0])));
    if (ask && WITHOUT_ASKS.has(plan.act)) return violation(`An ask in a reply whose act is "${plan.act}".`, ask.span);
    const untrue = saysOfUs(plan, context, signals);
    if (untrue) return violation(untrue.reason, untrue.sentence.span);
    const garbled = amountsRunTogether(context, signals);
    if (garbled) return violation('Amounts run together: one figure said of two things, or added to another.', garbled.span);
    switch (plan.act) {
      case 'confirm_terms':
        if (!context.menu.terms.every(({ rate }) => isSaid(rate, signals.mentions)) && context.menu.terms.length > 0)
          return violation('The terms are not restated with their rate.');
        if (otherFigureInTerms(context, signals))
          return violation('The terms are restated with another figure beside their rate.');
        return signals.questions > 0 || signals.asksForConfirmation
          ? PASS
          : mildViolation('The terms are restated without asking for a yes.');
      case 'ask_reason':
        return signals.questions > 0 || ASKS_WITHOUT_MARK.test(signals.folded)
          ? PASS
          : mildViolation('Meant to ask, and asks nothing.');
      case 'hand_over':
        return signals.offersPerson ? PASS : mildViolation('Meant to hand over, and announces no person.');
      case 'identify':
        return signals.identifiesAsAi ? PASS : violation('Meant to say who we are, and does not say that this is an AI.');
      default:
        return PASS;
    }
  },
};

const COMES_UP = phrase(
  /\b(?:i|we)(?:'ll|'d| will| would| can| could|'m)?(?: (?:also|gladly|then|even|just))? (?:come|coming|go|move|step) up\b/,
);
const STOPS_WRITING = phrase(
  /\b(?:i|we)(?:'ll| will)? (?:[^.!?,]{0,30} and (?:i |we )?(?:will )?)?(?:not|never|no longer) (?:message|write(?: to)?|contact|text|bother) (?:you|your hotel) (?:again|any ?more|further)\b/,
);
const FOR_A_TIME = phrase(/\b(?:until|till|before|unless|if|then|today|tonight|this week|now)\b/);
/** Acts after which nothing more is asked: their words may say that the writing ends, or name the figure that is met. */
const LAST_WORDS: ReadonlySet<string> = new Set(['stop', 'hand_over', 'close_agreed', 'close_declined']);
const TAKES_THEIRS: ReadonlySet<string> = new Set(['accept', 'confirm_terms', 'close_agreed']);

/** Says that we come up, or that we stop writing, where the plan does neither. */
function saysOfUs(
  plan: ReplyPlan,
  { menu, standings }: ReplyContext,
  { sentences }: ReplySignals,
): { reason: string; sentence: Sentence } | undefined {
  const comesUp =
    TAKES_THEIRS.has(plan.act) ||
    plan.asks.some(({ ticketId, step }) => {
      const rate = menu.asks.find((ask) => ask.ticketId === ticketId && ask.step === step)?.rate;
      const standing = standings.find((each) => each.ticketId === ticketId)?.standingAsk;
      return step !== 'same' && step !== 'none' && !(rate !== undefined && sameAmount(standing, rate));
    });
  for (const sentence of sentences) {
    const { folded } = sentence;
    const up = comesUp ? null : COMES_UP.exec(folded);
    if (up && !DENIED.test(clauseBefore(folded, up.index)) && !/\bif\b/.test(folded.slice(0, up.index)))
      return { reason: 'Says that we come up, and the plan asks for no more than before.', sentence };
    if (!sentence.question && !LAST_WORDS.has(plan.act) && STOPS_WRITING.test(folded) && !FOR_A_TIME.test(folded))
      return { reason: 'Says that we stop writing, and the plan does not stop.', sentence };
  }
  return undefined;
}

/** Between two amounts that are one: nothing but a word that joins them. */
const JOINED = /^(?: \w+)?,? (?:and|with|plus|at|as|to|for) $/;
const ADDED = /\bplus $/;

/** "EUR 118 and EUR 118" where no two rooms are asked for at that; "EUR 165, plus EUR 37": no figure is ever added to another. */
function amountsRunTogether(
  { menu, standings, tickets }: ReplyContext,
  { mentions, sentences, folded }: ReplySignals,
): Sentence | undefined {
  // Two rooms may well show at one price elsewhere.
  const seen = tickets.flatMap(({ evidence }) => evidence.map(({ rate }) => rate));
  const amounts = mentions.filter(
    ({ kind, value }) => kind === 'money' && (standings.length < 2 || !seen.some((rate) => sameAmount(rate, value))),
  );
  const rooms = (value: string): number =>
    new Set(
      [
        ...menu.asks.map(({ ticketId, rate }) => ({ ticketId, rate })),
        ...standings.flatMap(({ ticketId, standingAsk, currentRate, partnerQuote }) =>
          [standingAsk, currentRate, partnerQuote].flatMap((rate) => (rate === undefined ? [] : [{ ticketId, rate }])),
        ),
      ]
        .filter(({ rate }) => sameAmount(rate, value))
        .map(({ ticketId }) => ticketId),
    ).size;
  for (const [index, { span, value }] of amounts.entries()) {
    const before = amounts[index - 1];
    if (before === undefined || value === undefined) continue;
    const between = folded.slice(before.span[1], span[0]);
    const twice = JOINED.test(between) && sameAmount(before.value, value) && (standings.length < 2 || rooms(value) === 1);
    if (twice || (standings.length < 2 && ADDED.test(between) && between.length < 10)) return itemAt(sentences, span[0]);
  }
  return undefined;
}

const UP_TO = /\b(?:up to|or|down to|to) $/;

/** "USD 213, up to USD 231": in the sentence with the rate of the terms a second figure that could be taken for it. */
function otherFigureInTerms({ menu }: ReplyContext, { sentences, mentions, folded }: ReplySignals): boolean {
  const isRate = (value: string | undefined): boolean => menu.terms.some(({ rate }) => sameAmount(rate, value));
  return sentences.some(({ span }) => {
    const amounts = itemsWithin(mentions, span).filter(({ kind }) => kind === 'money');
    return (
      amounts.some(({ value }) => isRate(value)) &&
      amounts.some(
        ({ value, span: at }, index) =>
          index > 0 &&
          UP_TO.test(folded.slice(amounts[index - 1]!.span[1], at[0])) &&
          !(isRate(value) && isRate(amounts[index - 1]!.value)),
      )
    );
  });
}

/** What the note to a colleague holds is reported, not asked: a new ask in it has been refused before. */
const NOTE = phrase(/\b(?:my|the|this|in the|in my) note\b/);
const ASKED_OF_THEM = phrase(/\b(?:could|can|would|will) you\b|\bplease\b/);

function isNoted(sentence: Sentence | undefined): boolean {
  return sentence !== undefined && !sentence.question && NOTE.test(sentence.folded) && !ASKED_OF_THEM.test(sentence.folded);
}

const ASKS_WITHOUT_MARK = phrase(
  /\b(?:let me know|tell me|i'd like to (?:know|understand)|i would like to (?:know|understand)|please (?:say|tell|confirm|send|write|let)|i wonder|could you|can you)\b/,
);

function isSaid(rate: string, mentions: readonly { value?: string }[]): boolean {
  return mentions.some(({ value }) => sameAmount(value, rate));
}
