import { type MessageAuthor, type TranscriptMessage } from '../../domain/conversation/message.js';
import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { acceptTerms, recordHumanAsks, recordReply, refuseTerms, voidPendingTerms } from '../../domain/negotiation/agreement.js';
import { buildMenu } from '../../domain/negotiation/concession.js';
import { factsOf } from '../../domain/negotiation/facts-of.js';
import { type TurnMenu } from '../../domain/negotiation/menu.js';
import { openNegotiation } from '../../domain/negotiation/open.js';
import { applyReading } from '../../domain/negotiation/resolve-quotes.js';
import { slotsOf } from '../../domain/negotiation/slots-of.js';
import { agreedTermsOf, standingAsk, standingsOf } from '../../domain/negotiation/standing.js';
import { type NegotiationState } from '../../domain/negotiation/state.js';
import { measure } from '../../domain/signals/measure.js';
import { AGENT_ACTS, type Stage } from '../../domain/taxonomy.js';
import { interpret } from '../../domain/understanding/interpret.js';
import { type AskedFor, type PartnerReading } from '../../domain/understanding/reading.js';
import { type GivenNegotiation, listOf, recordOf, text } from './read-negotiation.js';
import { BadRecord } from '../../platform/json-record.js';

const AUTHORS: Readonly<Record<string, MessageAuthor>> = {
  partner: 'partner',
  hotel: 'partner',
  them: 'partner',
  user: 'partner',
  agent: 'agent',
  assistant: 'agent',
  us: 'agent',
  ota: 'agent',
  human: 'human',
  operator: 'human',
};

/** The moment in which a line's text would be written. */
export interface GuardMoment {
  ota: string;
  now: string;
  stage: Stage;
  /** As given; built from the mandate and the history where it is not. */
  menu?: TurnMenu;
}

export interface ReplayedConversation {
  state: NegotiationState;
  context: ReplyContext;
}

/**
 * Messages of a line: `{author, text}` each, oldest first; a bare text is the partner's.
 * @throws BadRecord naming the field at fault.
 */
export function readHistory(value: unknown, now: string): TranscriptMessage[] {
  return listOf(value, 'history').map((each, index): TranscriptMessage => {
    const record = typeof each === 'string' ? { author: 'partner', text: each } : recordOf(each, 'history');
    const name = (text(record, 'author') ?? text(record, 'who') ?? text(record, 'role') ?? 'partner').toLowerCase();
    const author = Object.hasOwn(AUTHORS, name) ? AUTHORS[name] : undefined;
    const words = text(record, 'text') ?? text(record, 'content');
    if (author === undefined) throw new BadRecord('history: author must be partner, agent or human');
    if (words === undefined) throw new BadRecord('history: text must be a string');
    return { id: `message-${index + 1}`, seq: index + 1, author, text: words, sentAt: text(record, 'sentAt') ?? now };
  });
}

/** Plays a history through ledger and reading, as the server would have, so that asks, quotes and agreements stand where they stood. */
export function replayHistory(
  given: GivenNegotiation,
  history: readonly TranscriptMessage[],
  moment: GuardMoment,
): ReplayedConversation {
  let state = openNegotiation(given);
  let reading: PartnerReading | undefined;
  let asked: AskedFor = 'nothing';
  let timesTermsRestated = 0;
  const past: TranscriptMessage[] = [];
  for (const [index, message] of history.entries()) {
    const said = { messageSeq: message.seq, at: moment.now };
    past.push(message);
    if (message.author === 'partner') {
      // Messages in a row are read as one, as on the server.
      if (history[index + 1]?.author === 'partner') continue;
      const first = history.slice(0, index).findLastIndex(({ author }) => author !== 'partner') + 1;
      reading = read(history.slice(first, index + 1), state, asked, moment.now);
      const restated = state.pendingTerms !== undefined;
      state = afterPartner(state, reading, said, asked, moment.now);
      if (restated && state.pendingTerms === undefined) timesTermsRestated = 0;
      continue;
    }
    const context = contextOf(given, state, past.slice(0, -1), moment, reading, timesTermsRestated);
    const signals = measure({ text: message.text, author: 'agent', context });
    const { menu } = context;
    if (signals.restatesTerms && menu.terms.length + (state.pendingTerms?.tickets.length ?? 0) > 0) {
      timesTermsRestated += 1;
      asked = 'confirm';
      const plan = { act: 'confirm_terms' as const, tactic: 'none' as const, asks: [], leverIds: [] };
      if (!state.pendingTerms)
        state = recordReply(state, { ...said, plan, menu, termsId: `terms-${message.seq}`, author: 'agent' });
    } else {
      asked = signals.asksStated.length > 0 ? 'rate' : signals.questions > 0 ? 'reason' : 'nothing';
      state = recordHumanAsks(
        state,
        signals.asksStated.map(({ ticketId, rate }) => ({ ticketId, rate })),
        said,
      );
    }
    reading = undefined;
  }
  const last = history.at(-1)?.author === 'partner' ? reading : undefined;
  return { state, context: contextOf(given, state, history, moment, last, timesTermsRestated) };
}

function read(messages: readonly TranscriptMessage[], state: NegotiationState, asked: AskedFor, now: string): PartnerReading {
  const ask = state.tickets[0] && standingAsk(state, state.tickets[0].id)?.rate;
  return interpret({
    text: messages.map((message) => message.text).join('\n'),
    asked,
    today: now.slice(0, 10),
    ...(state.tickets[0] === undefined ? {} : { currency: state.tickets[0].currency }),
    ...(ask === undefined ? {} : { standingAsk: ask }),
    tickets: state.tickets.map(({ id, roomType, stay, currency, priceBasis, rateUnit, currentRate }) => {
      const own = standingAsk(state, id)?.rate;
      return {
        id,
        roomType,
        stay,
        currency,
        priceBasis,
        rateUnit,
        currentRate,
        ...(own === undefined ? {} : { standingAsk: own }),
      };
    }),
  });
}

function afterPartner(
  state: NegotiationState,
  reading: PartnerReading,
  said: { messageSeq: number; at: string },
  asked: AskedFor,
  now: string,
): NegotiationState {
  const applied = applyReading(state, reading, said, { asked, now });
  const pending = state.pendingTerms;
  if (!pending || applied.termsAnswer === 'none') return applied.state;
  if (applied.termsAnswer === 'accepted') return acceptTerms(applied.state, { termsId: pending.termsId, ...said });
  if (applied.termsAnswer === 'refused') return refuseTerms(applied.state, { termsId: pending.termsId, ...said });
  return voidPendingTerms(applied.state, said);
}

function contextOf(
  given: GivenNegotiation,
  state: NegotiationState,
  history: readonly TranscriptMessage[],
  { ota, now, stage, menu: givenMenu }: GuardMoment,
  reading: PartnerReading | undefined,
  timesTermsRestated: number,
): ReplyContext {
  const menu = givenMenu ?? buildMenu(state, given.mandates, { key: 'command-line', now, openedAt: now });
  return {
    ota,
    hotel: given.hotel,
    partner: given.partner,
    language: 'en',
    now,
    stage,
    directive: { reply: true, may: [...AGENT_ACTS], scripts: [], because: [`stage:${stage}`] },
    tickets: state.tickets,
    levers: state.levers,
    standings: standingsOf(state),
    results: state.results,
    agreed: agreedTermsOf(state),
    menu,
    facts: factsOf(state, menu, now),
    slots: slotsOf(state, menu, { ota, hotelName: given.hotel.name, now }),
    history: [...history],
    ...(reading === undefined ? {} : { reading }),
    usedTactics: [],
    timesTermsRestated,
    allowedHosts: [],
  };
}
