import { type Interruption, INTERRUPTIONS } from './interruption-kinds.js';
import { type Part } from './lines/line.js';
import { leastAcceptable, type RoomStanding, roomOf } from './memory.js';
import { figureAt, openRooms, say, type Scene } from './scene.js';
import { timeToLater } from './timing.js';

/** What comes instead of an answer to this message, if anything. */
export function drawInterruption(scene: Scene): Interruption | undefined {
  const { persona, memory, draws } = scene;
  const asked = openRooms(scene).some(({ ask }) => ask !== undefined);
  return INTERRUPTIONS.find(({ kind, until, afterAsk, times, byGoodwill }) => {
    if (memory.heard > until || (afterAsk && !asked)) return false;
    if (memory.interruptions.filter((before) => before === kind).length >= times) return false;
    if (kind === 'ask_owner' && memory.askedOwner) return false;
    // At goodwill 1 nobody walks away, at -1 four times as many as at 0.
    const factor = byGoodwill ? Math.pow(1 - memory.goodwill, 2) : 1;
    return draws.happens(`interruption-${kind}`, Math.min(0.9, persona.interruptions[kind] * factor));
  })?.kind;
}

/** Says an interruption, and remembers what it leaves open. */
export function interrupt(scene: Scene, kind: Interruption): Part[] {
  const { memory, draws } = scene;
  const room = openRooms(scene).find(({ unanswered }) => unanswered) ?? roomOf(memory, memory.focusId);
  memory.interruptions.push(kind);
  switch (kind) {
    case 'wrong_person': {
      if (draws.happens('same-move', 0.5)) {
        const laterMs = timeToLater(draws.of('right-person-time'));
        return [say(scene, 'wrong_person', room), { ...say(scene, 'right_person', room), laterMs }];
      }
      memory.open = { kind: 'right_person' };
      break;
    }
    case 'later':
      memory.open = { kind: 'later' };
      break;
    case 'ask_owner':
      return askOwner(scene, room);
    case 'opt_out':
      memory.ended = true;
      break;
    case 'who_are_you':
    case 'are_you_a_bot':
      memory.question = 'identity';
      break;
    case 'wants_person':
      memory.open = { kind: 'person' };
      break;
    case 'upset':
    case 'off_topic':
    case 'trick':
    case 'unclear':
      break;
  }
  return [say(scene, kind, room)];
}

/** Leaves our ask for a room to the owner until they hear from us again. */
export function askOwner(scene: Scene, room: RoomStanding): Part[] {
  scene.memory.askedOwner = true;
  scene.memory.open = { kind: 'owner', ticketId: room.terms.ticket.id };
  room.unanswered = false;
  return [say(scene, 'ask_owner', room)];
}

/**
 * What the owner said. A yes is a yes to our ask only where it is good enough; an owner who wants more raises what they
 * need, by a share that does not depend on what we asked for.
 */
export function ownerAnswers(scene: Scene, room: RoomStanding): Part[] {
  const { persona, memory } = scene;
  const currentRate = Number(room.terms.ticket.currentRate);
  if (persona.ownerSays !== 'yes') {
    room.ownerMinimum = Math.min(currentRate, room.aspiration * (1 + persona.ownerMarkup));
    room.named = [];
    room.accepted = [];
  }
  room.unanswered = false;
  if (persona.ownerSays === 'yes' && room.ask !== undefined && room.ask >= leastAcceptable(room)) {
    room.accepted.push(room.ask);
    return [say(scene, 'owner_yes', room)];
  }
  const figure = persona.ownerSays === 'no' ? undefined : figureAt(scene, room);
  if (figure === undefined) {
    memory.refusedLast = true;
    return [say(scene, 'owner_no', room)];
  }
  room.named.push(figure);
  return [say(scene, 'owner_figure', room, figure, true)];
}
