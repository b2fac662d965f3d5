import { type Guardrail } from '../guardrail.js';
import { findWording, wordingFinding, wordings } from './wording.js';

const YIELD = '(?:accept|agree|lower|reduce|cut|drop|sign|come down|give in|change (?:the|your|this)|say yes|approve)';
const NOW = '(?:right now|now|immediately|at once|this (?:minute|second|instant)|without delay|straight away|on the spot)';

const WORDINGS = wordings({
  always: [
    /\btake it or leave it\b|\bor nothing\b(?! (?:at all )?(?:changes|happens|more))|\bnow or never\b|\bor else\b|\bbefore it(?:'s| is) too late\b|\bonce[- ]in[- ]a[- ]lifetime\b/,
    /\b(?:i|we) (?:beg|am begging|are begging)\b|\bplease help me\b|\bhave mercy\b|\bdo it for me\b|\bi(?:'m| am) begging\b/,
    /\bhow (?:can|could) you (?:sleep|do this|refuse|say|live with|be so)\b|\bdon't you care\b|\bhave you no\b/,
    /\bis (?:this|that) how you (?:treat|answer|thank|repay|reward)?\b/,
    /\byou (?:owe|still owe) (?:us|me)\b(?! (?:nothing|none)\b)|\bafter (?:all|everything)(?: that)?(?: the \w+)? (?:we|i|we've|i've)\b[^.!?]{0,30}\b(?:you|your)\b/,
    /\bi (?:won't|will not|am not going to|will never|shall not|refuse to) (?:stop|give up|leave you|go away|rest|let go)\b[^.!?]{0,30}\b(?:until|till|before|unless)\b|\bkeep (?:writing|messaging|asking|calling|pushing)(?: you)? (?:until|till)\b/,
    /\b(?:do not|don't|please don't) (?:make|force) (?:me|us)\b/,
    /\byou(?:'re| are)? (?:leave|left|leaving|give|giving) (?:us|me) (?:with )?no (?:other )?(?:choice|option|alternative)\b|\b(?:have|had|got|with|is) no (?:other )?(?:choice|option|alternative) (?:but|than|except|left)\b/,
    /\byou have no (?:other )?(?:choice|option|alternative)\b/,
    /\b(?:we|i) (?:can't|cannot|can not|won't|will not) wait (?:any |much )?(?:longer|forever|more|for you)\b/,
  ],
  unlessNegated: [
    /\b(?:last|final|only) (?:chance|warning|opportunity|call|notice)\b/g,
    /(?<!\b(?:your|a|the|that|this your) )(?:final|last) offer\b|\b(?:my|our) (?:final|last) offer\b|\bthis is (?:the|a|my|our) (?:final|last) offer\b/g,
    /\bone[- ]time (?:offer|chance|deal|opportunity)\b|\blimited[- ]time (?:offer|deal|only)\b/g,
    /\b(?:offer|deal|chance|opportunity|proposal) (?:expires?|ends|is gone|will be gone|disappears?|lapses|runs out|is off the table|closes|will not (?:come|be) (?:back|repeated)|won't (?:come|be) (?:back|repeated)|is (?:only )?valid (?:only )?(?:until|till|for the next))\b/g,
    /\b(?:that|which) expires\b|\bexpires? (?:today|tonight|at midnight|at noon|in (?:an|one|two|\d+) (?:hours?|minutes?))\b|\bgone (?:forever|for good|by (?:tonight|tomorrow|noon))\b/g,
    /\bclock is ticking\b|\btime is running out\b|\brunning out of time\b|\bonly (?:a few |\d+ |some )?(?:minutes|hours|seconds) left\b|\bact (?:now|fast|quickly)\b|\bhurry\b|\bwhile you still can\b/g,
    new RegExp(
      `(?<!\\b(?:i|we|i'll|we'll|can|and i|will|have|to|you|could|would|they|he|she) )\\b(?:answer|reply|decide|respond|accept|agree|say yes|sign)(?: (?:me|us|it|this|that))? ${NOW}\\b`,
      'g',
    ),
    /\b(?:say yes|accept|agree|decide|sign)(?: (?:it|this|that|to this))? (?:by |before |until )?(?:today|tonight|this evening|within (?:the|an|one|\d+) (?:hours?|minutes?))(?:,? (?:or|and|otherwise)|[!])/g,
    /\b(?:i|we) need (?:an answer|your answer|a decision|your decision|a yes|your yes|you to (?:decide|answer|agree|accept|lower|confirm)) (?:\w+ )?(?:now|today|tonight|immediately|at once|by|within|before|this (?:hour|minute))\b/g,
    /\b(?:you have|you've got|i give you|you get) (?:only )?(?:until|till|\d+ (?:minutes|hours)|one hour|an hour|(?:\w+ ){0,2}(?:minutes|hours)) (?:\w+ ){0,4}(?:or|to (?:decide|accept|agree|answer|say))\b/g,
    /\bif (?:you (?:do not|don't)|i (?:do not|don't) (?:hear|get|see|have)) [^.!?]{1,45}\b(?:gone|withdrawn|lost|over|cancelled|canceled|off the table|move on|walk away|elsewhere)\b/g,
    /\b(?:or|otherwise|else|then),? (?:we|i)(?:'ll| will| would| must| have to| may| might| shall| can)? (?:have to |need to |be forced to |simply |just ){0,2}(?:walk(?: away)?|move on|go elsewhere|look elsewhere|take our|turn to|send (?:our|the|these) (?:guests|bookings|travell?ers|business)|go (?:to|with) (?:another|the next|someone)|talk to your (?:owner|boss|head office)|escalate|report you)\b/g,
    /\b(?:we|i)(?:'ll| will| would| shall| must) (?:\w+ )?(?:walk away|move on to (?:another|the next|other)|go to (?:another|the next) hotel|take our (?:guests|business|bookings))\b/g,
    /\byou(?:'d|'re| would| are| will|'ll)? (?:be )?(?:let|letting) (?:us|me|your \w+|everyone|everybody|the team|them|the guests|guests) down\b/g,
    /\bdisappointed (?:in|by|with|at) (?:you\b|your\b)|\b(?:i|we) (?:had )?expected (?:more|better|something else)(?= (?:from|of)\b|[.,!;]|$)/g,
    /\bmy (?:job|bonus|position|career|salary|family) (?:depends|is on the line|will|is at (?:risk|stake)|is in danger)\b|\b(?:lose|cost me) my job\b/g,
    /\b(?:i|we)(?:'ll| will| would| could| may| might|'d)? (?:get|be|am|are) (?:in(?:to)? (?:\w+ )?trouble|fired|punished|scolded|blamed)\b/g,
    new RegExp(`\\byou must (?:\\w+ )?(?:${YIELD}|decide|answer|confirm|act|give|take|do it)\\b`, 'g'),
    new RegExp(
      `\\byou(?:'ve| have| need|'ve got| are going| are obliged| are required| are forced| are bound|'re going|'re forced)(?: got)? to (?:\\w+ )?${YIELD}\\b`,
      'g',
    ),
    /\b(?:we|i) (?:demand|insist (?:on|that)|insist\b|order you|command you|require you|force you|warn you)\b/g,
    /\b(?:everyone|everybody|all (?:of )?(?:the |your )?(?:other )?(?:hotels|neighbou?rs|others|competitors)|every (?:other )?hotel)\b[^.!?]{0,35}\b(?:agreed|accepted|signed|lowered|said yes)\b/g,
    /\byou(?:'re| are| would be) the (?:only|last) (?:one|hotel|partner|property|house)\b/g,
    /\byou(?:'ll| will| would| may| might| are going to) (?:(?!not\b|never\b)\w+ )?(?:regret|be sorry|suffer|pay for|live to regret)\b/g,
    /\bconsequences\b/g,
    /\b(?:escalate|report|complain|take) (?:this|it|you|about you) (?:\w+ )?to your (?:owner|boss|manager|head office|group|superiors?|chain)\b|\btake (?:this|it|the matter) further\b/g,
    /\bif you (?:refuse|say no|decline|reject|don't|do not|hold|insist|keep)\b[^.!?]{0,40}\b(?:lose|losing|lost|suffer|regret|blame|sorry|empty rooms?)\b/g,
    /\byou(?:'ll| will| are going to) (?:\w+ )?lose (?:\w+ )?(?:bookings|guests|business|customers|reservations|travell?ers)\b/g,
    /\bwould be a (?:real |great |terrible )?(?:shame|pity) if\b/g,
    /\byou(?:'re| are) (?:now )?(?:forced|obliged|bound) to\b/g,
    /\bthink of (?:your|the) (?:poor )?(?:staff|family|team|owner|employees)\b|\bbreaks? my heart\b/g,
    /\b(?:offer|deal|chance|it) (?:will )?(?:vanish(?:es)?|disappears?|evaporates?|goes away)\b/g,
    /\bthis or nothing\b|\ball or nothing\b|\b(?:no|not any|isn't any|is no) other way\b/g,
    /\byou(?:'ll| will| would) (?:simply |just |then )?have to (?:come down|accept|lower|agree|give|reduce|cut|change)\b/g,
    /\b(?:yes|agree|accept|sign)\b[^.!?]{0,15} leave you (?:alone|in peace)\b|\bthink (?:carefully|twice|hard|well|long) (?:about|before|of)\b/g,
    /\b(?:foolish|mad|crazy|unwise|a mistake|silly|stupid|a shame|irresponsible) (?:to|if you) (?:turn|refuse|say no|decline|reject|miss|pass|lose|keep)\b/g,
    /\bdo you (?:really |honestly |truly )want to (?:be|lose|risk|turn|miss|explain|end)\b/g,
    /\b(?:you(?:'re| are)|this is|that is) making (?:this|it|things|my \w+) (?:\w+ )?(?:hard|difficult|impossible) for (?:me|us)\b/g,
    /\bmy (?:manager|boss|team|superior|management|director)(?:'s| is| are| will be| gets?) (?:\w+ )?(?:angry|upset|unhappy|disappointed|impatient|furious|not happy|waiting)\b/g,
    /\b(?:something|anything) (?:\w+ )?(?:to |would |could |might )?happen(?:s|ed)? to your\b|\blaughing at\b/g,
    /\b(?:keep|go on|continue) (?:asking|writing|messaging|calling|pushing)\b[^.!?]{0,15}\b(?:every|until|till|daily)\b/g,
    /\b(?:give|owe|get) me (?:a|your|that) (?:yes|answer|number|commitment) (?:before|now|today|by|first)\b/g,
    /\byou (?:need|have|'ve got|must|ought) to (?:decide|answer|reply|confirm|act|choose|do (?:this|it)) (?:now|today|this|tonight|immediately|at once|before|by|within|for (?:me|us))\b/g,
    /\b(?:the|my|our) last time (?:that )?(?:i|we)\b[^.!?]{0,12}\b(?:offer|offering|say|saying|warn|writ|propos)/g,
    /\b(?:can|will|could) only (?:hold|keep|wait|leave|reserve)\b[^.!?]{0,20}\b(?:until|till|for (?:an|one|\d+) (?:hours?|minutes?))/g,
    /\b(?:losing|lost|running out of|no more) patience\b|\b(?:your (?:own )?fault|yourself to blame|blame yourself)\b/g,
    /\bpatience is (?:at an end|over|running|gone|limited)\b|\b(?:i|we)(?:'ll| will| can| could| would) (?:tell|inform|report to) your (?:owner|boss|manager|head office|group|superiors?)\b/g,
  ],
});

/** No ultimatum, guilt, demand or invented deadline. Plain facts about demand ("these dates are searched now") are fine. */
export const pressureGuardrail: Guardrail = {
  id: 'pressure',
  title: 'No pressure',
  blocking: true,
  severity: 0.85,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ text }, { folded }) {
    return wordingFinding(text, findWording(folded, WORDINGS), 'Puts pressure on the partner');
  },
};
