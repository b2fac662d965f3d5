import { type Dialogue, type DialogueLine, type PartnerLine } from '../../training-data/corpus/dialogue.js';
import { type AgentAct } from '../../domain/taxonomy.js';
import { standsAlone } from './standing-alone.js';
import { type Saying, type UtterancePattern } from './utterance.js';

const YES =
  /\b(?:yes|yess?|yep|yeah|yea|yup|ok|okay|okey|oki|k|agreed?|accept\w*|deal|fine|right|correct|confirm\w*|sure|good|done|can do|works?|approved?|si|sí|oui|ja|hai|da|tamam|perfect)\b/i;
/** Takes an ask; a bare "ok" may only say that it was heard. */
const TAKES_IT =
  /\b(?:yes|yess|yep|yeah|yup|agreed?|accept\w*|deal|fine|sure|can|do|works?|approved?|done|let'?s|gladly|all right)\b/i;
const CLEAR_YES = /\b(?:yes|yess|yep|yeah|yup|agreed?|confirm\w*|correct|deal|approved?|accept\w*|done)\b/i;
const NO =
  /\b(?:no|not|nope|nah|non|never|cannot|can't|cant|won't|wont|don't|dont|doesn't|impossible|below|low|refuse|stop|but|if|unless|except|however|only|instead|maybe|perhaps|wait|later|almost|nearly|minus|withdraw\w*|drop)\b/i;
const CLEAR_NO =
  /\b(?:no|nope|nah|not|never|cannot|can't|cant|won't|wont|don't|dont|impossible|sorry|too low|too little|too much)\b/i;
const LAST_WORD =
  /\b(?:final|last word|not a (?:cent|penny)|(?:no|not) lower|lowest|my last|last price|full stop|no more asking|stop asking)\b/i;
/** Words beside a figure that make it mean something else than the figure. */
const FIGURE_CHANGERS =
  /\b(?:net|netto|gross|selling|if|with|w\/|without|plus|per|each|and|but|or|commission|percent|not|half|guests?|optional|doesn't|dont|don't|enough|impossible|before|instead|over the stay|under|below|least|max|most|whole|average|idk|mad|start|next to|more|owner|boss|director|subject|approv\w*|manager|persons?|people|free|between)\b/i;
/** Words that show that somebody has not made up their mind: "ok ok" alone could be a yes. */
const UNDECIDED = /\b(?:h+m+|read|reading|look|let me|moment|wait|checking)\b|…|\.\.|👀|🤔/iu;
const GIVES_LEAVE =
  /\b(?:ok|okay|yes|go on|go ahead|tell|listening|see|noted|fine|sure|carry on|continue|proceed|right|hm+|aha|speak|say it|say|propose|suggest)\b/i;

const ASKS_OF_OURS: ReadonlySet<AgentAct> = new Set(['propose', 'counter', 'hold', 'offer_lever']);
const TERMS_OF_OURS: ReadonlySet<AgentAct> = new Set(['confirm_terms', 'accept']);

/** What is asked about, in the order in which it is looked for. */
const TOPICS: readonly (readonly [Saying, RegExp])[] = [
  ['ask_benefit', /\b(?:what (?:do|would|will) (?:i|we) (?:get|have|win|gain)|in return|for me|for us|what's in it|benefit)\b/i],
  [
    'ask_evidence',
    /\b(?:which (?:site|other)|what (?:site|other)|where (?:do|did|is)|elsewhere|who (?:sells|shows|has)|how do you know)\b/i,
  ],
  ['ask_commission', /\b(?:commission|your cut|your share|what do you take)\b/i],
  [
    'ask_dates',
    /\b(?:which (?:dates|nights)|what (?:dates|nights)|how many nights|for when|when is (?:it|this)|only (?:those|these) nights)\b/i,
  ],
  ['ask_process', /\b(?:how (?:does|do|would|will) (?:it|this|we|i)|who (?:loads|changes|enters)|what happens|extranet)\b/i],
];

/** Acts whose lines mean the same wherever they stand. */
const PLAIN: Partial<Record<PartnerLine['acts'][number], Saying>> = {
  need_approval: 'need_approval',
  later: 'later',
  wrong_person: 'wrong_person',
  wants_person: 'wants_person',
  opt_out: 'opt_out',
  upset: 'upset',
  thanks: 'thanks',
  small_talk: 'small_talk',
  off_topic: 'off_topic',
  manipulate: 'manipulate',
  retract: 'retract',
  unclear: 'unclear',
  ask_why: 'ask_why',
  ask_who: 'ask_who',
  ask_if_ai: 'ask_if_ai',
};

/** Words that each plain saying has to hold to be what its label says; others need none. */
const HOLDS: Partial<Record<Saying, RegExp>> = {
  opt_out:
    /\b(?:stop|remove|no more|never|not? (?:write|message|contact)|take (?:me|us|my|this)|unsubscribe|leave (?:me|us)|don'?t (?:write|message|contact|ask))\b/i,
  wants_person: /\b(?:person|human|someone|somebody|people|real|manager|call|phone|colleague|speak|talk)\b/i,
  wrong_person:
    /\b(?:not me|wrong|not (?:my|mine|for me|responsible|the one)|don'?t (?:do|decide|handle|make)|only (?:do|the|work)|reception|other person)\b/i,
  need_approval: /\b(?:ask|check|approv\w*|owner|boss|manager|office|decide|director|call|ring|phone|confirm|forward|sign)\b/i,
  later: /\b(?:later|tomorrow|moment|minute\w*|busy|wait|now|hour\w*|tonight|back|soon|let me)\b/i,
  retract:
    /\b(?:take (?:it |that |this )?(?:back|all back)|not (?:agreed|a yes|possible)|cancel|withdraw|scrap|changed? (?:my|our) mind|no)\b/i,
  ask_who: /\?|\bwho\b/i,
  ask_if_ai: /\b(?:bot|robot|machine|human|person|computer|ai|automatic|real)\b/i,
  ask_why: /\?|\bwhy\b/i,
};

/** Sayings in which a pointer or a particular is harmless. */
const FORGIVING: ReadonlySet<Saying> = new Set([
  'ask_if_ai',
  'wants_person',
  'opt_out',
  'retract',
  'manipulate',
  'off_topic',
  'small_talk',
]);

/**
 * Partner lines that can be said in another conversation, with what they say. A line is left out where it points to
 * something that may not hold there, names facts of its own, has slots that cannot be filled, or where its words do not
 * bear out its labels: a yes without a yes, a counter with a second number.
 */
export function mineUtterances(dialogues: readonly Dialogue[]): UtterancePattern[] {
  const seen = new Set<string>();
  const patterns: UtterancePattern[] = [];
  const isPlain = plainness(dialogues);
  for (const dialogue of dialogues) {
    let ours: AgentAct | undefined;
    dialogue.lines.forEach((line, index) => {
      if (line.who === 'agent') {
        ours = line.act;
        return;
      }
      const saying = sayingOf(line, ours, dialogue.lines[index + 1]);
      if (saying === undefined || !isPlain(line.text, saying)) return;
      const key = `${saying} ${line.text.toLowerCase()}`;
      if (seen.has(key)) return;
      seen.add(key);
      patterns.push({
        saying,
        acts: [...line.acts],
        concern: line.concern,
        mood: line.mood,
        manner: dialogue.manner,
        ...(line.concern === 'season' || line.concern === 'occupancy' ? { season: dialogue.season } : {}),
        text: line.text,
        source: `${dialogue.id}:${line.line}`,
      });
    });
  }
  return patterns;
}

function sayingOf(line: PartnerLine, ours: AgentAct | undefined, next: DialogueLine | undefined): Saying | undefined {
  const { text, acts } = line;
  const [main, ...others] = acts;
  const slots = [...text.matchAll(/\{([a-z_0-9]+)\}/g)].map((match) => match[1]!);
  if (main === 'counter' || (main === 'correct' && slots.includes('quote'))) return figureSaying(line, slots, ours);
  if (slots.some((slot) => slot.startsWith('quote'))) return undefined;
  if (main === 'give_reason') return others.length === 0 ? reasonSaying(line) : undefined;
  const plain = main === undefined ? undefined : PLAIN[main];
  if (plain !== undefined) return plainSaying(plain, line);
  if (!standsAlone(text)) return undefined;
  if (main === 'accept' && others.length === 0) return acceptSaying(text, ours);
  // A no that is followed by a figure in the next message belongs to it.
  if (main === 'reject' && others.length === 0 && next?.who !== 'partner' && saysNo(text))
    return LAST_WORD.test(text) ? 'reject_for_good' : 'reject';
  if (main === 'greet' && ours === 'greet' && others.length === 0 && !text.includes('?')) return 'greet';
  if (main === 'acknowledge' && others.length === 0) return acknowledgeSaying(text, ours);
  if (main === 'question') return TOPICS.find(([, words]) => words.test(text))?.[0];
  return undefined;
}

const saysNo = (text: string): boolean =>
  CLEAR_NO.test(text) && !text.includes('?') && !/^(?:yes|ok|sure)\b|take it back/i.test(text) && text.split(/\s+/).length <= 16;

/** One figure and no conditions; "net" is said by the figure itself, not by the pattern. */
function figureSaying({ text, acts }: PartnerLine, slots: readonly string[], ours: AgentAct | undefined): Saying | undefined {
  if (!standsAlone(text) || acts.some((act) => act !== 'counter' && act !== 'reject' && act !== 'correct')) return undefined;
  const named = slots.filter((slot) => slot !== 'room' && slot !== 'hotel');
  if (named.length !== 1 || named[0] !== 'quote' || FIGURE_CHANGERS.test(text)) return undefined;
  if (acts[0] === 'correct') return ours !== undefined && TERMS_OF_OURS.has(ours) ? 'correct_terms' : 'correct_figure';
  return LAST_WORD.test(text) ? 'counter_firm' : 'counter';
}

/** Reasons may hold particulars of a house, as long as nobody is named; those of a kind come with their concern. */
function reasonSaying(line: PartnerLine): Saying | undefined {
  if (
    line.concern === 'none' ||
    /^(?:yes|ok|sure|fine)\b/i.test(line.text) ||
    line.text.split(/\s+/).length < 4 ||
    line.text.includes('?')
  )
    return undefined;
  return standsAlone(line.text) ? 'give_reason' : undefined;
}

function plainSaying(saying: Saying, { text, acts }: PartnerLine): Saying | undefined {
  if (acts.some((act) => act === 'accept' || act === 'counter')) return undefined;
  const forgiving = FORGIVING.has(saying);
  if (!standsAlone(text, { particulars: forgiving, pointers: forgiving || saying === 'need_approval' })) return undefined;
  return HOLDS[saying]?.test(text) === false ? undefined : saying;
}

function acceptSaying(text: string, ours: AgentAct | undefined): Saying | undefined {
  if (ours === undefined || text.includes('?') || !YES.test(text) || NO.test(text)) return undefined;
  if (TERMS_OF_OURS.has(ours) || (ours === 'clarify' && CLEAR_YES.test(text)))
    return CLEAR_YES.test(text) ? 'confirm' : undefined;
  return ASKS_OF_OURS.has(ours) && TAKES_IT.test(text) && text.split(/\s+/).length <= 12 ? 'accept' : undefined;
}

function acknowledgeSaying(text: string, ours: AgentAct | undefined): Saying | undefined {
  if (ours === 'greet') return GIVES_LEAVE.test(text) && !NO.test(text) ? 'greet' : undefined;
  if (ours === 'brief') return GIVES_LEAVE.test(text) && !NO.test(text) && !text.includes('?') ? 'go_ahead' : undefined;
  const short = text.split(/\s+/).length <= 5 && !CLEAR_YES.test(text) && !text.includes('?');
  if (!short || ours === undefined) return undefined;
  if (TERMS_OF_OURS.has(ours)) return UNDECIDED.test(text) ? 'hesitate' : undefined;
  return ASKS_OF_OURS.has(ours) ? 'acknowledge' : undefined;
}

/** A word is common where one dialogue in so many has it in the partner's lines. */
const COMMON_IN = 250;

/**
 * Tells lines of common words from those that live in one house only ("a ribbon does not pass through the cash desk"): one
 * rare word may be a typo or a word of their own language, more are a story. In a small corpus every word is common.
 */
function plainness(dialogues: readonly Dialogue[]): (text: string, saying: Saying) => boolean {
  const counts = new Map<string, number>();
  for (const dialogue of dialogues) {
    const words = new Set(dialogue.lines.flatMap((line) => (line.who === 'partner' ? wordsOf(line.text) : [])));
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const least = Math.ceil(dialogues.length / COMMON_IN);
  return (text, saying) => {
    const rare = wordsOf(text).filter((word) => (counts.get(word) ?? 0) < least).length;
    return rare <= (RICH.has(saying) ? 3 : 1);
  };
}

/** Sayings whose lines tell a story of their own and bind nobody. */
const RICH: ReadonlySet<Saying> = new Set([
  'give_reason',
  'upset',
  'off_topic',
  'small_talk',
  'manipulate',
  'opt_out',
  'retract',
]);

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/\{[a-z_0-9]+\}/g, ' ')
    .match(/\p{L}[\p{L}'’]*/gu) ?? [];
