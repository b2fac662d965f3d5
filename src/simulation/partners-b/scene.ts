import { formatStay, nightsOf } from '../../domain/negotiation/stay.js';
import { type Ticket } from '../../domain/negotiation/ticket.js';
import { type Scenario } from '../world/scenario.js';
import { type Draws } from './draws.js';
import { figureFor, writeAmount, writeFigure } from './figures.js';
import { type LineKind, type LineSlots, type Part } from './lines/line.js';
import { leastAcceptable, type Memory, type NamedFigure, type RoomStanding } from './memory.js';
import { type Persona } from './persona.js';
import { type Hearing } from './reader.js';
import { callRoom } from './rooms.js';

/** One message of ours, being answered. */
export interface Scene {
  scenario: Scenario;
  persona: Persona;
  memory: Memory;
  draws: Draws;
  hearing: Hearing;
  /** False: a placebo partner. */
  responsive: boolean;
}

/** Tickets that are still on the table. */
export function ticketsOf({ scenario }: Pick<Scene, 'scenario'>): Ticket[] {
  return scenario.tickets.map(({ ticket }) => ticket).filter(({ withdrawn }) => !withdrawn);
}

/** Rooms that nothing has been agreed on. */
export function openRooms({ memory }: Pick<Scene, 'memory'>): RoomStanding[] {
  return memory.rooms.filter(({ agreed }) => agreed === undefined);
}

/** What is known of a room and the house, for any pattern. */
export function slotsFor(scene: Scene, room: RoomStanding): LineSlots {
  const { scenario, persona, draws } = scene;
  const { ticket } = room.terms;
  const write = (amount: number, name: string, plain: boolean): string =>
    writeAmount(amount, ticket.currency, persona, draws.of('write', name, ticket.id), plain);
  return {
    room: nameOf(scene, room),
    stay: formatStay(ticket.stay).replace(/ \(.*\)$/, ''),
    nights: String(nightsOf(ticket.stay).length),
    hotel: scenario.hotel.name,
    ota: scenario.ota,
    name: persona.name,
    current: write(Number(ticket.currentRate), 'current', true),
    currency: ticket.currency,
    ...(room.ask === undefined ? {} : { ask: write(room.ask, 'ask', true) }),
  };
}

export function nameOf(scene: Scene, { terms }: RoomStanding): string {
  return callRoom(terms.ticket, ticketsOf(scene), scene.persona.shortRoomNames);
}

/** A part about a room, with a figure where one is given. */
export function say(scene: Scene, kind: LineKind, room: RoomStanding, figure?: NamedFigure, plain = false): Part {
  const slots = slotsFor(scene, room);
  if (figure) slots.figure = write(scene, room, figure, plain);
  return { kind, slots };
}

export function write({ persona, draws }: Scene, { terms }: RoomStanding, figure: NamedFigure, plain = false): string {
  return writeFigure(figure, terms.ticket, persona, draws.of('write', 'figure', terms.ticket.id), plain);
}

/** The figure they would name in the ticket's own basis: at the aspiration, never above one they named before. */
export function figureAt({ persona }: Pick<Scene, 'persona'>, room: RoomStanding): NamedFigure | undefined {
  const least = leastAcceptable(room);
  const figure = figureFor(room.terms.ticket, least, persona, room.terms.ticket.priceBasis);
  const before = room.named.at(-1);
  if (before && before.rate >= least && (figure === undefined || before.rate <= figure.rate)) return before;
  return figure;
}
