import { cues } from '../language/phrases.js';

const NOT = 'not|never|nothing|no|none|refuse|hardly|without|neither|nor';
const UNDER = 'below|under|underneath|beneath';
const LESS = 'less|lower|cheaper|smaller|fewer|down';
const OVER = 'over|above|beyond';
const MORE = 'more|higher|greater|bigger|up';

/** "not below 500", "at least 470", "460 minimum": the amount or more. */
export const LOW_CUES = cues('low', {
  0.95: [
    `${NOT} ~4 ${UNDER} ~1 #`,
    `${NOT} ~4 ${LESS} than|then ~1 #`,
    `${NOT} ~3 better|deeper than ~1 #`,
    `${NOT} ~2 cent|penny|euro|dollar|cracker ~1 ${UNDER}|less ~1 #`,
    'at the? very? least ~1 #',
    '# at the? very? least',
    '# ~1 minimum|mini|min|minimal',
    'minimum|min|minimal ~3 #',
    '^ below|under # ~1 i|we|it|there|not|no|is|nothing|my|our',
    'no offers|offer under|below #',
    '^ from # $',
    'prices|rates|price|rate|starting from #',
  ],
  0.8: [
    '# or|and more|higher|above|up|upwards|better|over',
    '# upwards|onwards|plus $',
    'upwards|upward of #',
    'starting|starts|start from|at #',
    `anything|everything|something|somewhere|rate|price|it ~3 ${OVER} #`,
    `${MORE} than ~1 #`,
  ],
  0.85: [`${OVER} #`],
});

/** "500 at most", "up to 460", "not more than 450": the amount or less. */
export const HIGH_CUES = cues('high', {
  0.95: [
    `${NOT} ~4 ${OVER} ~1 #`,
    `${NOT} ~4 ${MORE} than|then ~1 #`,
    'at the? very? most ~1 #',
    '# at the? very? most',
    '# ~1 maximum|max|tops|top|maximal',
    'maximum|max|maximal ~2 #',
    'up to ~1 #',
    '# the most',
  ],
  0.8: [
    '# or|and less|lower|under|below|cheaper',
    `anything|everything|something|somewhere|rate|price|it|get|stay ~2 ${UNDER} ~1 #`,
    `${LESS} than ~1 #`,
    'within ~1 #',
    'capped|cap|ceiling at|of|is #',
  ],
  0.85: [`${UNDER} #`],
});

/** Two amounts that belong together: "between 430 and 460", "from 430 to 460", "430 or 440". */
export const SPAN_CUES = cues('span', {
  0.97: ['between # and|to|or #', 'from # ~1 to|till|until|up #', 'anywhere|somewhere ~1 # to|and|or #', '# to|till #'],
  0.7: ['# or #'],
});
