import { type Guardrail } from '../guardrail.js';
import { findWording, wordingFinding, wordings } from './wording.js';

const MILD =
  '(?:ridiculous(?:ly)?|laughable|pathetic|ignorant|incompetent|clueless|greedy|greed|lazy|laziness|arrogant|selfish|childish|unprofessional|unreasonable|nonsense|rubbish|garbage|absurd|shameful|a disgrace|disgraceful|disgusting|silly|worthless|hopeless|stubborn|naive|crazy|insane|insulting|dishonest|a liar|lying|a joke|an insult|a dump|a mess|a loser|a clown|difficult on purpose|rude|mediocre|out of touch|delusional|paranoid|impossible to work with|dead wrong)';

const WORDINGS = wordings({
  always: [
    /\b(?:idiot(?:s|ic)?|morons?|imbeciles?|fuck\w{0,5}|shit\w{0,3}|bullshit|crap|bastards?|assholes?|arseholes?|bitch\w{0,2}|dickheads?|wtf|dumb(?:ass)?|damn(?:ed|it)?|goddamn|retard(?:ed)?|bollocks)\b/,
    /\b(?:shut up|screw you|piss off|get lost|go to hell|to hell with|(?:what|why|who|how) the hell|hell no|drop dead|grow up|get over it|get real|mind your own business|yeah,? right|thanks for nothing|cheapskate)\b/,
    /\bare you (?:kidding|joking|serious\b|even (?:reading|listening|trying)|blind|deaf|crazy|insane|drunk|out of your mind|trying to be funny|listening to (?:me|yourself))/,
    /\byou (?:people|lot|hoteliers|guys are all|are all (?:the same|alike))\b/,
    /\b(?:stop )?wast(?:e|es|ing) (?:of )?(?:my|our|everyone's|everybody's) time\b/,
    /\b(?:is|was) (?:it|that|this) (?:so|that|really|too) (?:hard|difficult|complicated)\b(?! for me)/,
    /\b(?:i|we)(?:'ve| have)? (?:already |clearly )?(?:told|explained to|asked) you (?:\w+ )?(?:already|twice|before|three times|many times|times|again and again|clearly)\b|\bi (?:already|just) told you\b|\bhow (?:many|often) (?:times|do i have to)\b/,
    /(?<!\b(?:you|they|he|she|i|we|will|can|to) )\bread (?:my|our|the|it|what i) (?:last |first |earlier |wrote |message |words |mail )*(?:again|properly|carefully|slowly)\b/,
    /\b(?:calm down|use your (?:brain|head|common sense)|do your (?:job|homework)|do the maths?\b|wake up and|get a grip|(?<!\b(?:would|could|might) [^.!?]{1,40} )be realistic|be serious|stop whining|stop complaining|pull yourself together)/,
    /(?:^|[.!?] )(?:oh|well|wow|gee|ah)(?:,? (?:oh|wow|well))?,? (?:so )?(?:another|great|wonderful|brilliant|fantastic|lovely|perfect|congratulations|bravo|how (?:nice|generous|original|clever|kind)|what a|aren't you|sure|please\b),?/,
    /\bwhat a (?:shocking |huge |big |complete |real )?(?:surprise|shock|joke|clown|waste)\b(?! to be| for guests)/,
    /\bhow (?:very )?(?:original|clever|convenient|unprofessional|rude|typical)\b(?! is| it)/,
    /\baren't you (?:clever|smart|funny|special|generous|ashamed)\b/,
    /\bno wonder (?:your|you|the (?:hotel|rooms?|house)|nobody|guests)\b/,
    /\bcongratulations on (?:losing|missing|another|yet|scaring|an empty)\b/,
    /\b(?:if you had|if you have|have you|without|do you have) any (?:sense|idea how|clue|brains?|shame|decency)\b/,
    /\b(?:a|any|even a|every) (?:child|kid|toddler|five-year-old|monkey|beginner|fool) (?:could|can|would|knows|understands|sees|gets)\b/,
    /\bwith all (?:due )?respect\b|\bshame on you\b|\byou should (?:be ashamed|know better|be embarrassed)\b/,
    /\byou must be (?:new|joking|kidding|dreaming|mad|blind)\b|\bdream on\b/,
    /\b(?:anyone|anybody|everyone|everybody|any (?:real |decent |good )?(?:hotelier|manager|owner|professional)) (?:with|who has) (?:half )?(?:a brain|any sense|common sense|eyes)\b/,
    /\bonly (?:an? )?(?:fool|idiot|amateur|beginner|madman)s?\b/,
    /\b(?:i )?(?:can't|cannot|can hardly) believe (?:you|how|that you|your|what you)\b/,
    /\bnobody (?:in their right mind |serious )?(?:pays|would pay|wants to pay|cares)\b/,
    /\b(?:lazy|greedy|silly|childish|sloppy) (?:pricing|rates?|prices?|attitude|answers?|approach|behaviou?r|excuses?)\b/,
    new RegExp(`\\b(?:do not|don't|stop|quit) be(?:ing)? (?:so |a |such a |that ){0,2}${MILD}\\b`),
    /\bi hope (?:the|your) (?:\w+ ){1,3}(?:is|are|was|were|stays?) (?:still )?empty\b/,
    /\bjoke of an?\b|\binsulting (?:offer|rate|price|answer)\b/,
    /\byou (?:clearly|obviously|evidently|apparently|simply|just|really) (?:don't|do not|cannot|can't|fail to|refuse to|have no) (?:\w+ )?(?:understand|get|know|grasp|listen|see|read|care|think|idea|clue)\b/,
    /\byou (?:don't|do not) (?:understand|know) (?:anything|the first thing|how (?:revenue|business|this|the market|pricing)|your own|what you are (?:doing|talking))/,
    /\bspare (?:me|us)\b(?! (?:a|one|two|five|ten|some|half a|another) (?:\w+ )?(?:minutes?|moments?|seconds?|time)\b)|\b(?:best|another|same|poor|lame|cheap|weak|bad|what an?|your|such an?|old) excuses?\b|\b(?:more|making|enough|your|no more) excuses\b/,
    /\b(?:no|any|some|your|teach you|learn|have) manners\b|\bbroken record\b|\btakes? the cake\b|\bnot (?:very |too |the )?(?:bright|sharpest|smartest|brightest)\b|\bdon't (?:seem|look|sound) (?:very |too |that )?(?:bright|smart|clever|professional|competent)\b/,
    /\byour (?:\w+ )?attitude\b|\b(?:try|bother|care) to (?:think|read|listen|understand)\b|\bfor once\b|\bwow\.{1,3} (?:just|simply) wow\b/,
    /\b(?:not going to|won't|will not|tired of) (?:explain|repeat|say|repeating|explaining|saying)\b[^.!?]{0,15}\b(?:again|myself|time|twice)\b|\bas i keep (?:saying|telling)\b/,
    /\bdo(?:n't)? you (?:get it|understand)(?: at all| now)?(?=[?!])|\b(?:don't|do not) get it\b|\bsure, because\b|\bas if (?:you|your|anyone)\b/,
    /\bwhat (?:kind|sort) of (?:an? )?(?:hotelier|hotel|manager|person|owner|answer|price|place|business|professional)\b(?! do| would| are you| it is\b| is meant\b)|\b(?:no|losing|lost|out of|my) patience\b(?! (?:is|was) (?:not|fine))/,
    /\b(?:act|behave|talk) like (?:an? )?(?:adult|grown-?up|professional|child|kid)\b|\bplay(?:ing)? (?:dumb|games|stupid|the victim)\b|\bmust be nice to\b|\b(?:your own fault|yourself to blame|blame yourself)\b/,
    /\b(?:can|could) any(?:one|body) be (?:this|that|so)\b|\bdo you even\b|(?<!\b(?:price|rate|cancellation|discount|charge|fee|change|promotion)(?: that)? )\bnobody asked\b|\bnobody asked\b(?! (?:you|him|her|them) about\b)|\byou(?:'re| are) an? (?:\w+ )?(?:terrible|awful|bad|poor|lousy|horrible|weak)\b/,
  ],
  unlessNegated: [
    /\b(?:decision|answer|reason|reply|wish|policy|question|family|owner)(?: \w+){0,3} (?:is|are) (?:not acceptable|unacceptable)\b(?! (?:for|to) you)/g,
    /\bstupid(?:ity|ly)?\b/g,
    /\bfool(?:s|ish)?\b(?! (?:around|proof))/g,
    new RegExp(
      `\\b(?:you|you're|you are|you were|your (?:\\w+ ){1,3}(?:is|are|was|seems?|looks?|sounds?)|your|that is|that's|this is|such|what|how|be|being|such a|it is|it's) (?:a |an |so |too |just |really |simply |being |very |quite |frankly |honestly |plain |pretty |completely |totally ){0,3}${MILD}\\b`,
      'g',
    ),
    /(?<!\b(?:below|under) )\byour (?:\w+ ){1,2}(?:makes? (?:no|zero) sense|is meaningless|is full of)\b/g,
    /\byou(?:'re| are) (?:being |so |too |just |again |always |very )(?:difficult|stubborn|emotional|negative|slow|sensitive|impossible|cheap|wrong)\b/g,
    /\byour (?:hotel|place|property|house|rooms?|breakfast|staff|service) (?:is|are|looks?) (?:just |so |too |really |rather |frankly )?(?:dirty|ugly|outdated|shabby|bad|awful|terrible|poor|nothing special|not worth|second[- ]rate|overpriced|a dump|tired|boring)\b/g,
    /\bnot worth (?:that|it|the money|half)\b(?= (?:at all|for what)|[.!]|$)/g,
    new RegExp(
      `\\b(?:that|this|the) (?:answer|price|rate|offer|reply|figure|number|reason|excuse|idea|argument|attitude|quote|counter) (?:is|was|sounds|seems|looks) (?:just |so |too |simply |really |complete |pure |total |absolute ){0,2}${MILD}\\b`,
      'g',
    ),
  ],
});

/** A partner is answered with respect, whatever they wrote: no insult, no oath, no sarcasm, no lecture. */
export const disrespectGuardrail: Guardrail = {
  id: 'disrespect',
  title: 'Respectful words',
  blocking: true,
  severity: 0.85,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ text }, { folded }) {
    return wordingFinding(text, findWording(folded, WORDINGS), 'Disrespectful');
  },
};
