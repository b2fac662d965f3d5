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
 * Tit for tat: the aspiration after a move of ours. They give their ratio times the share that we gave, out of what is
 * left above their floor, at most their largest step; time pressure adds a little by itself. Never below the floor.
 */
export function concede(
  move: OurMove,
  terms: ScenarioTicket,
  season: Season,
  persona: Pick<Persona, 'ratio' | 'goodwillPull' | 'largestStep' | 'drift'>,
  goodwill: number,
): number {
  const currentRate = Number(terms.ticket.currentRate);
  const room = Math.max(0, move.aspiration - terms.reservationRate);
  const ratio = persona.ratio * Math.exp(persona.goodwillPull * goodwill);
  const inReturn = Math.min(room, ratio * shareConceded(move, currentRate) * room);
  const ofItself = persona.drift * timePressure(terms, season) * room;
  const step = Math.min(inReturn + ofItself, persona.largestStep * currentRate);
  return Math.max(terms.reservationRate, move.aspiration - step);
}
