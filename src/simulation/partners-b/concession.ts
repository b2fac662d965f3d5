import { type Season, type ScenarioTicket } from '../world/scenario.js';
import { type Persona, SEASON_SLACK } from './persona.js';

/** A new ask of ours for a room, as a partner sees it. */
export interface OurMove {
  aspiration: number;
  /** Our ask before this one; absent for the first. */
  lastAsk?: number;
  ask: number;
  /** What a lever that we now offer for the first time is worth, as a share of the current rate. */
  leverWorth: number;
  /** How much new there is to this ask, 0 to 1: see `newsOf`. */
  news: number;
}

/** What a figure persuades that is not new, beside a new one: with a reason, an offer or a word on their worry, and bare. */
const SUPPORTED = 0.9;
const SAID_AGAIN = 0.2;

/**
 * How much new an ask has to it: all where the figure is new, most where a reason, an offer or a word on their worry comes
 * with it; little where it is just said again, nothing where it only reminds.
 */
export function newsOf({ moves, supported, reminds }: { moves: boolean; supported: boolean; reminds: boolean }): number {
  if (moves) return 1;
  return supported ? SUPPORTED : reminds ? 0 : SAID_AGAIN;
}

/** Below this much seriousness an ask is an affront. */
const AFFRONT = 0.15;

/**
 * How seriously an ask is taken, 0 to 1: wholly where it is one that they could do, less the further below their floor it
 * lies. Who asks for what cannot be done has not asked yet.
 */
export function seriousness(
  ask: number,
  { ticket, reservationRate }: ScenarioTicket,
  persona: Pick<Persona, 'tolerance'>,
): number {
  const short = Math.max(0, reservationRate - ask) / Number(ticket.currentRate);
  return Math.exp(-short / persona.tolerance);
}

export function isAffront(ask: number, terms: ScenarioTicket, persona: Pick<Persona, 'tolerance'>): boolean {
  return seriousness(ask, terms, persona) < AFFRONT;
}

/**
 * How far a step of ours is taken as a concession, 0 to 1: wholly up to the step that a partner finds usual; a larger one is
 * read as a sign that more will come, and who waits gets it.
 */
export function restraint({ lastAsk, ask }: OurMove, currentRate: number, persona: Pick<Persona, 'usualStep'>): number {
  const step = Math.max(0, ask - (lastAsk ?? ask)) / currentRate;
  return step <= persona.usualStep ? 1 : Math.pow(persona.usualStep / step, 2);
}

/** How much time presses a hotel, 0 to 1: empty rooms in a quiet season. */
export function timePressure({ occupancy }: Pick<ScenarioTicket, 'occupancy'>, season: Season): number {
  return (1 - occupancy) * SEASON_SLACK[season];
}

/** What we gave since our last ask, as a share of the gap that it left; a lever counts as what it is worth to them. */
export function shareConceded({ aspiration, lastAsk, ask, leverWorth }: OurMove, currentRate: number): number {
  const before = lastAsk ?? ask;
  const given = Math.max(0, ask - before) + leverWorth * currentRate;
  if (given <= 0) return 0;
  const gap = aspiration - before;
  return gap <= given ? 1 : given / gap;
}

/**
 * The aspiration after a move of ours. It adapts towards an ask that they could do, and it gives tit for tat: their ratio
 * times the share that we gave, out of what is left above their floor. Both count as far as the ask is taken seriously and
 * our step as a concession.
 * Time pressure adds a little by itself. At most their largest step; never below the floor.
 */
export function concede(
  move: OurMove,
  terms: ScenarioTicket,
  season: Season,
  persona: Pick<Persona, 'adaptation' | 'tolerance' | 'ratio' | 'usualStep' | 'goodwillPull' | 'largestStep' | 'drift'>,
  goodwill: number,
): number {
  const currentRate = Number(terms.ticket.currentRate);
  const { aspiration, ask } = move;
  const room = Math.max(0, aspiration - terms.reservationRate);
  const willing = Math.exp(persona.goodwillPull * goodwill);
  const adapted =
    Math.min(1, move.news * persona.adaptation * willing) * Math.max(0, aspiration - Math.max(ask, terms.reservationRate));
  const inReturn = Math.min(1, persona.ratio * willing * shareConceded(move, currentRate)) * room;
  const ofItself = persona.drift * timePressure(terms, season) * room;
  const step = Math.min(
    restraint(move, currentRate, persona) * seriousness(ask, terms, persona) * (adapted + inReturn) + ofItself,
    persona.largestStep * currentRate,
  );
  return Math.max(terms.reservationRate, aspiration - step);
}
