import { AGENT_ACTS, ASK_STEPS, CONCERNS, STAGES, TACTICS } from '../../taxonomy.js';
import { type ReplyContext } from '../../conversation/reply-context.js';
import { type Guardrail } from '../guardrail.js';
import { findWording, wordingFinding, wordings } from './wording.js';

const TAGS = [...new Set([...AGENT_ACTS, ...ASK_STEPS, ...CONCERNS, ...STAGES, ...TACTICS])].join('|');

const WORDINGS = wordings({
  always: [
    /\bwork[- ]?orders?\b/,
    /\btarget(?:ed)? (?:price|rate|figure|amount|number|margin|level)s?\b/,
    /\b(?:our|my|internal|the agreed) (?:internal )?(?:target|goal|quota|kpi)s? (?:is|was|of|for this|here|to (?:bring|get|push|lower))\b/,
    /\b(?:rate|price) (?:cap|limit|ceiling)s?\b|\blimit (?:rate|price|amount)s?\b|\b(?:internal|secret|upper|hard|approved|confidential) limits?\b/,
    /\b(?:past|over|above|beyond|under|below|within|at|against|hit|reached|is|exceeds?) (?:our|my) limits?\b/,
    /\b(?:each|every|both|second|third|another|open|my|per|one more|next) tickets?\b(?! (?:office|sales|price|desk|holders?|for the (?:museum|train|concert|show|festival)))/,
    new RegExp(`\\b(?:${STAGES.join('|')})[- ](?:stage|phase|state|step)\\b`),
    /\b(?:next|current|previous|first|last|second|final) stage of (?:the |my |our |this )?(?:negotiation|process|workflow|conversation|procedure|script)\b/,
    /\b(?:my|the|system|hidden|initial|original|your) prompts?\b(?! (?:reply|response|answer|payment|payout|attention|confirmation|service|feedback|check-?in))/,
    /\bmandates?\b/,
    /\bsops?\b|\bstandard operating procedures?\b|\b(?:my|the|our) (?:playbook|script|guidelines|programming|configuration|rulebook|workflow|state machine|directives?)\b/,
    /\b(?:my|our|the|safety|content) guard-?rails?\b/,
    /\blevers?\b(?! (?:handle|door|tap|arch|machine))/,
    /\b(?:my|our|the|this|next) tactics? (?:is|are|here|for|of|will)\b|\b(?:negotiation|negotiating|persuasion) (?:tactics?|strateg(?:y|ies)|policy|policies|arm|playbook)\b/,
    new RegExp(`\\b(?:act|tactic|stage|ask|step|ask step|mood|concern|intent|directive|next act)(?: ?[:=] ?| is )(?:${TAGS})\\b`),
    /\b[a-z]{2,20}_[a-z]{2,20}\b/,
    /\b(?:reservation price|walk-?away (?:price|point|rate|figure)|batna|zopa)\b/,
    /\bconcession (?:curve|plan|strategy|schedule|steps?|model|budget|arithmetic)s?\b/,
    /\b(?:my|our|internal|negotiation) ledger\b/,
    /\b(?:policy|control|experiment|treatment) arm\b|\bcandidate (?:repl(?:y|ies)|messages?|responses?)\b|\breward (?:score|model|function|signal)\b|\bbest reward\b|\bllms?\b|\bfine-?tuned\b|\brubrics?\b/,
    /\bstanding asks?\b|\bpermitted asks?\b|\bmenu of asks\b|\bask step\b/,
    /\b(?:task|negotiation|conversation|turn|campaign|partner|lever|tenant) ids?\b/,
    /\b(?:my|the) (?:system )?instructions (?:say|tell|are|allow|require|do not|don't|ask|want|from)\b|\bi (?:was|am|'m|have been|'ve been) (?:instructed|told|programmed|configured|trained|tasked|ordered) (?:to|by|not|with)\b/,
    /\binternal (?:goal|target|rule|policy|guideline|process|note|system|instruction|figure|number|price|rate|approval limit|document|margin|score)s?\b/,
    /\bin (?:the )?(?:opening|briefing|proposing|exploring|bargaining|confirming) (?:now|first|before|i )/,
    /\b(?:the|our|my) targets?\b(?! (?:group|guests?|audience|market|customers?|dates?|travell?ers?))|\bplaybook\b|\bwo-\d/,
    /\b(?:one|two|three|four|several|\d) tickets? (?:for|on|about|at) (?:your|the|this) (?:hotel|room|property|house|suite)\b/,
    /\b(?:scored|judged|graded|evaluated) by (?:a|an|the|our|my) (?:\w+ )?(?:judge|model|system|ai)\b|\b(?:was|is|been|were) (?:classified|labell?ed|tagged|parsed|categori[sz]ed) as\b/,
    /\bassigned (?:to )?(?:the|an?) (?:\w+ )?arm\b|\b(?:openai|onnx|intent) (?:arm|policy|model)\b|\bsystem instructions?\b|\b(?:negotiation|pricing|decision|reply|rule) engine\b|\b(?:engine|algorithm|model) (?:computed|calculated|chose|picked|suggests?|says|decided)\b/,
    /\b(?:goal|objective) (?:set|given|for this case|of this (?:case|task|negotiation)|i (?:was|have|am|must))\b|\b(?:aim|aiming) for internally\b/,
    /\b(?:this|that|your) tickets?\b(?! (?:office|sales|prices?|desk|holders?|machine|for|to|of|includes?))|\bon my menu\b|\blimits? (?:in|on) (?:our|my|the) (?:system|file|side)\b/,
  ],
  unlessNegated: [/\bticket (?:id|ids|number|no\b|reference|#|\d|[a-z]{1,5}-\d)/g],
});

/** Ids of the backend, where they can be told from words. */
function idSpoken(text: string, { tickets, levers }: ReplyContext): { index: number; 0: string } | undefined {
  for (const { id } of [...tickets, ...levers]) {
    if (!/\d/.test(id) || !/[\p{L}_-]/u.test(id)) continue;
    const index = text.indexOf(id);
    const alone = (at: number): boolean => !/[\p{L}\p{N}]/u.test(text.charAt(at));
    if (index >= 0 && alone(index - 1) && alone(index + id.length)) return { index, 0: id };
  }
  return undefined;
}

/** How we work inside (tickets, targets, stages, prompts, tags) is nothing to a hotel partner. */
export const internalTermsGuardrail: Guardrail = {
  id: 'internal-terms',
  title: 'No internal terms',
  blocking: true,
  severity: 0.8,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ text, context }, { folded }) {
    const id = idSpoken(text, context);
    if (id) return { result: 'violation', reason: 'An internal id.', span: [id.index, id.index + id[0].length] };
    return wordingFinding(text, findWording(folded, WORDINGS), 'An internal term');
  },
};
