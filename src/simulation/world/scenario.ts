import { type Mandate } from '../../domain/negotiation/mandate.js';
import { type Lever, type Ticket } from '../../domain/negotiation/ticket.js';

export const SEASONS = ['low', 'shoulder', 'high', 'event'] as const;
export type Season = (typeof SEASONS)[number];

/** One room with what only the hotel knows about it. */
export interface ScenarioTicket {
  ticket: Ticket;
  /** What the OTA may agree to. Never seen by a partner. */
  mandate: Mandate;
  /**
   * The lowest rate that the hotel would take with nothing in return, in the ticket's basis and unit. Drawn without
   * looking at the mandate: above the limit there is no deal to be had, and pressing on only costs.
   */
  reservationRate: number;
  /** What a night costs the hotel to serve; at most the reservation rate. */
  unitCost: number;
  /** Share of these rooms that would be sold anyway, 0 to 1. */
  occupancy: number;
}

export interface ScenarioLever {
  lever: Lever;
  /** What it is worth to this hotel, as a share of the current rate; most are worth little. */
  worth: number;
}

/** A negotiation to be simulated: what the OTA hands over, and the hotel's side of it. */
export interface Scenario {
  id: string;
  season: Season;
  ota: string;
  hotel: { id: string; name: string; city: string; timeZone: string };
  partner: { id: string; name: string };
  tickets: ScenarioTicket[];
  levers: ScenarioLever[];
  /** From the opening on. */
  deadlineHours: number;
  /** When the conversation is opened, RFC 3339. */
  startsAt: string;
}
