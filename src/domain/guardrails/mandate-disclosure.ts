import { type Guardrail } from './guardrail.js';
import { couldNotCheck, PASS, violation } from './finding.js';
import { findWording, wordingFinding, wordings } from './patterns/wording.js';

const CAP =
  '(?:maximum|max|limit|ceiling|cap|upper (?:bound|limit|end)|reservation price|limit rate|walk-?away (?:price|point|rate)|breaking point|budget|top(?: price| rate| end| figure)?|threshold|red line|bottom line)';
const CAN =
  "(?:can|could|may|might|would|will|am able to|are able to|'d be able to|am allowed to|are allowed to|am authori[sz]ed to|are authori[sz]ed to|'m allowed to|'m authori[sz]ed to|'re allowed to)";

/**
 * Wordings that tell where our limit lies, or that name a last figure. An ask may be called one ("I can go up to 460"):
 * whether its amount may be said is for the amount checks.
 */
const WORDINGS = wordings({
  always: [
    new RegExp(
      `(?<!\\bif )\\b(?:our|my|the) (?:absolute |very |real |actual |internal |secret |true |hard |own |agreed ){0,2}${CAP}(?: rate| price| amount)?(?: (?:for|on|of|here) (?:this|that|the|it|me|us)?(?: \\w+){0,2}?)? (?:is|are|was|would be|stands|lies|sits|ends|stops|starts|here|remains)\\b`,
    ),
    /\b(?:our|my) (?:price |rate )?range (?:is|goes|ends|runs|stops|starts)\b/,
    new RegExp(
      `\\b(?:most|highest|maximum|max)(?: rate| price| amount| figure)?(?: that)? (?:we|i)(?:'m| am|'re| are)? ?(?:(?:${CAN}|allowed|authori[sz]ed|permitted|cleared)\\b|have\\b|'d\\b)`,
    ),
    new RegExp(
      `\\bis (?:already |really |just |about )?(?:the (?:absolute |very )?(?:maximum|max|most|highest|furthest|limit|ceiling|top)(?: rate| price| figure| amount)?(?: that)? (?:i|we)\\b|(?:our|my) (?:absolute |very )?${CAP}\\b|the (?:absolute |very )?(?:maximum|max|limit|ceiling|upper limit)(?= for (?:me|us)|[.,!]|$)|as high as|as far as (?:i|we) (?:can|could|may)\\b(?! (?:tell|see|know|judge|say|read|check)))`,
    ),
    /\bas (?:high|far) (?:up )?as (?:i|we) (?:can|could|may|am|are|will)\b(?! (?:tell|see|know|judge|say|read|check|aware|informed))|(?<!\b(?:could|can|would|will) you(?: still| even)? |\bif you (?:could|can|would) )\b(?:go|stretch|move|climb|come) as (?:high|far) as\b/,
    /\b(?:can't|cannot|can not|could not|couldn't|may not|am not (?:able|allowed|authori[sz]ed) to|are not (?:able|allowed|authori[sz]ed) to|not allowed to|unable to|won't be able to|will not) (?:\w+ )?(?:go|accept|approve|pay|agree to|do|take|offer|sign off(?: on)?|stretch|move) (?:any |much |anything |a rate |it )?(?:higher|above|beyond|over|more than|further up)\b/,
    new RegExp(
      `\\b(?:accept|take|approve|agree to|sign off on|say yes to) (?:anything|any \\w+|whatever is|all rates) (?:below|under|up to|at or below|less than|lower than)\\b`,
    ),
    /\b(?:anything|everything|any (?:rate|price|figure|amount)) (?:at or )?(?:below|under|up to|less than|lower than) (?:\S{1,12} ){0,3}(?:is|would be|will be|works?|would work|gets|we (?:can )?(?:accept|take)|i (?:can )?(?:accept|take))\b/,
    /\b(?:anything|everything|any (?:rate|price|figure|amount)) (?:over|above|beyond|higher than|more than) [^.!?]{1,25}\b(?:rejected|refused|blocked|impossible|won't|not possible|too (?:high|much) for us|needs? approval|has to be approved)/,
    /\b(?:authori[sz]ed|allowed|permitted|cleared|approved|mandated|permission|able|only allowed)(?: to (?:go|accept|agree|take|offer|approve|pay|say yes|spend))?(?: only)? (?:up to|as high as|at most|to a maximum|no more than|until)\b|\b(?:permission|clearance|approval|authority|authori[sz]ation) (?:(?:up )?to|to (?:go|accept|pay|offer|approve|spend|say yes)(?: up)?(?: to)?) (?=\S{0,3}\d)/,
    /\b(?:our|my) (?:mandate|instructions?|authority|authori[sz]ation|remit) (?:is|are|ends?|stops?|goes|allows?|says?|covers?|caps?|runs?|limits?|reaches)\b/,
    /\bwithin (?:my|our) (?:budget|limits?|mandate|range|authority)\b/,
    new RegExp(
      `\\b(?:above|over|beyond|exceeds?|under|below|past|outside|near|close to|at) (?:my|our) (?:limits?|budget|ceiling|maximum|max|mandate|cap|range|threshold|authority|upper \\w+)\\b`,
    ),
    new RegExp(
      `\\b(?:i|we)(?:'ve| have|'ve got|'m on| am on) (?:got )?(?:an? |the )?(?:hard |strict |fixed |firm )?(?:cap|ceiling|limit|budget|max(?:imum)?|upper limit|threshold)(?: on \\w+| for \\w+(?: \\w+)?)? (?:of|at|that)\\b`,
    ),
    /\b(?:room|space|margin|leeway|headroom|flexibility|slack|play)(?: left)?,? (?:up |only )?(?:to|until|till) \S{0,3}\d|\b\d[\d.,]* ?(?:\S{1,8} )?(?:of )?(?:room|leeway|margin|headroom|slack|flexibility) (?:left|remaining|to (?:go|move|give))/,
    /\b(?:push|move|squeeze|get) (?:me|us) (?:a (?:little|bit) |a little bit |even |still )?(?:further|higher|up|more)\b/,
    /\b(?:system|company|boss|management|they|software) (?:lets?|allows?|permits?|authori[sz]es?) (?:me|us) (?:to )?(?:accept|go|take|approve|pay|offer)?\b[^.!?]{0,20}\b(?:up to|at most|as high|maximum|no more)/,
    /\b(?:i|we)(?:'d| would|'ll| will)? (?:have to|must|be forced to) (?:accept|say yes|take it)\b/,
    /\b(?:(?:set|fixed|put) (?:us |me )?(?:an? |the |our )?(?:upper limit|limit|cap|ceiling|maximum)|(?:capped|cap|limited|limit)(?: (?:us|me))?) at \S{0,3}\d/,
    /\b(?:top|upper end|end|edge|upper part) of (?:my|our|the) (?:range|budget|mandate|authority|allowance)\b/,
    /\b(?:real|true|actual|secret|internal) (?:limit|maximum|ceiling|cap|budget)\b|\bbetween (?:us|you and me)\b[^.!?]{0,30}\b(?:limit|max\w{0,4}|higher|more|room)\b/,
    /\b(?:limit|maximum|ceiling|cap|budget) (?:is|lies|sits) (?:a (?:bit|little) |slightly |just |well |far )?(?:higher|lower|above|below|over|under|somewhere|close|near|around)\b/,
    /\babsolute (?:top|max|limit|maximum|ceiling|most)\b|\bhands are tied\b|\bwig+le room\b|\bin the worst case\b/,
    /\bnot (?:a|one) (?:single )?(?:cents?|euros?|penn(?:y|ies)|yuan|dollars?|bit|coin|dime|pounds?) more\b|\d,? (?:and|but) (?:not|no|nothing) (?:more|higher|further|above)\b/,
    /\b(?:past|beyond|above|over|higher than|exceeding) \S{0,3}\d[\d.,]*[^.!?]{0,20}\b(?:(?:i|we) (?:can|can't|cannot|could|lose|have|need|must|am|are|will|won't|would|stop)|(?:is|are) (?:not possible|impossible|out of|off|too (?:high|much) for (?:me|us)))\b/,
    /\bhands\b[^.!?]{0,20}\b(?:past|beyond|above|over) \S{0,3}\d/,
    /\b(?:won't|will not|don't|do not|doesn't|does not|wouldn't|would not|can't|cannot) (?:let|allow|permit) (?:me|us)\b[^.!?]{0,20}\b(?:past|above|over|beyond|more|higher|further)\b/,
    /\b(?:slack|leeway|headroom|margin|room to (?:move|manoeuvre|maneuver|negotiate)) (?:left|before|until|remaining)\b|\b(?:i|we)(?:'ve| have)(?: still| got| a (?:little|bit))* (?:\w+ )?(?:slack|leeway|headroom)\b/,
    /\b(?:over|above|beyond|more than|past|under|below) what (?:i|we)(?:'m| am|'re| are)? (?:can|could|may|have|allowed|able|permitted)\b/,
    /\b(?:inside|within|outside|out of|beyond) (?:my|our) (?:range|limits?|budget|reach|authority|scope|mandate)\b/,
    /\b(?:sign|approve|accept|take|agree to|say yes to) (?:off )?(?:on )?(?:anything|everything|all|whatever)? ?(?:up to|below|under|at most) \S{0,3}\d/,
    /\b(?:where|that's when|when) (?:i|we) (?:have to|must|need to) (?:stop|quit|walk|leave)\b/,
    /\b(?:i|we)(?:'ve| have| got| was given| were given|'ve got) (?:(?!your\b)\w+ )?(?:approval|clearance|authority|authori[sz]ation|permission|(?:the |a )?green light) (?:for|to|of|up)\b/,
    /\b(?:i|we) (?:may|can|could|would|will) (?:say yes|agree|pay|accept|approve|do|take)[^.!?]{0,25}\b(?:but (?:not|no)|and (?:not|no)|at (?:the )?(?:very )?most|max(?:imum)?|no (?:more|higher)|if (?:i|we) (?:must|have to))\b/,
    /\b(?:allowed|authori[sz]ed|permitted|cleared|approved) to (?:go|accept|pay|agree|offer|give|take)\b[^.!?\d]{0,15}\d/,
    /\b(?:can't|cannot|can not|couldn't|may not|am not able to|are not able to|unable to) (?:go|accept|approve|pay|agree to|do|take|offer)\b (?:to )?(?:an? |any )?(?:higher|bigger|larger)\b/,
    /\b(?:boss|manager|they|management|finance|we|i|company|agency)\b[^.!?]{0,25}\b(?:no more than|not more than|at (?:the )?most|a maximum of|maximum|max) \S{0,3}\d{2}|\b(?:pay|accept|approve|do|offer|take) \S{0,3}\d[\d.,]* (?:at (?:the )?(?:very )?most|max(?:imum)?|tops)\b/,
    /\b(?:limit|maximum|max|ceiling|cap|budget) (?:that )?(?:i|we)(?:'ve| have)? (?:was|were|been|have|got|given|must|can|had)\b/,
  ],
  // Any other word of ours about it, unless it says that nothing is said.
  unlessNegated: [
    /\b(?:my|our) (?:very |absolute )?(?:final|last|top|highest|maximum) (?:number|figure|price|rate|offer|word|amount|position)\b/g,
    /\b(?:my|our) (?:own |real |very )?(?:ceiling|cap|maximum|upper limit|walk-?away|mandate|budget|limits?|threshold)\b(?! (?:is|are) (?:something|not|private|confidential|a secret|between))/g,
  ],
});

/** The limit rate, and any wording that gives away where our limit lies, stay inside. */
export const mandateDisclosureGuardrail: Guardrail = {
  id: 'mandate-disclosure',
  title: 'Limit and mandate stay secret',
  blocking: true,
  severity: 0.98,
  softPoints: 0,
  locked: true,
  appliesToHumans: true,
  check({ text, author, disclosure, disclosureExpected }, { mentions, folded }) {
    for (const { value, low, high, currency, span } of disclosure ? mentions : []) {
      const amounts = [value, low, high].filter((amount) => amount !== undefined);
      if (amounts.some((amount) => disclosure?.discloses(amount, currency))) return violation('A secret amount.', span);
    }
    // The words are not repeated: they may hold the very amount.
    const wording = findWording(folded, WORDINGS);
    if (wording) return wordingFinding(text, wording, 'Wording that gives away our room to move', false);
    // A person's text is only ever checked where the mandate is known, so its absence is a fault there.
    return !disclosure && (disclosureExpected ?? author === 'human') ? couldNotCheck('The mandate is not known here.') : PASS;
  },
};
