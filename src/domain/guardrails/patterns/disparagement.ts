import { type Guardrail } from '../guardrail.js';
import { CHANNELS, findWording, wordingFinding, wordings } from './wording.js';

const HOUSE = '(?:hotels?|hostels?|inns?|places?|property|properties|guesthouses?|houses?|resorts?|motels?|b&bs?|apartments?)';
const OTHERS = `(?:(?:${CHANNELS})(?:'s)?|(?:the |that |any |all |most )?(?:other|another|competing) (?:\\w+ )?(?:sites?|channels?|otas?|agenc(?:y|ies)|platforms?|portals?|websites?|companies|${HOUSE})|that (?:channel|platform|site|portal)|(?:the|your|our) (?:competitors?'?s?|competition|neighbou?rs?'?|rivals?)|${HOUSE} (?:next door|across the (?:street|road)|down the (?:street|road)|up the (?:street|road)|near you|nearby|opposite|around you|around the corner|in your (?:area|street))|(?:those|these|budget|chain|nearby|neighbou?ring) (?:\\w+ )?${HOUSE}|the (?:\\w+ ){0,2}(?:plaza|palace|inn|hostel|resort)|wholesalers?|bedbanks?|the others|that (?:hotel|hostel|place|guesthouse)|those people|(?:the|your) (?:competition|neighbou?rs?)(?:'s)?|${HOUSE} (?:on the corner|in the area))`;
const BAD =
  "(?:dirty|filthy|awful|terrible|horrible|the worst|worst|rubbish|garbage|trash|scam\\w{0,4}|frauds?|fraudulent|full of fraud|crooks?|crooked|cheat(?:s|ing|ed|ers?)?|liars?|lies|lie about|lying|dishonest\\w{0,2}|untrustworthy|(?:can't|cannot|can not|shouldn't|should not) be trusted|useless|incompetent|amateurs?|shabby|soulless|run[- ]down|bed ?bugs?|overpriced|ripp?(?:ing|s)? (?:you |\\w+ )?off|rip-?off|sinking ship|steal(?:s|ing)?|stole|greedy|unreliable|unprofessional|dump|pays? (?:\\w+ )?late|always late|(?:treats?|treating) (?:\\w+ ){1,3}badly|fake|waste of (?:money|time)|inferior|second[- ]rate|shady|nasty|ugly|noisy|bad (?:reviews?|service|quality|reputation|rooms?|support)|only (?:want|wants|care about|cares about) (?:your |the )?money|(?:far |much |a lot )?worse than (?:yours?|ours?|we|us)|nobody (?:uses|likes|trusts)|dying|going under|don't care|does not care|do not care|doesn't care|tiny|smelly|stinks?|bad reputation|poor reputation|takes? your money|takes? all|all talk|no clue|complain(?:s|ed)?|can't keep|cannot keep|hid(?:es?|ing) (?:\\w+ )?(?:fees|costs|charges|prices)|manipulat\\w{1,4}|disasters?|a joke|a mess|on (?:its|their) way out|in decline|losing money|bankrupt|mislead\\w{0,4}|squeez\\w{1,4}|exploit\\w{0,4}|poor quality|low quality|cheap and nasty|bad for (?:you|hotels)|desperate|outrageous|insane|excessive|nothing compared)";

const WORDINGS = wordings({
  always: [/\b(?:crooks|scammers|con artists|swindlers|fraudsters|rip-off merchants)\b/],
  unlessNegated: [
    new RegExp(`\\b${OTHERS}\\b(?:(?!\\bnot\\b|n't|\\bnever\\b)[^.!?]){0,35} (?:\\w+ )?${BAD}\\b`, 'g'),
    new RegExp(
      `\\b(?:their|they're|they are) (?:\\w+ )?(?:service|hotel|support|rooms?|platform|site|reviews?|customers?|guests|place|rates?|breakfast|house|staff)?(?: is| are| was)? ?(?:so |very |really |far |just |all )?${BAD}\\b`,
      'g',
    ),
    new RegExp(`\\b(?:nobody|no one|don't|do not|never|cannot|can't) (?:uses?|trusts?|likes?|believes?|wants?) ${OTHERS}`, 'g'),
    new RegExp(
      `\\b(?:wouldn't|would not|shouldn't|should not|don't|do not|never) (?:trust|believe|rely on|use) (?:${OTHERS})`,
      'g',
    ),
    /\bthey run a (?:mess|dump|scam|circus)\b/g,
    new RegExp(`\\bunlike (?:${OTHERS}|others?\\b|them\\b|some\\b|most\\b)`, 'g'),
    /\bwe(?:'re| are) (?:so |much |far |simply |clearly ){0,3}better than\b/g,
    new RegExp(
      `\\b(?:dirty|filthy|awful|terrible|horrible|rubbish|shabby|crooked|greedy|useless|fake|second[- ]rate) ${OTHERS}`,
      'g',
    ),
  ],
});

/** Other channels and other hotels are compared by figures on record, never run down. */
export const disparagementGuardrail: Guardrail = {
  id: 'disparagement',
  title: 'Nobody is run down',
  blocking: true,
  severity: 0.75,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ text }, { folded }) {
    return wordingFinding(text, findWording(folded, WORDINGS), 'Runs down somebody else');
  },
};
