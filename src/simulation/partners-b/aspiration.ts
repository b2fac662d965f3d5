import { type ScenarioTicket } from '../world/scenario.js';
import { type Persona } from './persona.js';

const rateOf = ({ ticket }: ScenarioTicket): number => Number(ticket.currentRate);

/** What a partner finds good enough before anything was said: near the current rate, never below the floor. */
export function openingAspiration(persona: Pick<Persona, 'openingDiscount'>, terms: ScenarioTicket): number {
  return Math.max(terms.reservationRate, rateOf(terms) * (1 - persona.openingDiscount));
}

/**
 * What a placebo partner finds good enough after so many messages of ours, whatever is in them:
 * opening − depth × (opening − floor) × min(1, messages ÷ rounds) ^ shape.
 */
export function scheduledAspiration(
  persona: Pick<Persona, 'openingDiscount' | 'scheduleRounds' | 'scheduleDepth' | 'scheduleShape'>,
  terms: ScenarioTicket,
  messages: number,
): number {
  const opening = openingAspiration(persona, terms);
  const progress = Math.pow(Math.min(1, messages / persona.scheduleRounds), persona.scheduleShape);
  return Math.max(terms.reservationRate, opening - persona.scheduleDepth * progress * (opening - terms.reservationRate));
}
