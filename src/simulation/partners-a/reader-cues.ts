import { type Concern } from '../../domain/taxonomy.js';
import { type Saying } from '../language/utterance.js';

/** Words by which a reply of ours speaks to a worry. Room names and levers are taken out of the text before. */
export const CONCERN_CUES: Readonly<Record<Exclude<Concern, 'none'>, RegExp>> = {
  cost: /\b(?:costs?|costly|expens\w+|electric\w*|heating|energy|wages?|staff|laundry|margins?|bills?|suppliers?|does not pay|below cost)\b/g,
  parity:
    /\b(?:parity|other channels?|all channels|your channels|undercut\w*|your own (?:site|website)|only about the rate with us|other contracts?)\b/g,
  owner_approval:
    /\b(?:owners?|boss|whoever decides|approv\w+|head office|director|your manager|sign(?:s|ed)? off|check(?:ing)? with)\b/g,
  grievance:
    /\b(?:what happened|should not have happened|went wrong|dispute|invoices?|double booking|complaints?|that mistake|no answer|look into (?:it|that|what)|your trouble)\b/g,
  quality: /\b(?:quality|standards?|renovat\w+|worth|reflects?|what you offer|comparable|better room|good name|care you put)\b/g,
  occupancy: /\b(?:occupan\w+|sold out|selling well|sells well|fill(?:s|ed|ing)?|empty|demand|booked|full house|are full)\b/g,
  season:
    /\b(?:season\w*|peak|summer|winter|holidays?|festival|fair|strong dates|best time|busy (?:time|weeks|dates)|those weeks)\b/g,
  commission: /\b(?:commission\w*|what is left for you|what you keep|our share|percentage|net of)\b/g,
  cash_flow:
    /\b(?:cash|paid|payouts?|payments?|pay(?:s|ing)? (?:you )?(?:out|earlier|sooner|late)|money (?:arrives|earlier|sooner)|liquidity|in advance)\b/g,
};

/** Words by which a reply answers a question. */
export const ANSWER_CUES: Partial<Record<Saying, RegExp>> = {
  ask_why: /\b(?:because|since|so that|compare|elsewhere|next to|reason|easier|gap|difference)\b/,
  ask_who: /\b(?:assistant|agent|work for|of the|on behalf|ai)\b/,
  ask_if_ai: /\b(?:ai|assistant|machine|program|not a person|not human|software|bot)\b/,
  ask_benefit: /\b(?:in return|get|add|offer|easier|visible|choose|promise|beside|guests)\b/,
  ask_evidence: /\b(?:site|elsewhere|saw|seen|shows?|record|name|source)\b/,
  ask_commission: /\b(?:commission|selling price|net)\b/,
  ask_dates: /\b(?:nights?|stay|from|dates?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b/,
  ask_process: /\b(?:load|note|noted|confirm|yes|rate plan|change|write|your system|agree|extranet)\b/,
  off_topic: /\b(?:colleague|only|outside|help|rate)\b/,
  manipulate: /\b(?:only|rate|ask for|cannot|what i ask)\b/,
};

/** "I do not know, a colleague can find out" is an honest answer, if a weak one. */
export const HONEST_NOT_KNOWING = /\b(?:do not (?:know|have)|cannot (?:see|tell|say)|not on record|will not guess|colleague)\b/;

export const EMPATHY =
  /\b(?:understand(?:able|s)?|i hear you|fair (?:point|enough|concern|reason)|good (?:point|reason)|take (?:the|your) point|i (?:can )?see (?:that|how|why|what|it)|(?:is|are|was|must be|must have been|sounds) (?:a )?(?:real |very |quite |not |no )?(?:hard|difficult|tiring|burden|a lot|heavy|painful|serious|frustrating|annoying|easy|small (?:thing|matter)|worry|fair|real|true|reasonable|bad)\b|makes sense|no wonder|deserves?|counts?|your decision|you are right|you're right|respect (?:that|your|it)|would not want|do not want to (?:make|push|press)|sorry (?:to hear|that|about|for)|should not have|glad you|thank you for (?:telling|saying|explaining|being|your honesty|the honest)|hard to (?:beat|carry|argue)|weighs?)/;
export const APOLOGY = /\b(?:sorry|apolog\w+|my mistake|my fault)\b/;

/** Kinds of reasons for an ask; each is worth something the first time only. */
export const REASONS: Readonly<Record<string, RegExp>> = {
  comparison: /\b(?:elsewhere|another site|other site|compare|next to|gap|shows at)\b/,
  concession:
    /\b(?:i (?:can )?(?:come|move|go|came|moved|went) (?:up|a little|further|to|too)|you (?:came|come|moved) down|each of us|meet (?:you|me|halfway|there|at)|step from my side|closer to)\b/,
  guests: /\b(?:guests? (?:see|compare|choose|find)|easier (?:to choose|for guests)|so that guests|choose your)\b/,
  return: /\b(?:in return|with it|beside it|we would add|could add|comes from our side)\b/,
  cause: /\b(?:because|given (?:that|your|the)|considering|with (?:your|the) \w+ in mind|that is why)\b/,
};

export const PRESSURE =
  /\b(?:only today|last chance|now or never|you (?:must|have to|need to) (?:decide|accept|agree|lower|answer|act|reply|give)|must have it|immediately|as soon as possible|final offer|hurry|running out|before it is too late|decide (?:now|today|right now)|time is short|tonight at the latest)\b/g;
export const THREAT =
  /\b(?:delist\w*|remove (?:you|your|the hotel)|take (?:you|your page|the hotel) (?:down|off)|lose (?:your|bookings|guests|visibility)|(?:drop|fall|sink) in (?:the )?ranking|lower your ranking|consequences|penalise\w*|hide your|or else|otherwise we|will suffer|blacklist\w*|report you)\b/g;
export const RUDE =
  /\b(?:stupid|ridiculous|greedy|nonsense|idiot\w*|lazy|shame on|absurd|overpriced|incompetent|pathetic|wasting (?:my|our) time|unreasonable|stubborn|be serious|get real)\b/g;
export const FLATTERY =
  /\b(?:wonderful|amazing|beautiful|fantastic|marvellous|gorgeous|lovely|outstanding|brilliant|magnificent|incredible|best hotel|great (?:hotel|house|partner)|admire|love your|superb|exceptional|favourite hotel)\b/g;
export const PROMISE =
  /\b(?:(?:i|we) (?:can |do |will )?(?:guarantee|promise)|guaranteed|will (?:bring|get|give|send) you (?:many |a lot of |much )?more|(?:double|triple|boost|multiply) your|fully booked|hundreds of|thousands of|number one|top of (?:the|our) (?:list|results|ranking))\b/g;
const NEGATION = /(?:\b(?:cannot|not|no|never|without|nothing)\b|n't\b)[^.!?]{0,40}$/;
const DENIED_AFTER = /^[^.!?]{0,30}(?:\b(?:cannot|not|no)\b|n't\b)/;

/** How often a pattern is there without being denied ("I cannot promise", "guaranteed rooms I cannot offer"). */
export function undenied(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].filter(
    (match) => !NEGATION.test(text.slice(0, match.index)) && !DENIED_AFTER.test(text.slice(match.index + match[0].length)),
  ).length;
}

/** Sentences that ask for a rate rather than state one. */
export const ASKING =
  /\b(?:could|would|can|may|possible|ask(?:ing)? for|my (?:ask|request|suggestion|offer)|request|meet|what about|how about|suggest|propose|stay with|agree to|in return)\b|\?/;
/** A figure right after or before these is seen somewhere, not asked for. */
export const SEEN_ELSEWHERE =
  /\b(?:elsewhere|somewhere else|(?:another|an other|other|different|second) (?:site|page|one|channel|rate)|shows? at|is sold|sells)\b/;
export const CURRENT_WITH_US = /\b(?:on our (?:site|page)|with us(?: at the moment)?|stands at|currently|at the moment)\b/;
export const TAKES_FIGURE =
  /\b(?:i (?:can )?(?:take|accept|agree)|that works|fine with us|works for us|we (?:can )?(?:take|accept)|agreed|would note|deal)\b/;

export const ASKS_BASIS = /\b(?:net|selling)\b[^.!]*\?/;
export const ASKS_REASON =
  /\b(?:what (?:makes|stands|is (?:in the way|behind|difficult)|weighs|would (?:have|you need)|lies)|may i ask (?:why|what)|could you tell me|why is)\b/;
export const ASKS_FIGURE =
  /\b(?:which rate|what rate|a rate that|which figure|a figure|where would|what would be possible|what could you)\b/;
export const HANDS_OVER =
  /\b(?:pass(?:ing)? (?:this|it) (?:on )?to a colleague|colleague (?:now|will)|person will take over|hand(?:ing)? (?:this|it) (?:over )?to)\b/;
export const OFFERS_PERSON = /\b(?:colleague|a person)\b[^.!?]*\?|\ba person can\b|\bif you like, a\b/;
export const LEAVES =
  /\b(?:leave (?:the rate|it) (?:as|at|there)|leave it at that|will not (?:get any more|write to you)|i will stop|not write (?:to you )?again|closing this)\b/;
export const NOTED = /\b(?:yes is noted|is noted|noted your yes|have noted your|noted as you confirmed)\b/;
export const DEFERS =
  /\b(?:come back to you|be in touch|write again|another day|another time|in your own time|no (?:hurry|rush)|wait for what|take the time|take your time)\b/;
export const REMINDS = /\b(?:hello again|reminder|had a chance|chance to (?:think|look)|have you decided|any news)\b/;

/** Little words that sentences are made of; a text without them is no sentence. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  'a an the i you we it that this is are was be been am of to for in on at by with from and or but if so as than not no do does did have has had can could would will may might shall should what which who how why where when your our my their there here me us them then too also please'.split(
    ' ',
  ),
);
