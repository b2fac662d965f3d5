import { cues } from '../language/phrases.js';

export const FIRM_CUES = cues('firm', {
  0.9: [
    'final|firm|definitive',
    '@my|is|the|very last word|price|offer|number|rate|final',
    'last price|word|offer',
    '^ # last',
    '# last $',
    'best i|we|price|rate|@my',
    '@my|the|very|absolute ~1 best|lowest|limit|bottom|floor|minimum|maximum',
    'lowest|best|most|max ~3 i|we ~1 can|could|will|would|go|do',
    'take it or leave',
    'not ~2 cent|penny|euro|dollar|cracker|rupee|bit|inch less|more|lower',
    'no|not|nothing|never ~3 lower|less|further|below|under|more|higher|better',
    'bottom line',
    'non|not|nothing ~1 negotiable',
    'that is it|all|final|everything $',
    'that is the end',
    'or nothing|leave',
    'no discussion|negotiation|bargaining|haggling|discounts',
    'fixed',
    'full stop',
    'end of story|discussion|line',
    'cannot|can not ~3 lower|less|below|further|more|better|under',
    'not ~1 going|budge|move|moving|budging',
    'period $',
    'absolute*|strictly|definitely|rock bottom',
    'at the? very? least|most',
    'hard|rock bottom|floor|limit',
    'max|maximum|minimum|tops $',
    'only|all i|we can',
  ],
});

export const TENTATIVE_CUES = cues('tentative', {
  0.9: [
    'maybe|perhaps|possibly|might|mayb|mabye|maby|mayybe',
    'what if',
    'how about|bout',
    'what about',
    'would|could|does|do|is|will|can # ~2 work|help|ok|okay|fine|good|possible|do|be|suit|acceptable|enough|better',
    'would|could|can|will you ~1 take|accept|do|consider|live|go|agree|sell|give|be|meet|let|settle|make|work',
    'i|we ~1 guess|wonder|wondering|suppose',
    'thinking|hoping|thought|hope',
    'not sure|certain',
    'let me|us try',
    'can try',
    'could|might ~1 try|see|consider',
    'if ~3 owner|boss|manager agrees|approves|accepts',
    'in theory|principle',
    'or best offer|price',
    'obo|ono|negotiable',
    'would be willing|open|happy',
    'consider|considering',
  ],
});

export const APPROXIMATE_CUES = cues('approximate', {
  0.9: [
    'around|about|approx*|roughly|circa|near|nearly|almost|ballpark|somewhere|something|close|closer|approximately|ca ~2 #',
    '# ~1 ish|approx*|roughly|thereabouts|ballpark|circa|around',
    '# or so|thereabouts|something|similar|near',
    '# more or less',
    '# give or take',
    'more or less #',
    'more like #',
  ],
});
/** "About" that is not "roughly". */
export const EXACT_CUES = cues('exact', { 0.9: ['how|what about', 'talking|speaking|question|thinking about'] });
