import { PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';
import { DENIED, HAS_NOT, statement, statementsIn } from './statements.js';

const CHANGED =
  '(?:updated|changed|loaded|uploaded|set(?: up)?|adjusted|lowered|reduced|dropped|raised|entered|published|activated|deactivated|switched(?: on| off)?|blocked|closed(?: out)?|opened|cancel?led|refunded|credited|paid|transferred|booked|added|removed|deleted|applied|fixed|corrected|edited|modified|put|pushed|moved|listed|implemented|synced|enabled|disabled|amended|overwritten|rolled out)';
const CHANGE =
  '(?:update|change|load|upload|set(?: up)?|adjust|lower|reduce|drop|enter|publish|activate|switch(?: on| off)?|block|close(?: out)?|open|cancel|refund|credit|apply|fix|edit|modify|implement|sync|enable|disable|amend)';
const OBJECT =
  '(?:rates?|prices?|pricing|extranet|calendars?|system|channel manager|pms|page|listing|inventory|availability|allotments?|allocations?|rooms?|bookings?|reservations?|dates|nights|rate plans?|photos?|description|commission|payouts?|invoices?|account|website|site|profile|search results?|promotion|badge|campaign|placement|restrictions?|minimum stay)';
const NOTES =
  '(?:notes?|summary|summaries|request|ask|offer|figure|list|record|terms|reminder|question|message|file|proposal|conversation|case|ticket for|wish|stop|no|reason|preference)';

/** Doing in a system what nobody here has done: an agreed rate is not a loaded one, and this agent changes nothing anywhere. */
const CHANGES = statement({
  hint: /updat|chang|load|\bset\b|adjust|lower|reduc|drop|rais|enter|publish|activ|switch|block|close|open|cancel|refund|credit|paid|transfer|booked|added|adding|remov|delet|appl|fix|correct|edit|modif|live|online|visible|effective|in place|implement|sync|extranet|went through|gone through|taken care|enabl|disabl|amend|roll/,
  unlessBefore: new RegExp(
    `${DENIED.source}|\\b(?:if|once|when|until|before|after|could|can you|would|should|may|might|you|whether|ask(?:ed)?|so that|to have|want|as soon as|please|let me know|has to|have to|must|needs? to|did|does|may have|might have|noted|know|hear|understand|note|depends on)\\b`,
  ),
  unless: new RegExp(
    `\\bwas (?:put in|entered|changed|set|loaded) by (?:your|his|her|their|him|them)\\b|\\b(?:my|our|the|your|this|that|a|to (?:my|our|the)) ${NOTES}\\b(?!.{0,20}\\b(?:live|loaded|online)\\b)`,
  ),
  unlessInside: new RegExp(
    `${HAS_NOT.source}|\\byours to (?:set|change|raise|lower)\\b|\\bthe two (?:prices|rates|figures) are visible\\b|\\b(?:can|could|may|might|would|should)\\b`,
  ),
  inQuestions: false,
  says: [
    new RegExp(
      `\\b(?:i|we|my colleagues?|(?:our|my) (?:team|system)|the (?:team|system))(?:'ve| have| has|'re| are|'m| am)?(?: \\w+){0,2} ${CHANGED}(?: (?!${NOTES})[\\w']+){0,6}? ${OBJECT}\\b`,
    ),
    new RegExp(
      `\\b(?:i|we|my colleagues?|(?:our|my) (?:team|system))(?:'ve| have| has)(?: already| just| now| also)? (?:(?:updated|loaded|uploaded|activated|published|booked|lowered|reduced|adjusted|switched|implemented|synced)(?: on| off)? (?:it|that|this|them|everything|both|all)\\b|(?:changed|set|fixed|corrected|edited) (?:it|that|this|them|everything|both|all)(?= (?:for you|in (?:the|your|our) (?:system|extranet|calendar)|on your)|[.!,]|$))`,
    ),
    new RegExp(
      `\\b(?:i|we|my colleagues?|(?:our|my) (?:team|system))(?:'ll| will|'m going to| am going to|'m| am)(?: \\w+)? (?:${CHANGE}|load(?:ing)|updat(?:ing)|chang(?:ing)|adjusting|entering)(?: (?:it|this|that|them)|(?: (?!${NOTES})[\\w']+){0,5}? ${OBJECT})(?= (?:for you|myself|ourselves|right away|now|today|tonight|tomorrow|immediately|at once|in (?:the|our|your)|on (?:the|our|your|our side|my side)|to|as soon|within|straight|from)|[.!,]|$)`,
    ),
    new RegExp(
      `\\b(?:the|your|our|this|that|both|all|new)(?: [\\w-]+){0,3} ${OBJECT}(?: (?:for|in|on|of)(?: [\\w-]+){1,4})?(?: is| are|'s| has been| have been| was| were)(?: \\w+){0,2}? (?:${CHANGED}|live|online|visible|in effect|effective|active|in place|on sale|bookable|in the system)\\b`,
    ),
    /\b(?:it|this|that|everything|both|they)(?:'s| is| are|'re| has been| have been| was|'ve been)(?: now| already| all| just)* (?:loaded|uploaded|live|online|updated|activated|published(?! (?:at|by) )|in the (?:system|extranet|calendar)|active|on sale|bookable|switched on)\b|\b(?:it|this|that|everything|both|they)(?: has|'s| have|'ve) been published\b/,
    /\b(?:already|now|just) (?:loaded|uploaded|live|published|activated|bookable)\b/,
    /\b(?:i|we)(?:'ve| have)(?: already| just| now)? booked\b|\b(?:taken care of|done)(?: \w+){0,2} (?:in|on) (?:the|your) (?:extranet|system|calendar|channel manager)\b|\bthe change (?:went|has gone) through\b/,
  ],
});

export const claimsSystemChangeGuardrail: Guardrail = {
  id: 'claims-system-change',
  title: 'No change claimed that was not made',
  blocking: true,
  severity: 0.85,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ context }, signals) {
    const found = statementsIn(signals, CHANGES)[0];
    if (!found) return PASS;
    // The OTA has told us that a rate was found loaded.
    const verified = context.facts.some(({ label }) => /\bloaded\b/.test(label));
    return verified && /\b(?:load|live|online|visible|system)/.test(found.words)
      ? PASS
      : violation(`Claims a change in a system: "${found.words}".`, found.sentence.span);
  },
};
