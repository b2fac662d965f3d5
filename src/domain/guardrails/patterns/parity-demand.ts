import { type Guardrail } from '../guardrail.js';
import { CHANNELS, findWording, wordingFinding, wordings } from './wording.js';

const ELSEWHERE = `(?:elsewhere|anywhere else|anyone else|anybody else|(?:on|at|with|through|via|to|from|off) (?:any |the |all |your |every )?(?:other|others|another|different|own|direct|competing|${CHANNELS})\\b|direct(?:ly)?\\b|any other\\b|${CHANNELS}|than (?:with )?us\\b|below us\\b)`;
const MUST = `(?:must|have to|has to|need to|needs to|need you to|required to|obliged to|expected to|supposed to|got to|should|shall|expect you to|require you to|want you to|please)`;
const MUST_NOT = `(?<!\\b(?:i|we|it|and|this) )(?:must not|mustn't|may not|cannot|can't|can not|should not|shouldn't|are not allowed to|aren't allowed to|not allowed to|are not permitted to|not supposed to|shall not)`;

const WORDINGS = wordings({
  always: [
    new RegExp(
      `\\b${MUST_NOT} (?:be |have |offer |sell |show |give |list |go |ask |appear |price |charge |advertise |publish |quote |post |let )[^.!?]{0,45}\\b(?:cheaper|lower|less|below|better|undercut)\\b[^.!?]{0,30}\\b${ELSEWHERE}`,
    ),
    new RegExp(`\\b${MUST_NOT} (?:be |sell |offer |give |list )(?:cheaper|lower|less|below)\\b`),
    new RegExp(`\\b${MUST_NOT} (?:sell|offer|give|list)\\b[^.!?]{0,30}\\b${ELSEWHERE}`),
    new RegExp(`\\b${MUST_NOT} be (?:any )?(?:higher|more expensive|above|dearer)\\b[^.!?]{0,20}\\b(?:than|on|elsewhere)\\b`),
    /(?:^|[.!?,] |\bplease |\byou |\bpromised |\bto )(?:do not|don't|never)(?: to)? (?:give|offer|sell|grant|undercut|go below|list|show)\b[^.!?]{0,30}\b(?:anyone|anybody|any other|others?|another|competitors?|elsewhere|us)\b/,
    /\bunder(?:cut|cutting|cuts) us\b/,
    /\bmost[- ]favou?red[- ](?:nation|customer|partner)|\bmfn\b/,
    /\bmake sure (?:that )?(?:no|none|nobody|nowhere)\b[^.!?]{0,40}\b(?:lower|cheaper|less)\b/,
    /\b(?:equal (?:to )?or (?:lower|below|higher)|same or (?:lower|higher)|lower (?:than )?or equal|equal to or (?:lower|higher))\b/,
    /\b(?:no other|nobody else|no one else|nobody|no one) (?:\w+ ){0,2}(?:may|can|should|must|gets?|has|have|sees?|shows?|sells?|offers?) (?!earn |be paid )(?:\w+ ){0,2}(?:cheaper|lower|for less|less|this (?:rate|price|deal)|better|your best)\b/,
    /(?:^|[.!?,] |\bplease )(?:do not|don't|never) undercut\b/,
    /\b(?:can't|cannot|won't|will not|do not|don't) (?:have|accept|allow|tolerate|let) (?:you |it |them |the \w+ |your \w+ )?(?:be |being |to be |go )?(?:cheaper|undercut|lower (?:on|at|with|else))/,
    /(?:^|[.!?,] |\bplease )(?:do not|don't|never) (?:sell|offer|list|price|be|go|charge)\b[^.!?]{0,25}\b(?:cheaper|lower|less|below)\b/,
  ],
  unlessNegated: [
    /\bparity (?:clause|agreement|obligations?|rules?|requirements?|terms|breach|violation|commitment|must|should|has to|is required|is needed|is mandatory)\b/g,
    /\b(?:require|demand|expect|insist on|need|want|ask for|asking for|breach of|break|breaks|breaching|violates?|violating|violation of|against|under) (?:\w+ ){0,3}parity\b/g,
    new RegExp(
      `\\b${MUST} (?:\\w+ )?(?:keep|maintain|restore|respect|ensure|honou?r|follow|observe) (?:\\w+ ){0,2}parity\\b`,
      'g',
    ),
    /\b(?:demand|require|expect|insist on|need|want|ask for|would like|request|have|get) (?:\w+ ){0,2}(?:exclusivity|exclusive (?:access|rights?|sale|contract|partnership|deal|channel|distribution))\b/g,
    /\b(?:work|sell|list|offer|cooperate|distribute|available|sold|partner)(?:ing)? [^.!?]{0,25}\bexclusively\b/g,
    /\bexclusively (?:with|through|on|to|for|via) (?:us|our|me)\b|\bexclusive (?:to|with) us\b/g,
    /\b(?:work|sell|list|distribute|sold|partner)(?:ing)? (?:\w+ ){0,4}only (?:with|through|via|to|by) (?:us|our)\b|\bonly (?:to|for) us\b/g,
    /\b(?:your|the) (?:only|sole|single) (?:channel|partner|ota|platform|distributor|agency|site|outlet)\b/g,
    new RegExp(
      `\\b${MUST} (?:always |also )?(?:match (?:any|every|all)|be (?:the same|equal|identical|aligned|at par|the lowest|the cheapest|lower than|in line with|the best)|give us the (?:same|best|lowest)|always give|undercut|beat (?:any|every|all|the))\\b`,
      'g',
    ),
    new RegExp(`\\b(?:must|have to|are obliged to|are required to|has to) (?:always )?match\\b`, 'g'),
    /\b(?:always|everywhere) (?:give|offer|send|show|grant|load) us (?:your |the )?(?:best|lowest|same|cheapest)\b/g,
    /\b(?:insist on|need|require|demand|expect|must have|guarantee us) (?:\w+ ){0,3}(?:lowest|best|same|cheapest) (?:price|rate)s?\b/g,
    new RegExp(
      `(?:^|[.!?] |\\b(?:please|could you|can you|would you|must|need to|have to|should|asking you to|ask you to|you to) (?:also |then )?)(?:raise|increase|put up|lift|remove|close|take|delete|hide|block|stop|withdraw|pull)\\b[^.!?]{0,45}\\b(?:on|from|at|off|down from) (?:the |your |any |all )?(?:other|others|another|competing|own|direct|${CHANNELS})\\b`,
      'g',
    ),
    new RegExp(
      `(?:^|[.!?,] |please )(?:stop|avoid|refrain from) (?:selling|offering|showing|listing|giving|pricing|undercutting)\\b[^.!?]{0,40}\\b${ELSEWHERE}`,
      'g',
    ),
    new RegExp(
      `\\b(?:against|breach(?:es)? of|violat(?:es?|ion of)|in breach of|breaks) (?:the |your |our )?(?:rules?|contract|agreement|terms|policy)\\b[^.!?]{0,40}\\b(?:cheaper|lower|less|${ELSEWHERE})`,
      'g',
    ),
    /\b(?:contract|agreement|terms|clause|rules?|policy) (?:obliges?|requires?|binds?|forbids?|prohibits?|bans?)\b/g,
    /\b(?:other (?:channels|sites|otas|platforms)|direct (?:rate|price)|(?:own|direct) (?:site|website)) (?:must|should|can't|cannot|has to|have to|may not) (?:not )?(?:be|go|stay|remain|show)\b/g,
    /\b(?:all|every|any)(?: of)?(?: your| the)? (?:channels?|sites?|platforms?|otas?|agencies)\b[^.!?]{0,20}\b(?:should|must|have to|need to|has to|needs to)\b[^.!?]{0,20}\b(?:one|same|equal|identical|uniform)\b/g,
    /\b(?:equal|identical|uniform|consistent) (?:price|rate|pricing)s? (?:everywhere|on all|across|in all|at all|for all|with)|\b(?:price|rate) (?:consistency|equality|uniformity|alignment)\b/g,
    /\b(?:just|only|solely|reserved|exclusive) (?:for|with|to) us\b|\b(?:belongs?|stays?|keep (?:it|this|that)) (?:\w+ )?(?:on|with|for) (?:us|our (?:page|site|platform)) (?:only|alone|exclusively)\b/g,
    /\b(?:our|your) sole\b|\bas (?:your|the) (?:sole|only)\b|\bcommit (?:only )?to us\b/g,
    /\b(?:unfair|not fair) (?:to|for|on) us\b/g,
    /(?:^|[.!?,] |\b(?:please|must|should|and|could you|you to) )(?:drop|leave|quit|give up|abandon) (?:the |all |all the |your )?other (?:agenc|sites|channels|otas|platforms|partners|portals)/g,
    /\b(?:lift|raise|increase|put up) (?:the|your|that) (?:price|rate)s? (?:over there|there|elsewhere|on (?:the|any) other)\b/g,
    /\b(?:we|i) (?:want|demand|expect|require) (?:the )?(?:same|equal|identical) (?:deal|prices?|rates?|terms|treatment)\b|\bwhatever you (?:give|offer|grant) (?:them|others|anyone)\b/g,
    /\b(?:expect|want|need|require|ask) you to (?:always )?(?:offer|give|send|grant|load|show) us (?:your |the )?(?:lowest|best|same|cheapest)\b/g,
    /\b(?:have|get|take|sell|offer|list|book) (?:\w+ ){1,3}exclusively\b/g,
    /\byou (?:must|have to|need to|should|are obliged to|are required to) (?:always )?(?:offer|give|sell|grant|load|show)\b[^.!?]{0,20}\b(?:same|equal|lowest|best|identical|cheapest) (?:price|rate)s?\b/g,
    new RegExp(
      `\\b(?:price|rate)s? (?:on|at|with) (?:the |your |any )?(?:other|another|own|direct|${CHANNELS})\\b[^.!?]{0,15}\\b(?:has to|have to|must|needs? to|should) (?:go up|rise|be raised|be higher|change|go|match|be the same)\\b`,
      'g',
    ),
    /\b(?:contract|agreement|terms|clause|rules?|policy)\b(?: \w+){0,4} (?:obliges?|requires?|forbids?|prohibits?|demands?)\b/g,
  ],
});

/** We ask for a better rate for the traveller; we never demand parity, exclusivity or the lowest price of all channels. */
export const parityDemandGuardrail: Guardrail = {
  id: 'parity-demand',
  title: 'No demand for parity or exclusivity',
  blocking: true,
  severity: 0.92,
  softPoints: 0,
  locked: false,
  appliesToHumans: true,
  check({ text }, { folded }) {
    return wordingFinding(text, findWording(folded, WORDINGS), 'Demands parity or exclusivity');
  },
};
