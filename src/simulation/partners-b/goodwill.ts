import { type Hearing } from './reader.js';
import { type Memory, type RoomStanding } from './memory.js';
import { type Persona } from './persona.js';
import { type RoomRate } from './read-amounts.js';
import { type Request } from './reader-cues.js';

/** What each kind of treatment is worth, before a persona's sensitivity. */
export const TREATMENT = {
  answersQuestion: 0.18,
  /** Says that it does not know, instead of passing over the question. */
  admitsNotKnowing: 0.04,
  ignoresQuestion: -0.16,
  takesUpWorry: 0.2,
  passesOverWorry: -0.08,
  /** For each lever that is worth something to them. */
  offersValuedLever: 0.16,
  offersOtherLever: 0.03,
  apologisesWhenUpset: 0.15,
  /** For each repeated sentence, at most two. */
  repeatsItself: -0.14,
  /** For every 25 words above 50, at most three times. */
  writesLong: -0.08,
  presses: -0.32,
  /** For each question after the first, at most two. */
  asksSeveral: -0.07,
  pushesAgain: -0.2,
  /** An ask so far below what they could do that it is an affront. */
  affronts: -0.12,
  /** For each time that the reason or rate it asks for was asked for before, at most two. */
  asksAgain: -0.2,
  /** Brings nothing at all once an ask was heard: no figure, answer, question, offer or word on a worry. */
  idles: -0.05,
  /** Restates terms that they neither named nor took. */
  presumes: -0.2,
} as const;
export type Treatment = keyof typeof TREATMENT;

/** Share of goodwill that a message leaves as it was; the rest goes back to nothing. */
const KEPT = 0.96;
const COMFORTABLE_WORDS = 50;
const WORDS_PER_ANNOYANCE = 25;
/** A lever below this share of the current rate is worth nothing to a hotel. */
export const LEAST_LEVER_WORTH = 0.004;

/** How a message of ours treats a partner: each kind with how often. Only the message itself and what came before it count. */
export function treatmentOf(
  hearing: Hearing,
  memory: Pick<Memory, 'question' | 'worry' | 'refusedLast' | 'leversOffered' | 'interruptions' | 'rooms' | 'requests'>,
  worthOf: (leverId: string) => number,
  isAffront: (ask: RoomRate) => boolean,
): Partial<Record<Treatment, number>> {
  const found: Partial<Record<Treatment, number>> = {};
  const count = (kind: Treatment, times: number): void => {
    if (times > 0) found[kind] = times;
  };
  if (memory.question !== undefined) {
    if (hearing.answers.has(memory.question)) found.answersQuestion = 1;
    else if (hearing.does.has('doesNotKnow')) found.admitsNotKnowing = 1;
    else found.ignoresQuestion = 1;
  }
  const takesUp = memory.worry !== undefined && hearing.takesUp.has(memory.worry);
  if (takesUp) found.takesUpWorry = 1;
  else if (memory.worry !== undefined && hearing.asks.length > 0) found.passesOverWorry = 1;
  const fresh = hearing.levers.filter((id) => !memory.leversOffered.includes(id));
  count('offersValuedLever', fresh.filter((id) => worthOf(id) >= LEAST_LEVER_WORTH).length);
  count('offersOtherLever', fresh.filter((id) => worthOf(id) < LEAST_LEVER_WORTH).length);
  if (memory.interruptions.at(-1) === 'upset' && hearing.does.has('apologises')) found.apologisesWhenUpset = 1;
  count('repeatsItself', Math.min(2, hearing.repeated));
  count('writesLong', Math.min(3, Math.floor((hearing.length - COMFORTABLE_WORDS) / WORDS_PER_ANNOYANCE)));
  if (hearing.does.has('presses')) found.presses = 1;
  count('asksSeveral', Math.min(2, hearing.questions - 1));
  const pushes = memory.refusedLast && hearing.asks.length > 0 && !hearing.asks.some((ask) => isNewFigure(ask, memory.rooms));
  if (pushes && !takesUp && fresh.length === 0 && !hearing.newReason) found.pushesAgain = 1;
  if (hearing.asks.some((ask) => isNewFigure(ask, memory.rooms) && isAffront(ask))) found.affronts = 1;
  if (hearing.asks.length === 0) count('asksAgain', Math.min(2, timesAskedBefore(hearing, memory.requests)));
  if (
    memory.rooms.some(({ ask }) => ask !== undefined) &&
    bringsNothing(hearing) &&
    !takesUp &&
    found.answersQuestion === undefined
  )
    found.idles = 1;
  if (hearing.terms.some((terms) => !isKnown(terms, memory.rooms))) found.presumes = 1;
  return found;
}

/** How often a request of this message, for a reason or a rate, was made before. */
function timesAskedBefore({ wants }: Hearing, requests: readonly Request[]): number {
  const repeated = (['reason', 'rate'] as const).filter((request) => wants.has(request));
  return Math.max(0, ...repeated.map((request) => requests.filter((earlier) => earlier === request).length));
}

const bringsNothing = ({ asks, terms, levers, wants, does }: Hearing): boolean =>
  asks.length === 0 && terms.length === 0 && levers.length === 0 && wants.size === 0 && does.size === 0;

/** A rate that they named, as they wrote it or in the ticket's basis, or said yes to. */
function isKnown({ ticketId, rate }: RoomRate, rooms: readonly RoomStanding[]): boolean {
  const room = rooms.find(({ terms }) => terms.ticket.id === ticketId);
  const said = room === undefined ? [] : [...room.accepted, ...room.named.flatMap((figure) => [figure.rate, figure.said])];
  return said.some((before) => Math.abs(before - rate) <= 0.011);
}

function isNewFigure({ ticketId, rate }: RoomRate, rooms: readonly RoomStanding[]): boolean {
  const ask = rooms.find(({ terms }) => terms.ticket.id === ticketId)?.ask;
  return ask === undefined || rate > ask;
}

/** Goodwill after a message: what is kept of it, plus the treatment times how much they feel it, within -1 and 1. */
export function nextGoodwill(
  goodwill: number,
  treatment: Partial<Record<Treatment, number>>,
  { sensitivity }: Pick<Persona, 'sensitivity'>,
): number {
  const felt = (Object.keys(treatment) as Treatment[]).reduce((sum, kind) => sum + TREATMENT[kind] * (treatment[kind] ?? 0), 0);
  return Math.min(1, Math.max(-1, KEPT * goodwill + sensitivity * felt));
}
