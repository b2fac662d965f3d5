import { choiceUtilities } from './bargaining.js';
import { type Heard } from './reader.js';
import { chanceFor, floorOf, SILENCE, type Answer, type Talk } from './talk.js';

/** Share of partners' first answers to right terms that are neither yes nor no yet. */
const HESITATES = 0.08;
/** How often an owner who is asked says yes to terms that are right. */
const OWNER_CONFIRMS = 0.85;

/** Answers terms that wait for a yes: yes only to what it said or accepted, or better; otherwise it corrects them. */
export function answerTerms(talk: Talk, heard: Heard): Answer {
  const { goodwill, voice } = talk;
  const chance = chanceFor(talk, 'terms');
  for (const { room: index, rate } of heard.terms) {
    const room = talk.rooms[index]!;
    if (isRight(talk, index, rate)) continue;
    talk.focus = index;
    goodwill.last = 'refused';
    room.accepted = undefined;
    goodwill.mindWrongTerms();
    return { texts: [voice.say(room.said ? 'correct_terms' : 'reject', goodwill.mood, { room, marked: true })] };
  }
  if (!talk.hesitated && chance.happens(HESITATES)) {
    talk.hesitated = true;
    goodwill.last = 'other';
    return { texts: [voice.say('hesitate', goodwill.mood)] };
  }
  if (talk.persona.needsOwner && !talk.ownerAsked && chance.happens(0.5)) {
    talk.ownerAsked = true;
    talk.waiting = 'owner_on_terms';
    goodwill.last = 'other';
    return { texts: [voice.say('need_approval', goodwill.mood)] };
  }
  return agree(talk, heard);
}

/** The owner has looked at the terms. */
export function answerTermsAfterOwner(talk: Talk, heard: Heard): Answer {
  const { goodwill, voice } = talk;
  talk.waiting = undefined;
  if (!chanceFor(talk, 'owner').happens(OWNER_CONFIRMS)) {
    goodwill.last = 'refused';
    for (const room of talk.rooms) room.accepted = undefined;
    return { texts: [voice.say('approval_denied', goodwill.mood)], absent: true };
  }
  if (heard.terms.length > 0) return { ...answerTerms(talk, heard), absent: true };
  goodwill.last = 'agreed';
  return { texts: [voice.say('approval_given', goodwill.mood)], absent: true };
}

/** Everything is agreed: thanks, nothing, or second thoughts. */
export function answerAfterAgreement(talk: Talk): Answer {
  const { goodwill, voice, persona } = talk;
  if (persona.fickle && !talk.retracted) {
    talk.retracted = true;
    for (const room of talk.rooms) room.agreed = room.accepted = undefined;
    goodwill.last = 'refused';
    talk.refusedForGood = true;
    return { texts: [voice.say('retract', goodwill.mood)], absent: chanceFor(talk, 'retract').happens(0.5) };
  }
  talk.gone = true;
  return chanceFor(talk, 'thanks').happens(0.3) ? { texts: [voice.say('thanks', goodwill.mood)] } : SILENCE;
}

function agree(talk: Talk, heard: Heard): Answer {
  for (const { room, rate } of heard.terms) talk.rooms[room]!.agreed = talk.rooms[room]!.accepted = rate;
  talk.goodwill.last = 'agreed';
  return { texts: [talk.voice.say('confirm', talk.goodwill.mood)] };
}

/** As good as what it named or accepted; terms for which it did neither are judged like an ask. Never below the floor. */
function isRight(talk: Talk, index: number, rate: number): boolean {
  const room = talk.rooms[index]!;
  if (rate < floorOf(talk, room) - room.tolerance) return false;
  const reference = room.accepted ?? room.said?.rate;
  if (reference !== undefined) return rate >= reference - room.tolerance;
  room.ask = rate;
  return choiceUtilities(talk, room).accept > 0.5;
}
