import { type Guardrail } from '../guardrail.js';
import { findWording, wordingFinding, wordings } from './wording.js';

const WORDINGS = wordings({
  unlessNegated: [
    /\b(?:de-?list|un-?list|demot|down-?rank|de-?rank|blacklist|de-?prioriti[sz]|shadow-?ban|punish|penali[sz])(?:e|ed|s|es|ing|ion|ment)?\b/g,
    // We take something of theirs away. Leaving our list of people to write to is the opposite of a threat.
    /\b(?:remov|suspend|block|hid|withdraw|terminat|disabl|dropp?|delet|bann?|unpublish|pull|exclud|kick|deactivat|de-activat|tak|shut|restrict)(?:e|es|ed|ing|en|s)? (?:down |off )?(?:your|the|this) (?:whole |entire )?(?:hotel|property|listing|account|inventory|partnership|profile|page)\b(?! (?:from|off) (?:our|my|the|this|any) (?:contact|mailing|message|messaging|call|list|follow))/g,
    /\b(?:your|the|this) (?:hotel'?s? |property'?s? |search |preferred |partner |whole ){0,2}(?:hotel|property|listing|page|account|inventory|rooms?|suite|profile|badge|visibility|exposure|ranking|rank|position|placement|partnership|contract|score) (?:will|would|could|may|might|can|is going to|risks?|gets?|has to|must|'ll) (?:have to |then |also |simply |automatically |soon |probably ){0,2}(?:be |get |being |getting )?(?:removed|suspended|hidden|taken (?:down|offline|off|away|from)|blocked|disabled|deactivated|terminated|closed (?:for sale|by us|on our|to our)|withdrawn|reduced|lowered|dropped|drop|fall|slip|sink|suffer|decline|go (?:down|offline)|disappear|vanish|lost|pushed|moved down|ended|limited|restricted|paused|cut|affected|excluded|banned|kicked|worse)\b/g,
    /\b(?:hotels|properties|partners|listings) (?:that|who|which|with|refusing|above) [^.!?]{1,40} (?:get|are|will be|end up|were|risk|lose|go) (?:\w+ )?(?:removed|hidden|pushed|dropped|suspended|down|last|lower|blocked|visibility|placement)\b/g,
    /\b(?:lose|losing|loses|forfeit|risk|risking) (?:\w+ )?(?:your |the |some |its |all )?(?:\w+ )?(?:visibility|ranking|placement|position|listing|badge|exposure|partner status|spot|account)\b/g,
    /\b(?:drop|fall|slip|sink|slide|go|move|end up|pushed|moved|dropped|sent)(?:s|ping|ing|ped)? (?:down |back |straight ){0,2}(?:(?:to|on|onto|at|in) (?:the )?(?:page (?:two|three|four|five|six|ten|\d)|(?:very )?(?:bottom|last page|second page|end of (?:the|our) (?:list|results)))|in (?:the|our) (?:search|ranking|results|list)|(?:the|our) (?:list|ranking|results)\b|off the (?:first|page|list|map))/g,
    /\b(?:kick|drop|remov|tak|disappear|vanish|withdraw|pull|throw|delet|hid|bann|fall)(?:e|s|es|ed|en|ing|ped|ping|drawn|den|ned|n)? (?:you |it |them |(?:your|the|this) (?:\w+ )?(?:hotel|property|listing|rooms?|suite|page) )?(?:off|from) (?:the|our|all|any) (?:platform|site|first page|(?:search )?results|app|search|website|listings?|sale|travellers?|travelers?)\b/g,
    /\b(?:hidden|hide you|invisible) (?:from|to|for) (?:\w+ )?(?:travell?ers|guests|users|customers|the (?:site|search|results))/g,
    /\b(?:stop|cease|halt|pause|suspend|discontinue)(?:s|ped|ping|d|ing)? (?:selling|sales|the sale|promoting|showing|listing|displaying|offering your|sending (?:you )?(?:\w+ )?(?:bookings|guests|reservations|travell?ers))\b/g,
    /\b(?:we|i|our team|our side|the platform)\b[^.,!?]{0,25} clos(?:e|ing) (?:out )?(?:your |the )(?:\w+ )?(?:sales?|rooms?|dates?|availability|hotel|property)\b/g,
    /\bno longer (?:promote|sell|show|list|display|feature|recommend|send you|work with you|be (?:shown|sold|listed|visible|promoted))/g,
    /\b(?:affect|hurt|harm|damage|reduce|lower|cut|worsen|endanger|jeopardi[sz]e)(?:s|ed|ing|es)? (?:your |the )?(?:hotel'?s? |property'?s? |page |search |own )?(?:ranking|visibility|placement|position|listing|exposure|standing with us|partner status|badge)\b/g,
    /\bpenalt(?:y|ies) (?:on|to|for|against|in) (?:your|the) (?:visibility|ranking|hotel|property|listing|page|score|position)\b/g,
    /\b(?:end|ends|ending|terminate|terminating|stop|stopping|quit) (?:our|the|your|this) (?:contract|partnership|cooperation|collaboration|relationship)\b/g,
    /\b(?:badge|status|placement|campaign) (?:will|would|could|may|might) be (?:taken|removed|revoked|withdrawn)\b/g,
    /\b(?:less|fewer|lower|reduced|little) (?:traffic|visibility|exposure|bookings|clicks|views|guests|reservations) (?:from|through|with|on|via) (?:us|our)\b/g,
    /\b(?:you|hotels?|property|rooms?|suite|listing|page|it) (?:may|might|will|would|could|won't)(?: not| no longer)? (?:be|stay|remain) (?:visible|bookable|shown|listed|found|on sale|available to (?:guests|travell?ers))\b(?<= (?:not|no longer|won't) (?:be|stay|remain) [a-z ]{4,25})/g,
    /\b(?:guarantee|promise|sure)\b[^.!?]{0,20}\b(?:stay|remain|keep|still be) (?:visible|listed|bookable|online|on (?:our|the) (?:site|page)|your (?:ranking|place|position|badge))/g,
    /\b(?:guests|travell?ers|people|nobody|users)(?: will| would| may| might)?(?: no longer| not| never| stop)? (?:see|seeing|find|finding) (?:your|the|you)\b(?<=\b(?:no longer|not|never|stop|nobody will|nobody would) [a-z ]{5,16})/g,
    /\b(?:vanish|disappear)(?:s|ed|ing)? from (?:search|the|our|view|sight|sale)/g,
    /\b(?:reconsider|rethink|review|question) (?:listing|showing|selling|promoting|working with|our (?:cooperation|partnership|contract)|the partnership)\b/g,
    /\b(?:show|put|place|rank|list|promote|prefer)(?:s|ing)? (?:other|another) (?:hotels?|properties|houses?) (?:first|before|above|instead|ahead|higher)\b/g,
    /\b(?:we|i)\b[^.!?]{0,20}\b(?:switch|turn|shut|take|pull|freeze|freezing)(?:ing)? (?:off |down )?(?:your|the) (?:rooms?|hotel|page|listing|suite|availability|calendar|inventory)\b(?: off| down)?/g,
    /\b(?:end|back|bottom) of the (?:queue|line|list|results|page)\b/g,
    /\b(?:visibility|ranking|placement|position|listing|status|badge|place in (?:the|our) (?:results|search|list))\b[^.!?]{0,15}\b(?:at risk|in danger|not safe|unsafe|to go|in question|depends? on)\b/g,
    /\b(?:algorithm|ranking(?: system)?|our system|search) (?:\w+ )?(?:won't|will not|doesn't|does not|may not|would not|wouldn't) (?:\w+ )?(?:like|be kind|favou?r|forgive|show|reward)\b/g,
    /\bcost you (?:your |the |some |a )?(?:\w+ )?(?:ranking|rank|visibility|placement|position|listing|badge|exposure|spot|status|contract)\b/g,
    /\b(?:get|gets|be|being|are|is) buried\b|\b(?:page|listing|hotel|property|suite|rooms?) (?:went|goes|going|go|gone|were|was)? ?(?:offline|dark)\b|\brank(?:ed|ing|s)? (?:you |your hotel |it )?(?:lower|below|down|last|behind)\b/g,
    /\b(?:your|the) (?:rooms?|hotel|suite|property) (?:will|would|could|may|might)(?: not|n't) be (?:sold|offered|shown|listed|bookable)\b|\bwon't be (?:sold|shown|listed)\b/g,
  ],
});

/** We never threaten to delist or demote a hotel, to hide it or to stop selling it; in many markets that is unlawful. */
export const delistingThreatGuardrail: Guardrail = {
  id: 'delisting-threat',
  title: 'No threat of delisting or demotion',
  blocking: true,
  severity: 0.95,
  softPoints: 0,
  locked: false,
  appliesToHumans: true,
  check({ text }, { folded }) {
    return wordingFinding(text, findWording(folded, WORDINGS), 'Threatens the standing of the hotel with us');
  },
};
