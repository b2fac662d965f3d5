import { type ReplyContext } from '../conversation/reply-context.js';
import { ticketsNamedIn } from '../signals/ticket-names.js';
import { PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';
import { settledTickets } from './agreement-without-ledger.js';
import { statement, statementsIn } from './statements.js';

const YES =
  '(?:a |an |your |that |the )?(?:clear |silent |tacit )?(?:yes|agree(?:d|s|ment|ing)?|consent(?:s|ed)?|approv(?:al|e|ed|es)|accept(?:ance|ed|s)?|confirm(?:ation|ed|s)?|ok|okay|go[- ]ahead|fine with|happy with|on board|settled|done|(?:a )?deal|final)';
const THAT =
  '(?:it|this|that|you|your (?:silence|message|reply|answer|emoji|thumbs[- ]up|ok|okay|reaction|smile|nod|hmm|words?|last message|lack of \\w+)|the (?:thumbs[- ]up|emoji|silence|smiley|smile|heart|reaction|ok)|no (?:answer|reply|news|objections?))';
const REACT = '(?:hear|receive|get|object|reply|answer|respond|write|say|tell|react|disagree|stop|let (?:me|us) know)';
const UNHEARD = `(?:if|should|as long as|in case|when) (?:i|we|you|there)(?: (?:do not|don't|did not|didn't|haven't|have not|won't|should not)(?: \\w+)? ${REACT}| (?:hear|receive|get|say|write|object) (?:nothing|no)| (?:is|are|'s) (?:no|nothing)| (?:stay|remain|are) silent)|unless (?:i|we|you|there) (?:${REACT}|are|is)`;

/** Silence is made a yes for the future; wrong whatever has been agreed. */
const SILENCE = statement({
  hint: /silen|no (?:news|reply|answer|response|objection)|hear|unless|object|otherwise|respond|reply|answer|automatic/,
  unlessBefore:
    /\b(?:not|never)\b(?! (?:hear|heard|reply|object|answer|respond|get|receive))|\b(?:isn't|doesn't|don't (?:take|read|count|treat)|won't (?:take|read|count|treat))\b/,
  inQuestions: true,
  says: [
    /\b(?:no (?:news|reply|answer|response|objections?)(?: from you)?|(?:your |the )?silence|not (?:hearing|replying|answering|objecting)(?: (?:back|from you|to this))*) (?:means?|is (?:a |an |your )?(?:yes|agreement|consent|ok|okay|taken|good)|counts? as|equals|will (?:mean|count|be)|would (?:mean|count))\b/,
    new RegExp(
      `\\b(?:${UNHEARD})(?: [\\w']+){0,8}?,? (?:then )?(?:i'll|i will|we'll|we will|i|we|it|the (?:rate|terms|deal|price)|that)(?:'s| is| will| shall| are|'ll)?(?: be)?(?: [\\w']+){0,3}? (?:assume|take|go ahead|proceed|consider|treat|record|confirm|count|mark|note (?:it|this|that) as|regard|close|save|agreed|confirmed|settled|final|binding|accepted|stands?|applies|valid)\\b`,
    ),
    new RegExp(
      `\\b(?:i|we)(?:'ll| will|'d| would)(?: \\w+){0,2} (?:assume|take|go ahead|proceed|consider|treat|record|confirm|count|mark|save|note|load|regard|close)(?: [\\w']+){0,8}?,? (?:${UNHEARD})\\b`,
    ),
    /\b(?:automatically|by default) (?:agreed|accepted|confirmed|approved|be (?:agreed|accepted|confirmed))\b|\b(?:agreed|accepted|confirmed) (?:automatically|by default)\b/,
    /\bunless (?:you|i|we) (?:hear|object|say|tell|write|stop|disagree|reply)(?: [\w']+){0,5}?,? (?:it|this|the (?:rate|terms|deal))(?: is|'s| will be| stands| counts)\b/,
  ],
});

/** Something already said, or not said, is read as a yes. */
const READ_AS_YES = statement({
  hint: /take|taking|took|read|treat|count|understand|assum|consider|regard|interpret|see|sound|seem|look|mean|so |then|great|perfect|good|mark|record|proceed|go ahead|nod|thumb|emoji|objection|presum|guess|gather/,
  unlessBefore:
    /\b(?:not|never|cannot|won't|can't|don't|didn't|rather than|instead of|before|until|without|whether|wouldn't|should i|shall i|may i|can i|could i|do i)\b/,
  unlessInside: /\b(?:will|shall|would|can|do|am|are|have|is) not\b|\bcannot (?:read|take|count|treat|see)\b|n't\b|\bnever\b/,
  inQuestions: false,
  says: [
    new RegExp(
      `\\b(?:i|we)(?:'ll| will| shall| can|'m| am|'re| are|'d| would| just| then| therefore)*(?: \\w+)? (?:take|taking|read|reading|treat|treating|count|counting|understand|assume|assuming|consider|considering|regard|regarding|interpret|interpreting|see|seeing|mark|marking|record|recording|presume|gather) ${THAT}(?: (?:that|as|is|are|to be|means?|to mean|for|you|you're|you are|now))* ${YES}\\b`,
    ),
    new RegExp(
      `\\b(?:i|we)(?:'ll| will| can| therefore| must|'m| am)? (?:take it|assume|presume|gather|understand|guess|suppose|conclude)(?: from (?:your|the|that|this) [\\w ]{1,20}?)?(?: that)? (?:you|your|we|this|that|it|the)(?:'re| are| is|'ve| have|'s)?(?: \\w+)? (?:agree|agreed|accept|accepted|approve|fine|ok|okay|happy|on board|good|in|settled|confirmed?|yes|a yes|a deal|done)\\b`,
    ),
    new RegExp(
      `\\b(?:that|this|it|which|your (?:emoji|silence|message|reply|answer|thumbs[- ]up|smile|ok|reaction)|a thumbs[- ]up|the (?:thumbs[- ]up|emoji|silence))(?:'s| is| sounds| looks| seems| reads| means| says| counts| feels)?(?: to me)?(?: good)?(?: enough)?(?: like| as| to be| to mean| that is| that you)? (?:a |an |your )?(?:clear |good enough )?(?:yes|agreement|consent|approval|acceptance|agree|a go|go[- ]ahead)\\b(?! (?:yet|only|if|when|from))`,
    ),
    /\b(?:so|then|great|good|perfect|wonderful|excellent|thanks|thank you|nice|lovely|super|ok|okay|alright),? (?:then )?(?:it's|it is|we're|we are|that's|that is|we have|you're|you are) (?:all |now )?(?:agreed|settled|a deal|decided|a yes|in agreement|all set|on board)\b/,
    /\b(?:looks|sounds|seems) like (?:we(?:'re| are| have)|you(?:'re| are| have)?) ?(?:all |an |a )?(?:agreed?|settled|deal|agreement|all set|on board|accept(?:ed)?|fine with|ok with|okay with|happy with)\b/,
    /\b(?:since|as|because|given that) (?:you|i|we|there)(?:'ve| have|'s| is| was)? (?:not |didn't |did not |haven't |raised |said |no |had )(?: ?\w+){0,3}(?: ?(?:object|objected|objections?|say no|said no|refuse|refused|disagree|answered|replied)),? .{0,40}\b(?:proceed|go ahead|record|confirm|agreed|take|assume|save|mark|settled)\b/,
    /\b(?:no objections?|nothing against it|not a no)(?: \w+){0,3},? (?:so|then|therefore|which means|means)\b/,
    /\b(?:i|we)(?:'ll| will)(?: (?:now|then|just|therefore))? (?:go ahead|proceed)(?: and| with)? (?:record|confirm|save|close|load|finali[sz]e|the (?:rate|terms|deal|agreement)|this rate|that rate|[\d€$£])/,
  ],
});

/** Silence, an emoji or an unclear word is no yes, and we never say it is. */
export const assumedConsentGuardrail: Guardrail = {
  id: 'assumed-consent',
  title: 'No consent out of silence',
  blocking: true,
  severity: 0.9,
  softPoints: 0,
  locked: true,
  appliesToHumans: false,
  check({ context, plan }, signals) {
    const silence = statementsIn(signals, SILENCE)[0];
    if (silence) return violation(`Makes silence a yes: "${silence.words}".`, silence.sentence.span);
    const settled = new Set(settledTickets(context, plan).map(({ ticketId }) => ticketId));
    if (saidYes(context)) {
      if (context.tickets.length < 2) return PASS;
      // A yes is to what was on the table; the terms of this turn say to which tickets.
      for (const { ticketId } of [...context.menu.acceptable, ...context.menu.terms]) settled.add(ticketId);
      if (settled.size === 0) return PASS;
    }
    const found = statementsIn(signals, READ_AS_YES).find(({ sentence }) => {
      const { ids, named } = ticketsNamedIn(sentence.folded, context.tickets);
      return !(named ? ids.every((id) => settled.has(id)) : settled.size > 0);
    });
    return found ? violation(`Takes something for a yes that was none: "${found.words}".`, found.sentence.span) : PASS;
  },
};

/** An unmistakable yes in the messages that are being answered. */
function saidYes({ reading }: ReplyContext): boolean {
  return (
    reading !== undefined &&
    !reading.ambiguous &&
    reading.acts.some(({ act, confidence }) => act === 'accept' && confidence >= 0.5)
  );
}
