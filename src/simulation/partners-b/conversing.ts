import { askQuestion, bargain, nameFigure, raiseWorry, resist } from './bargaining.js';
import { type Part } from './lines/line.js';
import { type RoomStanding, roomOf } from './memory.js';
import { type Request } from './reader-cues.js';
import { openRooms, say, type Scene } from './scene.js';

/** Answers whatever is not about terms: our asks, our questions, our first words. */
export function converse(scene: Scene): Part[] {
  const { memory, hearing, persona, draws } = scene;
  const room = openRooms(scene).find(({ terms }) => terms.ticket.id === memory.focusId) ?? openRooms(scene)[0];
  if (room === undefined) return [say(scene, 'acknowledge', roomOf(memory, memory.focusId))];
  const wants = (request: Request): boolean => hearing.questions > 0 && hearing.wants.has(request);
  const clarified = hearing.asks.length > 0 ? undefined : clarify(scene, wants);
  if (clarified) return clarified;
  const asked = openRooms(scene).filter(({ unanswered, ask }) => unanswered && ask !== undefined);
  if (asked.length > 0) return bargain(scene, asked);
  const standing = openRooms(scene).filter(({ ask }) => ask !== undefined);
  if (wants('colleague') && draws.happens('no-colleague', 0.5))
    return [say(scene, 'no_colleague', room), ...goOn(scene, standing)];
  if (wants('reason')) return [...giveReason(scene, room), ...(standing.length > 0 ? nameFigure(scene, room) : [])];
  if (wants('rate')) return answerWhichRate(scene, room);
  if (hearing.does.has('defers') && hearing.questions === 0)
    return draws.happens('acknowledge', 0.4) ? [say(scene, 'acknowledge', room)] : [];
  if (standing.length > 0) return goOn(scene, standing);
  if (hearing.does.has('opens') || !memory.present) {
    const question = draws.happens('greet-asks', persona.questionChance);
    return [say(scene, question ? 'greet_and_ask' : 'greet', room)];
  }
  const question = askQuestion(scene, room, 2 * persona.questionChance);
  if (question.length > 0) return question;
  const worry = draws.happens('worry-first', 0.25) ? raiseWorry(scene, room) : [];
  return worry.length > 0 ? worry : [say(scene, 'go_ahead', room)];
}

/** Comes back to an ask that was answered before; a later word of ours can be good enough by now. */
function goOn(scene: Scene, standing: readonly RoomStanding[]): Part[] {
  const focus = standing.find(({ terms }) => terms.ticket.id === scene.memory.focusId) ?? standing[0];
  if (focus === undefined || saidYesOften(focus)) return [];
  return bargain(scene, [focus]);
}

/** Who has said yes to the same figure this often and hears nothing new has said it. */
const SAYS_YES_AGAIN = 3;

function saidYesOften({ ask, accepted }: RoomStanding): boolean {
  return accepted.filter((rate) => rate === ask).length >= SAYS_YES_AGAIN;
}

function giveReason(scene: Scene, room: RoomStanding): Part[] {
  const worry = raiseWorry(scene, room, true);
  return worry.length > 0 ? worry : [say(scene, 'no_worry', room)];
}

function answerWhichRate(scene: Scene, room: RoomStanding): Part[] {
  if (room.ask === undefined && scene.draws.happens('invite', 0.4)) return [say(scene, 'invite', room)];
  if (room.ask !== undefined) return bargain(scene, [room]);
  return resist(scene, room);
}

/** Says what a figure of theirs is, where we ask and they have named one. */
function clarify(scene: Scene, wants: (request: Request) => boolean): Part[] | undefined {
  const { memory, persona } = scene;
  const rooms = openRooms(scene).filter(({ named }) => named.length > 0);
  const room = rooms.find(({ terms }) => terms.ticket.id === memory.focusId) ?? rooms[0];
  const figure = room?.named.at(-1);
  if (room === undefined || figure === undefined) return undefined;
  const { ticket } = room.terms;
  if (wants('basis')) {
    figure.labelled = true;
    return [say(scene, figure.basis === 'net' ? 'basis_net' : 'basis_selling', room, figure, true)];
  }
  if (wants('room') && memory.rooms.length > 1) return [say(scene, 'clarify_room', room, figure, true)];
  if (wants('currency')) return [say(scene, 'clarify_currency', room, figure)];
  if (wants('unit'))
    return [say(scene, ticket.rateUnit === 'per_night' ? 'clarify_per_night' : 'clarify_per_stay', room, figure)];
  if (wants('nights')) return [say(scene, 'clarify_nights', room, figure)];
  if (wants('amount')) {
    const asked = { ...figure, labelled: persona.labelsBasis || figure.labelled };
    return [say(scene, 'clarify_amount', room, asked, true)];
  }
  return undefined;
}
