import { cues } from '../language/phrases.js';

const NO =
  'impossible|unrealistic|ridiculous|crazy|insane|insulting|insult|joke|unacceptable|nonsense|laughable|absurd|unthinkable|unsustainable|unfair|theft|robbery|suicide|unfeasible';
const DO =
  'do|give|accept|offer|make|take|sell|go|agree|work|let|settle|come|meet|approve|drop|live|want|match|pay|spend|afford|get|manage|have|like|lower|reduce';

/** An amount turned down: "not 450", "450 is impossible", "can't do 450". */
export const REFUSED_CUES = cues('refused', {
  0.9: [
    `# ~2 is|are|sounds|seems|would|feels|looks ~3 ${NO}`,
    `# ${NO}`,
    `# ~1 is|are|was|sounds|seems|would|feels|looks ~3 low|high|little|much|steep|far|expensive|cheap|deep|aggressive|hard|tough|tight|below|under|nothing|out`,
    '# ~1 too low|high|little|much|steep|far|expensive|cheap|deep|aggressive|tight',
    '# way|far ~1 too|below|under|low',
    '# ~1 is|are|will|would|does|do|can|could not ~3 enough|ok|okay|fine|possible|doable|realistic|feasible|work|happen|happening|acceptable|going|for|cover|fly|do|cut|viable|an|fair|reasonable|sustainable|workable|good|there|negotiable',
    '# not ~1 enough|ok|okay|possible|doable|feasible|acceptable|realistic|workable|work|working|going|happening|for|sustainable|good',
    '# is|are|will|would ~1 no|never|out',
    '# ~1 kills|hurts|ruins|kill|loses|bankrupts|hurt|destroys',
    '# no ~1 way|chance|go|good|sir|thanks|thank|can',
    '# never',
    '# forget ~1 it',
    '# i|we ~1 can|could|will|would not',
    '# i|we do not ~1 do|accept|give|agree|take|want|like|go|sell|offer',
    '# ~1 is|was|would ~1 below|under ~3 cost|costs|price|level|limit|floor|margin|budget|breakeven',
    'at|with|for|on|if|by # ~3 lose|losing|nothing|not|loss|bleed|die|close|starve|dead|zero|bankrupt|broke|negative|barely',
    'if ~4 # ~4 kill*|dead|lose|fire*|broke|murder*|shoot*|divorce*|close|bankrupt|fired',
    '# i|we ~1 lose|bleed|starve|die|lost',
    '# means ~2 loss|losing|nothing',
    '# covers nothing',
    `${NO} ~2 #`,
    'no to|way ~1 #',
    'no chance|way ~2 for|at|to #',
    'never|not ~1 for|at|with|to #',
    'forget ~2 #',
    'laugh*|reject*|refus*|decline* ~3 #',
  ],
  0.85: [
    `not|never|unable|neither ~3 ${DO} ~4 #`,
    'not|never #',
    'never ~3 #',
    'nobody|none ~3 #',
    'not ~1 able|possible|interested|willing|happy|ready|going ~4 #',
    'no|not ~2 profit|margin|money at|with #',
    'can|could|will|would not ~3 as low as #',
  ],
});

/** What may follow a "no" that turns down the amount before it: "316 for the twin, no, sorry". */
export const AFTER_PLAIN_NO: ReadonlySet<string> = new Set([
  'sorry',
  'thanks',
  'thank',
  'sir',
  'madam',
  'way',
  'chance',
  'i',
  'we',
  'that',
  'it',
  'never',
]);

/** The next sentence turns down what was asked about: "450? no way". */
export const REFUSES_BEFORE: ReadonlySet<string> = new Set([
  'no',
  'never',
  'impossible',
  'nope',
  'nah',
  'ridiculous',
  'crazy',
  'forget',
  'lol',
  'haha',
  'hahaha',
  'seriously',
]);
/** The same, within its first words: "450? that is a joke". */
export const REFUSES_WITHIN: ReadonlySet<string> = new Set([
  'joke',
  'joking',
  'kidding',
  'ridiculous',
  'insane',
  'crazy',
  'impossible',
  'dreaming',
  'mad',
  'insulting',
  'insult',
  'low',
]);
