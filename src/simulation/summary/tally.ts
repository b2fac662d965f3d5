import { type PlayedConversation } from '../play/play-conversation.js';
import { type Scenario, type Season } from '../world/scenario.js';

/** What one simulated conversation came to, with what only the simulation knows; holds no limit rate. */
export interface SimulatedRecord extends PlayedConversation {
  id: string;
  season: Season;
  partner: string;
  tickets: SimulatedTicketRecord[];
}

export interface SimulatedTicketRecord {
  id: string;
  result: string;
  agreedRate?: string;
  currency: string;
  currentRate: string;
  /** There is a rate that both sides could live with. */
  feasible: boolean;
  /**
   * Agreed discount as a share of the largest one possible: from the current rate down to what the hotel would take at
   * least, or to our target where that is higher. 0 without agreement, at most 1; absent where no deal is possible.
   */
  shareOfPossible?: number;
}

export interface Tally {
  conversations: number;
  /** Partners who wrote at least once. */
  responded: number;
  /** At least one room agreed. */
  agreed: number;
  /** Of those in which a deal was possible. */
  feasible: number;
  feasibleAgreed: number;
  /** Mean share of the possible discount over agreed rooms that were feasible. */
  discountWhenAgreed: number;
  /** The same over all feasible rooms, 0 where nothing was agreed: success × discount. */
  successTimesDiscount: number;
  /** Replies of ours, and partner messages, a conversation. */
  replies: number;
  partnerMessages: number;
  /** Turns in which an approved script or a person stood in, as a share of replies. */
  fallbackShare: number;
  byStatus: Record<string, number>;
}

export function recordOf(scenario: Scenario, partner: string, played: PlayedConversation): SimulatedRecord {
  return {
    ...played,
    id: scenario.id,
    season: scenario.season,
    partner,
    tickets: scenario.tickets.map(({ ticket, mandate, reservationRate }) => {
      const outcome = played.tickets.find(({ id }) => id === ticket.id);
      const current = Number(ticket.currentRate);
      const feasible = reservationRate <= Number(mandate.limitRate);
      const possible = current - Math.max(reservationRate, Number(mandate.targetRate));
      const reached = outcome?.agreedRate === undefined ? 0 : (current - Number(outcome.agreedRate)) / possible;
      return {
        id: ticket.id,
        result: outcome?.result ?? 'open',
        ...(outcome?.agreedRate === undefined ? {} : { agreedRate: outcome.agreedRate }),
        currency: ticket.currency,
        currentRate: ticket.currentRate,
        feasible,
        ...(feasible ? { shareOfPossible: Math.round(Math.max(0, Math.min(1, reached)) * 10_000) / 10_000 } : {}),
      };
    }),
  };
}

export function tallyOf(records: readonly SimulatedRecord[]): Tally {
  const feasible = records.filter(({ tickets }) => tickets.some((ticket) => ticket.feasible));
  const rooms = records.flatMap(({ tickets }) => tickets.filter((ticket) => ticket.feasible));
  const agreedRooms = rooms.filter(({ agreedRate }) => agreedRate !== undefined);
  const agrees = ({ tickets }: SimulatedRecord): boolean => tickets.some(({ result }) => result === 'agreed');
  const by = (author: string): number =>
    sum(records.map(({ messages }) => messages.filter((each) => each.author === author).length));
  const replies = by('agent');
  const byStatus: Record<string, number> = {};
  for (const { status } of records) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return {
    conversations: records.length,
    responded: records.filter(({ messages }) => messages.some(({ author }) => author === 'partner')).length,
    agreed: records.filter(agrees).length,
    feasible: feasible.length,
    feasibleAgreed: feasible.filter(agrees).length,
    discountWhenAgreed: mean(agreedRooms.map(({ shareOfPossible }) => shareOfPossible ?? 0)),
    successTimesDiscount: mean(rooms.map(({ shareOfPossible }) => shareOfPossible ?? 0)),
    replies: replies / Math.max(1, records.length),
    partnerMessages: by('partner') / Math.max(1, records.length),
    fallbackShare: sum(records.map(({ fallbacks }) => fallbacks)) / Math.max(1, replies),
    byStatus: Object.fromEntries(Object.entries(byStatus).sort(([one], [other]) => one.localeCompare(other))),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : sum(values) / values.length);
