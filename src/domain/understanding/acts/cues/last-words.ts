import { cues } from '../../language/phrases.js';

/** A no that closes the matter: whoever asks again after it, pushes. "Forget it" and "no way" still haggle. */
export const LAST_NO_CUES = cues('last_no', {
  1: [
    '@i said no',
    '@i already|just|have said|told|answered ~2 no',
    'no means no',
    'no is|means ~1 no',
    'answer ~2 is|stays|remains ~1 no',
    'final answer',
    'not interested $',
    'not interested ~1 in ~2 discount|discounts|lowering|reducing|this|that|it',
    'stop asking|pushing|insisting',
    'stop ~3 discount|discounts|lower|cheaper',
    'not|never ~1 ask|asking ~1 again|anymore',
    'end of story|discussion|conversation|the',
    'discussion|conversation|matter|topic is|ends ~1 closed|over|finished|here',
    'we|lets|let|i ~2 leave it at that|there',
    '^ leave it at that|there',
    'we|lets|i|then leave|drop it $',
    'no|not ~1 further|more ~1 discussion|negotiation|negotiations|discounts',
    'no discounts ~1 ever|period|full',
    'and that is ~1 final|it|all $',
    'that is my|our final word',
    'not ~1 change|changing my|our mind',
    'my|our mind is made',
    'no ~3 period $',
  ],
});

/** Whoever had to be asked has answered: "the manager approves 445". */
export const APPROVED_CUES = cues('approved', {
  1: [
    '@boss ~1 approves|approved|agrees|agreed|accepts|accepted|confirms|confirmed|says|said|is',
    'he|she|they says|said|approved|agreed|accepted',
  ],
});
const HYPOTHETICAL = ['if', 'when', 'until', 'once', 'unless', 'before', 'must', 'whether'];
/** Words before an answer that make it one still to come. */
export const NOT_YET: ReadonlySet<string> = new Set(HYPOTHETICAL);

/** Wants few words, not another day: "busy. short please". */
export const BRIEF_CUES = cues('brief', {
  1: [
    '^ short|quick|brief|briefly|quickly $',
    'short|quick|brief please|pls|version|answer|message',
    'keep|make|be ~2 short|quick|brief',
    'in short|brief',
    'to the point',
    'quick|quickly|briefly ~1 please|pls',
    'say|tell ~3 quickly|briefly|fast',
    'what ~4 quick|quickly',
  ],
});
