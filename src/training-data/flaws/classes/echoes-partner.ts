import { type FlawClass, type Injection } from '../flaw-class.js';
import { carriesDuty, did, isFirstMessage, isOpen, type Moment } from '../moment.js';
import { sentencesOf } from '../../../domain/signals/sentences.js';
import { bareAsk, expand, tidy, withSentence } from '../wording.js';
import { type Chance } from '../../../simulation/world/chance.js';

const FEWEST_WORDS = 6;
const MOST_WORDS = 28;

/** A sentence of theirs that is long enough to be known again. */
function theirSentence({ said }: Moment): string | undefined {
  return said
    .flatMap((text) => sentencesOf(text).map((sentence) => sentence.text))
    .filter((text) => !/["“”{}[\]@]|https?:/.test(text))
    .find((text) => {
      const words = text.split(/\s+/).length;
      return words >= FEWEST_WORDS && words <= MOST_WORDS;
    });
}

const MIRROR: Readonly<Record<string, string>> = {
  i: 'you',
  we: 'you',
  me: 'you',
  my: 'your',
  our: 'your',
  am: 'are',
  you: 'we',
  your: 'our',
  "i'm": 'you are',
  "we're": 'you are',
  mine: 'yours',
};

const mirrored = (text: string): string =>
  text
    .replace(/\b(to|with|for|from|of|by|at|tell|give) you\b/gi, '$1 us')
    .replace(/\bI was\b/gi, 'you were')
    .replace(/[\p{L}']+/gu, (word) => MIRROR[word.toLowerCase()] ?? word);

/** The echo stands where their words should be taken up. */
function echoed(moment: Moment, chance: Chance, make: (theirs: string) => string): Injection | undefined {
  const theirs = theirSentence(moment);
  if (
    theirs === undefined ||
    !isOpen(moment) ||
    isFirstMessage(moment) ||
    moment.plan.act === 'confirm_terms' ||
    did(moment, 'manipulate', 'ask_if_ai', 'ask_who')
  )
    return undefined;
  const echo = tidy(make(theirs.replace(/[.!?…,;:\s]+$/, '')));
  const ask = bareAsk(moment, chance);
  if (ask !== undefined) return { text: `${echo} ${ask}` };
  if (moment.plan.asks.length > 0 || carriesDuty(moment, moment.sentences[0]!)) return undefined;
  return moment.sentences.length > 1 ? { text: withSentence(moment.sentences, 0, echo) } : { text: echo };
}

export const echoesPartner: FlawClass = {
  id: 'echoes-partner',
  title: "Echoes the partner's sentence",
  rubricItems: ['repetition'],
  guardrails: [],
  severity: 0.3,
  ways: [
    { id: 'word-for-word', inject: (moment, chance) => echoed(moment, chance, (theirs) => `${theirs}.`) },
    {
      id: 'quoted',
      inject: (moment, chance) =>
        echoed(
          moment,
          chance,
          (theirs) =>
            `${expand(chance, chance.pick(['[You say|You write|You said]:', '[I read|I see]:', '[So|Right]:']))} "${theirs}".`,
        ),
    },
    {
      id: 'turned-to-you',
      inject: (moment, chance) =>
        echoed(moment, chance, (theirs) => `${expand(chance, '[So|I see that|I hear that|]')} ${mirrored(theirs)}.`),
    },
  ],
};
