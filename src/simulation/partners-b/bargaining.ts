import { type QuestionTopic } from '../../domain/taxonomy.js';
import { seriousness } from './concession.js';
import { askOwner } from './interruptions.js';
import { canConvert, figureFor, otherBasis, percentOff, slipOf, writeAmount } from './figures.js';
import { type LineKind, type Part } from './lines/line.js';
import { leastAcceptable, type NamedFigure, type RoomStanding } from './memory.js';
import { figureAt, nameOf, openRooms, say, type Scene, slotsFor, write } from './scene.js';

/** Chance to name a figure at goodwill 1 more than at 0; at -1 as much less. */
const GOODWILL_ON_NAMING = 0.25;
/** A direct question for a rate makes a figure more likely. */
const ASKED_FOR_RATE = 0.25;
/** Share of their figures that they name even where an ask is beyond anything they could do. */
const NAMES_ANYWAY = 0.5;
/** Times a worry is put forward in one conversation. */
const WORRY_REPEATS = 2;
/** Above the floor by less than this share of the current rate, a figure is a last word. */
const NEAR_FLOOR = 0.01;

/** Answers our standing asks: yes to what is good enough, else a figure, a refusal, a worry or a question. */
export function bargain(scene: Scene, asked: readonly RoomStanding[]): Part[] {
  const { persona, memory, draws } = scene;
  const addressed = persona.bundles ? asked : asked.slice(0, 1);
  const good = addressed.filter((room) => isTaken(scene, room));
  const short = addressed.find((room) => !good.includes(room));
  const [first, second] = good;
  if (first !== undefined && !memory.askedOwner && draws.happens('owner', persona.ownerChance)) return askOwner(scene, first);
  for (const room of good) {
    room.accepted.push(room.ask!);
    room.unanswered = false;
  }
  if (first !== undefined && second !== undefined && short === undefined) {
    const part = say(scene, 'accept_bundle', first);
    part.slots.other_room = nameOf(scene, second);
    part.slots.other_figure = writeAmount(second.ask!, second.terms.ticket.currency, persona, draws.of('second-ask'), true);
    return [part];
  }
  const accepted = first === undefined ? [] : [say(scene, 'accept', first)];
  return short === undefined ? accepted : [...accepted, ...resist(scene, short, accepted.length > 0)];
}

/** An ask that they could do need not reach the aspiration to the last: near it they do not haggle on. */
function isTaken({ persona }: Scene, room: RoomStanding): boolean {
  const { ask, terms, aspiration, ownerMinimum } = room;
  const near = aspiration - persona.settlesFor * Number(terms.ticket.currentRate);
  return ask !== undefined && ask >= Math.max(near, ownerMinimum, terms.reservationRate);
}

/** What they say about a room whose ask is not good enough. */
export function resist(scene: Scene, room: RoomStanding, afterYes = false): Part[] {
  const { persona, memory, draws } = scene;
  room.unanswered = false;
  const saysAgain = persona.hardensBy === 'final_word' && draws.happens('final-again', 0.4);
  if (memory.hardened) return saysAgain ? [say(scene, 'final', room)] : [];
  if (isOutOfPatience(scene, room)) {
    memory.hardened = true;
    memory.refusedLast = true;
    return persona.hardensBy === 'silence' ? [] : [say(scene, 'final', room)];
  }
  const named = nameFigure(scene, room, afterYes);
  const worry = named.length > 0 && draws.happens('worry-before-figure', 0.5) ? [] : raiseWorry(scene, room);
  memory.refusedLast = named.length === 0;
  const kind = refusalKind(scene, room);
  const refusal = named.length > 0 || (worry.length > 0 && draws.happens('worry-is-no', 0.4)) ? [] : [say(scene, kind, room)];
  const question = afterYes ? [] : askQuestion(scene, room);
  const parts = [...refusal, ...worry, ...named, ...question];
  return persona.manner === 'terse' && parts.length > 2 ? [...refusal, ...worry, ...named] : parts;
}

function refusalKind({ memory, draws }: Scene, room: RoomStanding): LineKind {
  if (room.ask !== undefined && draws.happens('say-our-figure', 0.35)) return 'refuse_figure';
  return memory.rooms.length > 1 && draws.happens('say-the-room', 0.7) ? 'refuse_room' : 'refuse';
}

/** Placebo partners run out of patience when their schedule is over, others when we have not moved for too long. */
function isOutOfPatience({ persona, memory, responsive }: Scene, room: RoomStanding): boolean {
  if (!responsive) return memory.heard >= persona.scheduleRounds + persona.patience;
  return patienceLeft({ persona, memory }, room) <= 0;
}

function patienceLeft({ persona, memory }: Pick<Scene, 'persona' | 'memory'>, { strain }: RoomStanding): number {
  return Math.max(1, persona.patience * (1 + 0.5 * memory.goodwill)) - strain;
}

/** Draws whether they name a figure; for a placebo partner nothing that we write makes a difference. */
function wantsToName(scene: Scene, room: RoomStanding): boolean {
  const { persona, memory, draws, hearing, responsive } = scene;
  if (!responsive) return draws.happens('name', persona.nameChance);
  // Before it comes to a last no, most say once what they would do.
  if (isNearlyOutOfPatience(scene, room) && persona.hardensBy === 'final_word') return true;
  const asked = hearing.wants.has('rate') ? ASKED_FOR_RATE : 0;
  const serious = room.ask === undefined ? 1 : seriousness(room.ask, room.terms, persona);
  const naming = persona.nameChance + GOODWILL_ON_NAMING * memory.goodwill + asked;
  return draws.happens('name', naming * (NAMES_ANYWAY + (1 - NAMES_ANYWAY) * serious));
}

/** A figure of theirs, in one of many ways; empty where they do not name one. */
export function nameFigure(scene: Scene, room: RoomStanding, afterYes = false): Part[] {
  const { persona, draws } = scene;
  // Who has just said yes does not go lower unasked.
  if ((room.ask !== undefined && room.accepted.includes(room.ask)) || !wantsToName(scene, room)) return [];
  const other = openRooms(scene).find((each) => each !== room);
  if (other && !afterYes && draws.happens('other-room', persona.otherRoomChance)) return nameOtherRoom(scene, room, other);
  const own = figureAt(scene, room);
  if (own === undefined) return [];
  const before = room.named.at(-1);
  if (before !== undefined && own === before) return [say(scene, 'stick', room, before)];
  const percent = draws.happens('percent', persona.unusualFigureChance / 2)
    ? percentOff(room.terms.ticket, leastAcceptable(room))
    : undefined;
  if (percent !== undefined) {
    const { priceBasis } = room.terms.ticket;
    room.named.push({ rate: percent.rate, said: percent.rate, basis: priceBasis, labelled: true });
    return [{ kind: 'counter_percent', slots: { ...slotsFor(scene, room), percent: String(percent.percent) } }];
  }
  const figure = inOtherBasis(scene, room) ?? own;
  room.named.push(figure);
  if (figure === own && draws.happens('slip', persona.slipChance)) return slip(scene, room, figure);
  const partner = other && persona.bundles && !afterYes ? figureAt(scene, other) : undefined;
  if (other && partner) {
    other.named.push(partner);
    const part = say(scene, 'counter_bundle', room, figure);
    part.slots.other_room = nameOf(scene, other);
    part.slots.other_figure = write(scene, other, partner);
    return [part];
  }
  return [say(scene, isLastWord(scene, room) && draws.happens('firm', 0.6) ? 'counter_firm' : 'counter', room, figure)];
}

function isLastWord(scene: Scene, room: RoomStanding): boolean {
  const { aspiration, terms } = room;
  return (
    aspiration - terms.reservationRate <= NEAR_FLOOR * Number(terms.ticket.currentRate) || isNearlyOutOfPatience(scene, room)
  );
}

function isNearlyOutOfPatience(scene: Scene, room: RoomStanding): boolean {
  return scene.responsive && patienceLeft(scene, room) <= 1;
}

function nameOtherRoom(scene: Scene, room: RoomStanding, other: RoomStanding): Part[] {
  const figure = figureAt(scene, other);
  if (figure === undefined) return [];
  room.unanswered = false;
  if (other.named.at(-1) !== figure) other.named.push(figure);
  return [say(scene, 'other_room', other, figure)];
}

/** The same aspiration said net where the ticket is selling, or the reverse. */
function inOtherBasis({ persona, draws }: Scene, room: RoomStanding): NamedFigure | undefined {
  const { ticket } = room.terms;
  if (!canConvert(ticket) || !draws.happens('other-basis', persona.otherBasisChance)) return undefined;
  const figure = figureFor(ticket, leastAcceptable(room), persona, otherBasis(ticket.priceBasis));
  return figure && { ...figure, labelled: persona.labelsBasis };
}

/** A slip of the finger, put right at once or when they hear from us. */
function slip(scene: Scene, room: RoomStanding, figure: NamedFigure): Part[] {
  const { memory, draws } = scene;
  const wrong = slipOf(figure.said);
  if (wrong === undefined) return [say(scene, 'counter', room, figure)];
  memory.slips.push(wrong);
  const slipped = say(scene, 'counter', room, { ...figure, said: wrong }, true);
  if (draws.happens('slip-stays', 0.35)) {
    memory.open = { kind: 'slip', ticketId: room.terms.ticket.id };
    return [slipped];
  }
  return [slipped, { ...correct(scene, room), laterMs: Math.round(draws.of('slip-time').between(4000, 60_000)) }];
}

/** Puts a slip right. */
export function correct(scene: Scene, room: RoomStanding): Part {
  const part = say(scene, 'correct', room, room.named.at(-1), true);
  const wrong = scene.memory.slips.at(-1);
  if (wrong !== undefined) part.slots.slip = String(wrong);
  return part;
}

/** A worry of theirs where one is due. */
export function raiseWorry(scene: Scene, room: RoomStanding, certain = false): Part[] {
  const { persona, memory, draws } = scene;
  const left = persona.worries.filter((each) => memory.worriesSaid.filter((said) => said === each).length < WORRY_REPEATS);
  const worry = left.find((each) => !memory.worriesSaid.includes(each)) ?? left[0];
  if (worry === undefined || !(certain || draws.happens('worry', persona.worryChance))) return [];
  memory.worry = worry;
  memory.worriesSaid.push(worry);
  return [say(scene, `worry_${worry}`, room)];
}

/** Questions that make no sense any more once an ask was heard, and those that make none before. */
const BEFORE_ASK: readonly QuestionTopic[] = ['asked_rate'];
const AFTER_ASK: readonly QuestionTopic[] = ['lever', 'benefit', 'price_basis', 'limit', 'payment', 'process', 'deadline'];

/** A question of theirs where one is due. */
export function askQuestion(scene: Scene, room: RoomStanding, chance = scene.persona.questionChance): Part[] {
  const { persona, memory, draws } = scene;
  const unsuited = room.ask === undefined ? AFTER_ASK : BEFORE_ASK;
  const topic = persona.questions.find((each) => !memory.questionsAsked.includes(each) && !unsuited.includes(each));
  if (topic === undefined || !draws.happens('question', chance)) return [];
  memory.question = topic;
  memory.questionsAsked.push(topic);
  return [say(scene, `question_${topic}`, room)];
}
