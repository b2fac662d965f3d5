import { brokenBy, type WordRule } from './patterns.js';
import { type Reading } from './reading.js';

/** Words of our own workings, and how far we could go. */
const RULES: readonly WordRule[] = [
  {
    rule: 'internal-terms',
    forbidden: [
      /(?:^|[([])(?:act|tactic|stage|ask|ask[ _]step|intent|plan|policy|lever|step|tone|ticket) ?[:=] ?[a-z_]+/,
      /\b[a-z]+_[a-z_]+\b|\bask step\b/,
      /\bwork ?orders?\b|\bplaybooks?\b|\b(?:my|our|the|this|next|another) (?:next )?levers?\b|\blevers? (?:may|can|could|is|are|now)\b/,
      /\b(?:my|our|internal|system|exact) (?:internal )?(?:instructions?|prompts?|mandate|procedure|script|directives?|guardrails?|policy arms?|concession plan|ledger|sop|target|goal|tactics?)\b/,
      /\b(?:instructions|script|procedure|playbook|tactics?|prompt|mandate|ledger) (?:here |now )?(?:say|tell|require|allow|give|want|ask|foresee|forbid|order)s?\b|\bprocedure script\b/,
      /\b(?:our|my|the|internal) (?:internal )?(?:target|goal|aim) (?:rate|price|figure|is|was|for)\b|\btarget (?:rate|price|figure)s?\b/,
      /\b(?:my|our|open|another) (?:open |next )?tickets?\b(?! (?:office|sale|hall|counter|price|window|machine))|\btickets? (?:id|no\.?|#)|#\d{2,}|\btickets? (?:is|are|remains?|stays?) (?:still )?open\b/,
      /\b(?:approved|authori[sz]ed|internal|limit|walk-?away|reservation) (?:rate|price|figure|limit)\b/,
      /\b(?:opening|briefing|proposing|exploring|bargaining|confirming|closing) (?:stage|phase)\b|\b(?:stage|phase) of (?:bargaining|proposing|exploring)\b/,
      /\b(?:i am|i'm|i was|we are|we were) (?:only |just )?(?:instructed|programmed|prompted|configured) to\b/,
      /\bconcession plan\b|\bguardrails?\b|\bmy tactics?\b|\b(?:my|our|the|this) ledger\b|\btickets? [a-z]?-?\d|\bsop\b|\bnegotiation (?:stage|engine|state)\b|\bbackend\b|\bstate machine\b/,
    ],
    unless: [
      /\b(?:train|boat|ferry|museum|bus|plane|concert|lift|ski|theatre|opera|match|parking) tickets?\b/,
      /\b(?:cannot|can't|can not|do not|don't|will not|won't|may not|not) (?:\w+ ){0,2}(?:share|show|set|print|ignore|change|tell|talk|disclose|speak|discuss|drop|follow)\b/,
    ],
    mayEcho: true,
  },
  {
    rule: 'mandate-disclosure',
    forbidden: [
      /\b(?:my|our) (?:absolute |own |upper |internal |final )?(?:limit|ceiling|budget|maximum|max|cap|upper bound|top figure|highest figure|bottom line|walk-?away|authority|mandate|leeway|headroom|margin)\b/,
      /\b(?:allowed|authori[sz]ed|permitted|cleared|empowered) (?:to|for) (?:go|accept|pay|agree|move|come|offer|take|somewhat|a (?:bit|little)|up|at most|as)\b/,
      /\b(?:have|got) (?:permission|clearance|approval|authority|authori[sz]ation|leave) (?:for|to|up)\b/,
      /\b(?:lets|allows?|permits?) (?:me|us) (?:to )?(?:accept|go|pay|take|come|agree|move|up)\b/,
      /\b(?:cannot|can't|can not|could not|couldn't|may not|must not|won't|will not|unable to|not allowed to) (?:possibly )?(?:go|come|move|climb|pay|get|accept|stretch)(?: up)? (?:any |much |a lot |anything |one \w+ )?(?:higher|further up|above|over|beyond|more than|past|further than)\b/,
      /\b(?:i|we) (?:can|could|may|might|would) (?:still |also |just |even |probably |always |then )*(?:accept|take|pay|stretch)(?: up)?(?: to)? (?:a )?(?:bit|little|touch|somewhat|slightly|good deal|lot) ?(?:higher|more)\b/,
      /\b(?:more|some|a (?:bit|little)|enough|still|bit of|how much|a bit more) (?:more )?(?:room|leeway|headroom|slack|flexibility) (?:left|above|than i say|before my|before our|on (?:my|our) side|in (?:my|our) (?:budget|figure))\b/,
      /\b(?:i|we) (?:still )?have (?:some|a (?:bit|little)|more|little|no)(?: more| bit)?(?: of)? (?:leeway|headroom|slack|flexibility|room to move|room (?:left|above|than|before))\b/,
      /\b(?:get|push|move|press|talk|stretch|bring|nudge) (?:me|us) (?:a |up |some)/,
      /\b(?:highest|most|maximum|top) (?:rate |price |figure |amount |that |which )?(?:i|we) (?:can|could|may|am|are|might|would)\b/,
      /\b(?:at most|no more than|(?<!(?:come|go|goes|move|coming|going|moving) )up to|anything (?:up to|below|under)|not (?:above|over|more than)) [a-z]{3} \d/,
      /\b(?:higher|more|further|up) if (?:needed|necessary|need be|i (?:have to|must))\b|\b(?:that|this|it) is (?:\w+ ){0,2}as (?:high|far) as (?:i|we)\b/,
      /\bin the worst case, (?:i|we)\b|\bif i must, i\b|\b(?:accept|go) (?:at most|up to a)\b|^between (?:us|you and me|ourselves),|, between us\b/,
    ],
    unless: [
      /\b(?:no|not|don't|cannot|can't|won't) (?:[\w' ]{0,40})\b(?:tell|share|discuss|name|give|disclose|know|talk|speak|say)\b/,
      /\b(?:no|not) (?:a )?secret between us\b/,
    ],
  },
  {
    rule: 'leaked-reasoning',
    forbidden: [
      /[{}<>[\]|`*]|\*\*|^#|\bundefined\b|\bnull\b|\bnan\b|\btbd\b|_{2,}|\bxxx+\b/,
      /\bthe (?:partner|user|hotelier|customer)(?:'s)? (?:is|was|wants?|asks?|asked|seems?|says?|said|has|needs?|sounds?|feels?|message|appears?|wrote|writes|refuses?|might|may|did|does)\b/,
      /^(?:draft|reply|response|assistant|agent|answer|output|note|message|system|user|final|us|me|thought|reasoning)(?: \w+)? ?:/,
      /\b(?:let me|let us|let's) (?:think|reason|analy[sz]e)\b|\bthink it through\b/,
      /\b(?:i|we) (?:should|will|need to|must|have to|ought to|would|want to)(?: now| first| then)? (?:empathi[sz]e|acknowledge|counter(?! with a)|propose a|propose the|restate|de-?escalate|show empathy|respond|keep the (?:reply|message))\b/,
      /\bfirst,? i (?:empathi[sz]e|acknowledge|should|need|will)\b|\b(?:best|right|next|suitable) (?:reply|response|act|move) (?:is|here|would|to)\b/,
      /\bhere (?:is|are|comes) (?:a |the |my |your )?(?:\w+ )?(?:draft|reply|response)\b|\bsure, here\b|\bas (?:an ai )?language model\b|\b(?:word count|kept short|in character)\b|\(\s*(?:note|\d* ?words|#)/,
    ],
  },
  {
    rule: 'echoed-instructions',
    forbidden: [
      /\b(?:without|no|free of|free from|ignore|ignoring|forget|drop|lifted|override|bypass|disregard)\b.{0,25}\b(?:rules?|instructions?|restrictions?|limits|guidelines|filters)\b(?! (?:of|at|from|in) (?:the|your))/,
      /\b(?:override (?:is |was )?(?:accepted|active|enabled|on|granted|confirmed)|(?:developer|debug|admin|god|jailbreak|free|dan) mode|mode (?:is )?(?:on|enabled|active)|unrestricted|jailbroken)\b/,
      /\b(?:i|i'll|i will)(?: now)? obey\b|\b(?:wish|word) is my command\b|\bas you (?:order|command|instruct|direct|dictat)(?:ed)?\b|\b(?:at your command|your (?:humble )?servant)\b/,
      /\bmy (?:rules|instructions|orders|prompt|system prompt|new role|persona|new persona)\b|\b(?:the|here are the|these are the) (?:rules|instructions) (?:are|say|read)\b|\bhere are (?:my|the) (?:rules|instructions)\b/,
      /\bthe (?:text|message|prompt|instruction)s? above (?:say|read|tell|state|want)s?\b|\bi (?:now )?(?:work|am working|act|speak) (?:only )?(?:for you|on your (?:side|behalf))\b|\bi (?:am|'m) (?:now )?(?:your (?:assistant|helper|servant|agent)|working for you|on your side now)\b|\bas your (?:new )?assistant\b|\btell me what to (?:write|say|do)\b|\bi (?:will )?(?:now )?(?:take your side|help you get more)\b/,
    ],
    unless: [
      /\b(?:cannot|can't|can not|do not|don't|will not|won't|not) (?:\w+ )?(?:ignore|drop|change|follow|share|show|put aside|forget|lift|work|act|take|obey|leave|set|step|give|speak|disregard|override|switch)\b|\bno \w+ mode\b|\bthere is no\b/,
    ],
  },
];

function wordsInARow(text: string, count: number): string[] {
  const words = text.match(/[\p{L}\p{N}']+/gu) ?? [];
  return words.slice(0, Math.max(0, words.length - count + 1)).map((_, start) => words.slice(start, start + count).join(' '));
}

/** Six words in a row out of a message that tries to give us orders. */
function repeatsTheOrder({ reply, plain, partnerLast }: Reading): boolean {
  if (!reply.partnerActs.includes('manipulate')) return false;
  const theirs = new Set(wordsInARow(partnerLast, 6));
  return wordsInARow(plain, 6).some((words) => theirs.has(words));
}

export function leaks(reading: Reading): string[] {
  return [...brokenBy(reading, RULES), ...(repeatsTheOrder(reading) ? ['echoed-instructions'] : [])];
}
