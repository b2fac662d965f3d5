import { type Saying } from '../language/utterance.js';
import { choose, utilitiesOf, type Option } from './options.js';
import { type Heard } from './reader.js';
import { type Room } from './rooms.js';
import { chanceFor, floorOf, SILENCE, type Answer, type Talk } from './talk.js';

/** Questions in the order in which they come to mind; which one it is depends on chance. */
const QUESTIONS: readonly Saying[] = ['ask_why', 'ask_benefit', 'ask_evidence', 'ask_commission', 'ask_dates', 'ask_process'];
/** How often an owner says yes to an ask that is not below the floor, and how often there is a figure instead. */
const OWNER_AGREES = 0.6;
const OWNER_NAMES_FIGURE = 0.6;

/** Nobody calls a figure their last word before they have gone this share of the way. */
const LAST_WORDS_FROM = 0.8;

const NOTHING_ASKED = { asksFigure: false, asksReason: false, offersPerson: false } as const;

/** Utilities of the options for one room at this moment. */
export function choiceUtilities(
  talk: Talk,
  room: Room,
  heard: Pick<Heard, 'asksFigure' | 'asksReason' | 'offersPerson'> = NOTHING_ASKED,
): Record<Option, number> {
  return utilitiesOf({
    room,
    goodwill: talk.goodwill,
    persona: talk.persona,
    heard,
    floor: floorOf(talk, room),
    questionsAsked: talk.questionsAsked,
    reasonsGiven: talk.reasonsGiven,
    putOff: talk.putOff,
  });
}

/** Decides about the room in focus, and about the others of the message where this partner answers them together. */
export function bargain(talk: Talk, heard: Heard): Answer {
  const room = talk.rooms[talk.focus]!;
  const asked = heard.asks.map((ask) => talk.rooms[ask.room]!).filter((each) => each.agreed === undefined);
  if (asked.length > 1 && talk.persona.bundles) return bargainTogether(talk, asked, heard);
  // A yes stays a yes while it is not asked for more.
  if (room.accepted !== undefined && room.ask! >= room.accepted) return accept(talk, room);
  room.accepted = undefined;
  const option = choose(choiceUtilities(talk, room, heard), chanceFor(talk, 'choice'));
  return carryOut(talk, option, room);
}

/** Each room gets its own yes, figure or no; what is not about a room (a question, silence) is said once. */
function bargainTogether(talk: Talk, asked: readonly Room[], heard: Heard): Answer {
  const decisions = asked.map((room) => ({
    room,
    option: choose(choiceUtilities(talk, room, heard), chanceFor(talk, `choice ${room.name}`)),
  }));
  const common = decisions.find(({ option }) => !['accept', 'counter', 'stay_firm', 'refuse'].includes(option));
  if (common) return carryOut(talk, common.option, common.room);
  const [first, second] = decisions as [(typeof decisions)[number], (typeof decisions)[number]];
  if (decisions.length === 2 && first.option === 'counter' && second.option === 'counter') {
    for (const { room } of decisions) room.put();
    talk.goodwill.last = 'figure';
    return { texts: [talk.voice.say('counter_both', talk.goodwill.mood, { room: first.room, other: second.room })] };
  }
  const answers = decisions.map(({ room, option }) => carryOut(talk, option, room));
  return { texts: answers.flatMap(({ texts }) => texts) };
}

/** Does what was chosen. */
function carryOut(talk: Talk, option: Option, room: Room): Answer {
  const { goodwill, voice, persona } = talk;
  const mood = goodwill.mood;
  const say = (saying: Saying): Answer => ({ texts: [voice.say(saying, mood, { room })] });
  switch (option) {
    case 'accept':
      return accept(talk, room);
    case 'counter':
      return nameFigure(talk, room);
    case 'stay_firm':
      goodwill.last = 'figure';
      return say(room.progress > LAST_WORDS_FROM ? 'counter_firm' : 'counter');
    case 'refuse':
      room.refusals += 1;
      goodwill.last = 'refused';
      if (persona.bursts && talk.reasonsGiven === 0)
        return { texts: [voice.say('reject', mood, { room }), ...giveReason(talk).texts] };
      return { texts: [voice.say('reject', mood, { room, concern: goodwill.concernTold ? persona.concern : 'none' })] };
    case 'give_reason':
      return giveReason(talk);
    case 'question':
      return askQuestion(talk);
    case 'later':
      talk.putOff += 1;
      talk.waiting = 'back';
      goodwill.last = 'other';
      return say('later');
    case 'silent':
      goodwill.last = 'other';
      return SILENCE;
    case 'leave':
      talk.refusedForGood = true;
      goodwill.last = 'refused';
      return say('reject_for_good');
    case 'person':
      talk.waiting = 'person';
      goodwill.last = 'other';
      return say('wants_person');
    case 'opt_out':
      talk.gone = true;
      return say('opt_out');
  }
}

function accept(talk: Talk, room: Room): Answer {
  const { goodwill, voice, persona } = talk;
  if (persona.needsOwner && !talk.ownerAsked) {
    talk.ownerAsked = true;
    talk.waiting = 'owner';
    goodwill.last = 'other';
    return {
      texts: [
        voice.say('need_approval', goodwill.mood, { concern: persona.concern === 'owner_approval' ? 'owner_approval' : 'none' }),
      ],
    };
  }
  room.accepted = room.ask;
  goodwill.last = 'agreed';
  // Below its own reservation rate only the lever makes it worth while, and it says so.
  const lever = room.ask! < room.reservation ? bestLever(talk) : undefined;
  if (lever !== undefined) return { texts: [voice.say('accept_for_lever', goodwill.mood, { room, lever })] };
  return { texts: [voice.say('accept', goodwill.mood, { room })] };
}

function bestLever(talk: Talk): string | undefined {
  if (!talk.responsive) return undefined;
  const offered = [...talk.leversOffered].map((index) => talk.scenario.levers[index]!);
  return offered.toSorted((one, other) => other.worth - one.worth)[0]?.lever.title;
}

/** Names the next figure; a slip is corrected in the next message. */
export function nameFigure(talk: Talk, room: Room): Answer {
  const { goodwill, voice, persona } = talk;
  room.put();
  goodwill.last = 'figure';
  const chance = chanceFor(talk, 'figure');
  if (persona.slips && !talk.slipped) {
    talk.slipped = true;
    const meant = room.put();
    room.said = { ...meant, amount: meant.amount + (meant.amount >= 1000 ? 100 : 10) };
    const slip = voice.say('counter', goodwill.mood, { room });
    room.said = meant;
    return { texts: [slip, voice.say('correct_figure', goodwill.mood, { room, marked: meant.basis === 'net' })] };
  }
  const saying = room.progress > LAST_WORDS_FROM && chance.happens(0.4) ? 'counter_firm' : 'counter';
  const text = voice.say(saying, goodwill.mood, { room, concern: goodwill.concernTold ? persona.concern : 'none' });
  if (persona.bursts && talk.reasonsGiven === 0 && chance.happens(0.4)) {
    const reason = giveReason(talk).texts;
    goodwill.last = 'reason';
    return { texts: [text, ...reason] };
  }
  return { texts: [text] };
}

/** Says again what was meant, with net or selling beside it. */
export function explainFigure(talk: Talk, room: Room): Answer {
  talk.goodwill.last = 'figure';
  return { texts: [talk.voice.say('counter', talk.goodwill.mood, { room, marked: true })] };
}

export function giveReason(talk: Talk): Answer {
  const { goodwill, voice, persona } = talk;
  talk.reasonsGiven += 1;
  goodwill.concernTold = true;
  goodwill.last = 'reason';
  return { texts: [voice.say('give_reason', goodwill.mood, { concern: persona.concern })] };
}

export function askQuestion(talk: Talk): Answer {
  const { goodwill, voice } = talk;
  const question = QUESTIONS[(chanceFor(talk, 'question').whole(0, 2) + 2 * talk.questionsAsked) % QUESTIONS.length]!;
  talk.questionsAsked += 1;
  goodwill.openQuestion = question;
  goodwill.last = 'question';
  return { texts: [voice.say(question, goodwill.mood)] };
}

/** The owner has answered about our standing ask: yes, a figure, or no. */
export function ownerAnswers(talk: Talk): Answer {
  const { goodwill, voice } = talk;
  const room = talk.rooms[talk.focus]!;
  const chance = chanceFor(talk, 'owner');
  talk.waiting = undefined;
  if (room.ask !== undefined && room.ask >= floorOf(talk, room) && chance.happens(OWNER_AGREES)) {
    room.accepted = room.ask;
    goodwill.last = 'agreed';
    return { texts: [voice.say('approval_given', goodwill.mood, { room })], absent: true };
  }
  if (chance.happens(OWNER_NAMES_FIGURE)) return { ...nameFigure(talk, room), absent: true };
  room.refusals += 1;
  goodwill.last = 'refused';
  return { texts: [voice.say('approval_denied', goodwill.mood)], absent: true };
}
