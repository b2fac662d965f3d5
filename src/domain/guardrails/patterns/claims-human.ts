import { type ReplyContext } from '../../conversation/reply-context.js';
import { violation } from '../finding.js';
import { type Guardrail } from '../guardrail.js';
import { findWording, matches, namesOnRecord, wordingFinding, wordings } from './wording.js';

const MACHINE =
  '(?:ai|a\\.i\\.|bot|chat-?bot|robot|machine|computer(?: program)?|program|algorithm|piece of software|software|assistant|automated (?:system|assistant|message|reply|service)|language model)';
const HUMAN =
  '(?:human being|human|person|man|woman|guy|girl|lady|people|human agent|live agent|human employee|employee|colleague from|staff member)';
const ROLE = '(?:manager|representative|rep|specialist|executive|director|agent|consultant|buyer|coordinator|supervisor)';

const WORDINGS = wordings({
  always: [
    // Denials of being a machine, as a statement of its own: "you prefer a person, not a bot" is none.
    new RegExp(
      `(?:^|[.!?;:-] |\\bno,? |\\bi am |\\bi'm |\\bthis is |\\bthat is |\\bit is |\\bit's |\\bhere is |\\bthere is |\\bthere's )(?:definitely |really |certainly |absolutely |just |also |of course )?(?:not|no) (?:a |an |any |some |just a |just an )?(?:\\w+ )?${MACHINE}(?=$|[.,!?;:)-]| (?:but|and|or|i|at|here|like|who|is|involved|you)\\b)`,
    ),
    new RegExp(
      `\\b(?:this|that|it|there|i) (?:isn't|ain't|is not|am not|wasn't|was not) (?:a |an |any |some |just an? )?(?:\\w+ )?${MACHINE}(?=$|[.,!?;:)-]| (?:but|and|or|i|at|here|like|who|you)\\b)`,
    ),
    /\b(?:never|did not|didn't) (?:say|said|claim|claimed|tell you|told you)(?: that)? (?:to be|i was|i am|i'm|being) (?:an? )?(?:ai|bot|robot|machine|automated)\b/,
    new RegExp(
      `\\bi(?:'m| am| was) (?:just |also |only |actually |really |indeed |definitely |of course |very much |100% |truly )?(?:a |an )?(?:real |actual |living |normal |fellow |live |genuine |ordinary ){0,2}${HUMAN}\\b`,
    ),
    new RegExp(
      `\\bi(?:'m| am) (?:the|a|an|your) (?!(?:[\\w-]+ ){0,4}(?:ai|assistant|virtual|automated|digital|bot)\\b)(?:[\\w-]+ ){0,3}${ROLE}\\b`,
    ),
    /(?<!\b(?:whether|if) )\bi(?:'m| am) (?:very |quite |really |totally )?real\b|\b(?:i am|i'm) (?:one|a member|part) of (?:the|our) (?!ai\b)(?:\w+ )?(?:team|staff|people|colleagues)\b/,
    /\byou(?:'re| are) (?:talking|chatting|speaking|writing|dealing|communicating) (?:to|with) (?:a |an )?(?:real |live |actual )?(?:human|person|man|woman|live agent|human being|manager|colleague)\b/,
    /\b(?:a|some) real (?:human|person) (?:is |who is )?(?:typing|writing|reading|here|answering|behind)\b|\bno (?:machine|bot|robot|computer|ai)s? (?:here|is|are|involved|at work|writes?|behind)\b|\bbots (?:can't|cannot|don't)\b|\btyp(?:e|ing) (?:every word|this myself|it myself|by hand)\b/,
    /\bin this (?:job|business|trade|industry) (?:for|since)\b|\bmy (?:shift|break|lunch break|day off|working day|colleagues and i)\b|\bi(?:'m| am) off (?:on|today|tomorrow|next|this|at|work)\b|\b(?:i was|was i|sorry,? i was) (?:at|on|in) (?:lunch|holiday|vacation|a meeting|bed|the gym|my)\b|\bi(?:,? too,?)? have (?:a |my )?(?:family(?! (?:studio|room|suite|apartment|double|quad|bungalow|villa)s?\b)|life|mouths)\b/,
    /\bi (?:still )?remember (?:walking|visiting|staying|being|my|when i|the (?:view|lobby|breakfast|terrace))\b|\bas someone who\b|\bi (?:really |just )?(?:had|loved|enjoyed|tried) (?:it|your|the (?:breakfast|view|room|pool|food))\b/,
    /\bonly (?:people|humans|persons) (?:work|here|answer|write|read)\b|\bno (?:bots|robots|machines)\b/,
    /\bflesh and blood\b|\b(?:we|us) humans\b|\bjust like you(?= |[.,!])(?! (?:said|asked|wrote|wanted|see|do))\b|\bas human as\b/,
    /\bas a (?:fellow |busy |working |young |frequent )?(?:person|human|mother|father|parent|travell?er|guest|hotelier|woman|man|dad|mum)(?: (?:who|i|myself)|,)/,
    /\bmy name is (?!(?:[\w'-]+,? ){1,3}(?:(?:and|the|an?|i am|i'm|your) ){0,3}(?:ai|virtual|automated|digital|assistant|bot))/,
    /\bi(?:'m| am) (?!(?:an?|the|here|writing|asking|calling|your|not|only|just|from)\b)[a-z]+,? (?:and i work|from (?:the |our )?(?:\w+ )?(?:sales|partner|market|team|office|desk))\b/,
    /\bmy (?:own )?(?:wife|husband|kids?|children|son|daughter|baby|mother|father|mum|mom|dad|parents|family|girlfriend|boyfriend|brother|sister|dog|cat|desk|lunch|dinner|coffee|car|house|flat|apartment|holidays?|vacation|weekend|childhood|boss|grandmother|grandfather|hometown|birthday)\b/,
    /\bi(?:'ve| have|'ve got) (?:\w+ )?(?:kids|children|a family|a wife|a husband|a son|a daughter|a dog|a cat|a headache|a cold|feelings)(?= |[.,!]|$)(?<!(?:no|any) (?:kids|children))/,
    /\bi (?:just |also |once |already |even |personally |recently )?(?:ate|slept|woke up|grew up|was born|visited|travell?ed|flew|drove|walked|swam|tasted|stayed (?:at|in|with|there)|studied|got married|had (?:lunch|dinner|breakfast|coffee|a coffee|tea|a baby|children|a long day)|drank|was up all night|went (?:on|to|home|there)|saw your (?:hotel|lobby|beach))\b/,
    /\bwhen i was (?:a |an )?(?:child|young|little|kid|younger|boy|girl|student|\w+ years old|on holiday|there|in your)\b/,
    /\bi(?:'ve| have) (?:been (?:working|living|travell?ing|doing this|in this (?:business|job|industry)|with the company|to your|there|awake)|worked (?:here|in|at|for)|lived|stayed|travell?ed|visited|eaten|slept)\b/,
    /\bi(?:'m| am) (?:sitting|standing|walking|driving|eating|drinking|at home|at my|in the office|on my way|in a meeting|on holiday|tired|hungry|married|off tomorrow)\b|\bi (?:work|sit) (?:in|at|from) (?:the|our|an?|my) (?:\w+ )?(?:office|building|desk|home)\b|\bi (?:live|work) in [a-z]+/,
    /\bmy (?:\w+ )?and i (?:sat|met|talked|spoke|discussed|went|had)\b|\bwith my own (?:eyes|hands)\b|\bmy heart\b/,
    /\bi(?:'ve| have) been (?:a|an|the) (?:\w+ ){0,2}(?:manager|hotelier|guest|waiter|receptionist|traveller|traveler|owner)\b/,
  ],
});

/** "This is Anna from …", as people write; read in the text itself, since a name is told by its capital. */
const INTRODUCTION =
  /\b(?:[Tt]his is|I am|I'm|I’m) (?!AI\b)(?<name>[A-Z][a-z]{2,15})(?=,| from | here\b| and | speaking|[.!]|$)(?![^.!?]{0,40}\b(?:AI|assistant|automated|virtual))/g;

function introducesItself(text: string, context: ReplyContext): RegExpExecArray | undefined {
  for (const found of matches(text, INTRODUCTION)) {
    const name = found.groups?.['name'] ?? '';
    if (!namesOnRecord(context).some((known) => known.includes(name))) return found;
  }
  return undefined;
}

/** We are an AI and say so; nothing in a reply says or suggests a person with a life. */
export const claimsHumanGuardrail: Guardrail = {
  id: 'claims-human',
  title: 'No claim to be human',
  blocking: true,
  severity: 0.95,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ text, context }, { folded }) {
    const introduction = introducesItself(text, context);
    if (introduction) {
      return violation('Passes for a person.', [introduction.index, introduction.index + introduction[0].length]);
    }
    return wordingFinding(text, findWording(folded, WORDINGS), 'Passes for a person');
  },
};
