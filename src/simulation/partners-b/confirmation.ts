import { type Part } from './lines/line.js';
import { leastAcceptable, type RoomStanding, roomOf } from './memory.js';
import { type RoomRate } from './read-amounts.js';
import { figureAt, nameOf, say, type Scene, write } from './scene.js';

/** A rate that was converted may come back rounded; people do not mind a cent. */
const ROUNDING = 0.01;

/** They would say a clear yes to these terms: never below the floor. */
export function isGoodEnough(room: RoomStanding, rate: number): boolean {
  const { reservationRate } = room.terms;
  if (rate < reservationRate) return false;
  const said = [...room.accepted, ...room.named.map((figure) => figure.rate)];
  return rate >= leastAcceptable(room) || said.some((before) => Math.abs(before - rate) <= ROUNDING);
}

/** Answers restated terms: a clear yes, a no with what it should be, or a first "ok…" that is neither. */
export function answerTerms(scene: Scene, terms: readonly RoomRate[]): Part[] {
  const { memory, persona } = scene;
  const judged = terms.map((each) => ({ ...each, room: roomOf(memory, each.ticketId) }));
  const good = judged.filter(({ room, rate }) => isGoodEnough(room, rate));
  const bad = judged.filter((each) => !good.includes(each));
  const [firstGood, firstBad] = [good[0], bad[0]];
  for (const { room } of judged) room.unanswered = false;
  if (firstBad === undefined && firstGood !== undefined) {
    if (persona.hesitates && !memory.hesitated) {
      memory.hesitated = true;
      return [say(scene, 'confirm_hesitant', firstGood.room)];
    }
    for (const { room, rate } of good) room.agreed = rate;
    return [say(scene, 'confirm_yes', firstGood.room)];
  }
  if (firstBad === undefined) return [];
  memory.refusedLast = true;
  if (firstGood !== undefined) {
    const figure = figureAt(scene, firstBad.room);
    if (figure === undefined) return [say(scene, 'confirm_no', firstBad.room)];
    for (const { room, rate } of good) room.agreed = rate;
    const part = say(scene, 'confirm_partial', firstGood.room);
    part.slots.other_room = nameOf(scene, firstBad.room);
    part.slots.other_figure = write(scene, firstBad.room, figure, true);
    return [part];
  }
  return [refuseTerms(scene, firstBad.room, firstBad.rate)];
}

function refuseTerms(scene: Scene, room: RoomStanding, rate: number): Part {
  const { ticket } = room.terms;
  const said = room.named.at(-1);
  const misread = said !== undefined && said.basis !== ticket.priceBasis && Math.abs(said.said - rate) <= ROUNDING;
  const figure = misread ? said : figureAt(scene, room);
  if (figure === undefined) return say(scene, 'confirm_no', room);
  // In a correction the figure is in the terms' own basis, so that there is nothing left to mistake.
  const own = inOwnBasis(figure, room);
  if (own === undefined) return say(scene, 'confirm_no', room);
  const part = say(scene, misread ? 'confirm_no_basis' : 'confirm_no_figure', room, own, true);
  if (misread) part.slots.own_basis = said.basis;
  room.named.push(own);
  return part;
}

/** The same figure in the ticket's basis, to the cent, not below what it is worth. */
function inOwnBasis(figure: ReturnType<typeof figureAt>, { terms: { ticket } }: RoomStanding): typeof figure {
  if (figure === undefined || figure.basis === ticket.priceBasis) return figure;
  const rate = Math.ceil(Number((figure.rate * 100).toFixed(4))) / 100;
  return rate < Number(ticket.currentRate) ? { rate, said: rate, basis: ticket.priceBasis, labelled: true } : undefined;
}
