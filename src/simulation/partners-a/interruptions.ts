import { type Saying } from '../language/utterance.js';
import { type Interruption } from './persona.js';
import { SILENCE, type Answer, type Talk } from './talk.js';
import { type Heard } from './reader.js';

/** What comes between at this message, said instead of an answer. */
export function interrupt(talk: Talk, kind: Interruption): Answer {
  const { goodwill, voice, persona } = talk;
  const mood = goodwill.mood;
  const aside = (saying: Saying, open = false): Answer => {
    goodwill.last = open ? 'question' : 'other';
    if (open) goodwill.openQuestion = saying;
    return { texts: [voice.say(saying, mood)] };
  };
  switch (kind) {
    case 'silence':
      return SILENCE;
    case 'ask_who':
    case 'ask_if_ai':
    case 'off_topic':
    case 'manipulate':
      return aside(kind, true);
    case 'small_talk':
    case 'unclear':
    case 'acknowledge':
      return aside(kind);
    case 'later':
      talk.waiting = 'back';
      return aside('later');
    case 'wrong_person':
      talk.waiting = 'right_person';
      return aside('wrong_person');
    case 'wants_person':
      talk.waiting = 'person';
      return aside('wants_person');
    case 'upset':
      goodwill.last = 'complained';
      if (talk.responsive) goodwill.annoyance = Math.min(1, goodwill.annoyance + 0.25);
      return { texts: [voice.say('upset', mood === 'angry' ? 'angry' : 'annoyed', { concern: persona.concern })] };
  }
}

/** Wanted a person: that settles it if one is coming; otherwise they say it once more, and no more. */
export function awaitPerson(talk: Talk, heard: Heard): Answer {
  const { goodwill, voice } = talk;
  talk.waiting = undefined;
  talk.gone = true;
  if (heard.handsOver || !talk.responsive) return SILENCE;
  return { texts: [voice.say('wants_person', goodwill.mood)] };
}
