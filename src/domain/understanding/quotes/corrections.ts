import { cues } from '../language/phrases.js';

/** The amount replaces one given before. */
export const CORRECTS_CUES = cues('corrects', {
  0.9: [
    'meant|mean|mistyped|typo|correction|erratum ~4 #',
    'sorry|oops|ops|whoops|wait|hold ~3 actually|rather|its|make|should|not|no|correct ~3 #',
    'oops|ops|whoops|correction|scratch|sorry # $',
    'wait|no|sorry # not #',
    'scratch|forget|ignore|disregard that|this|it|last ~3 #',
    'should|must read|say #',
    'should have been|read|said #',
    'supposed to be|read|say ~1 #',
    'wrote|typed|said|sent|put ~1 wrong|wrongly|mistake|incorrectly ~3 #',
    'wrong ~2 it is|was #',
    'mistake ~4 #',
    'wrong number|price|rate|figure|one ~4 #',
    'correct|right|real one|number|price|rate|figure|amount ~1 is|was ~1 #',
    '# not #',
    '# i meant|mean',
    '# typo|correction',
  ],
});

/** Between two amounts: the first is taken back for the second. "480 - no wait, 470". */
export const TAKES_BACK: ReadonlySet<string> = new Set([
  'wait',
  'oops',
  'ops',
  'whoops',
  'meant',
  'mean',
  'scratch',
  'typo',
  'correction',
  'mistyped',
  'mistake',
]);
/** The same, where they stand right before the second amount or after a "no". */
export const MAY_TAKE_BACK: ReadonlySet<string> = new Set(['sorry', 'actually', 'rather', 'make']);
