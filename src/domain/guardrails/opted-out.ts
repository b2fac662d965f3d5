import { PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';
import { interruptedBy, partnerDid } from './partner-wishes.js';
import { statement, statementsIn } from './statements.js';

/** Talking on: reasons to stay, one more try, another message later. */
const TALKS_ON = statement({
  hint: /./,
  unlessBefore: /\b(?:not|never|no more|no longer|cannot|without|nor|nothing|no one|nobody)\b|n't\b/,
  unlessInside: /\b(?:will|would|may|might|can) (?:not|never)\b|\bwon't\b/,
  inQuestions: true,
  says: [
    /\b(?:before you go|one (?:last|more|final|quick) (?:thing|question|offer|try|chance|idea|point)|are you sure|would you (?:reconsider|like|be (?:open|willing)|consider|rather|prefer)|please reconsider|think (?:it over|again|about it)|change your mind|what if|how about|just (?:this )?once|last chance|pity|that's a shame|sorry to hear that,? but|missing out|you(?:'ll| will| would| could) (?:miss|lose|get(?! (?:no|nothing|none)\b)|benefit|gain|regret))\b/,
    /\b(?:i|we)(?:'ll| will| would| may| might| can|'d)(?: \w+){0,2} (?:check (?:back|in)|come back|write again|contact you again|try again|be back|follow up|get back to you|reach out|write to you (?:again )?(?:next|in|later)|ask again|remind you|touch base|keep you posted|send you (?:the|an?|another|our))\b/,
    /\b(?:another time|some other time|next (?:week|month|season|year)|in (?:a few|some|two|three) (?:days|weeks|months)|later (?:on|this)|when the season)\b/,
    /\b(?:could|can|would|will) you (?!(?:please )?(?:forgive|excuse|accept my apolog))[a-z]+\b|\bwhy (?:do|don't|not|is|are|did)\b|\bmay i (?:ask|know)\b|\b(?:tell|let) (?:me|us) (?:know )?(?:why|what|if|the reason)\b/,
  ],
});

/** After a partner has asked not to be written to, nothing is said but that this is heard. */
export const optedOutGuardrail: Guardrail = {
  id: 'opted-out',
  title: 'Silence after an opt-out',
  blocking: true,
  severity: 0.9,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ plan, context }, signals) {
    const stops = context.directive.may.length === 1 && context.directive.may[0] === 'stop';
    if (!partnerDid(context, 'opt_out') && !interruptedBy(context, 'opt_out') && !stops) return PASS;
    if (plan && plan.act !== 'stop' && plan.prelude !== 'stop' && !['apologise', 'hand_over', 'clarify'].includes(plan.act)) {
      return violation(`The partner has opted out, and the reply means to "${plan.act}".`);
    }
    if (signals.asksStated.length > 0) return violation('Asks for a rate after an opt-out.', signals.asksStated[0]?.span);
    if (signals.levers.length > 0) return violation('Offers something after an opt-out.', signals.levers[0]?.span);
    // Asking back what was meant to stop is no persuasion.
    const clarifies = plan?.act === 'clarify' || context.reading?.ambiguous === true;
    const found = statementsIn(signals, TALKS_ON).find(({ sentence }) => !(clarifies && sentence.question));
    if (found) return violation(`Talks on after an opt-out: "${found.words}".`, found.sentence.span);
    const question = signals.sentences.find((sentence) => sentence.question);
    return question && !clarifies ? violation('A question after an opt-out.', question.span) : PASS;
  },
};
