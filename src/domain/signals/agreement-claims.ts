import { type Sentence } from './signals.js';

const SUBJECT = '(?:we|that|it|this|everything|all|both|(?:the|your|this|that|our|both|these|those)(?: [\\w-]+){1,4}?)';
const BE = "(?:'re|'s| is| are| was| were| has been| have been| stands? as| counts? as)";
const ADVERB = '(?: (?:now|all|hereby|therefore|already|both|fully|then|officially|so|thus|finally|indeed)){0,2}';

const CLAIMS: readonly RegExp[] = [
  new RegExp(
    `\\b${SUBJECT}${BE}${ADVERB} (?:agreed|settled|confirmed|a (?:done )?deal|final(?:ised|ized)?|locked in|sealed|accepted|approved|(?:saved|recorded|noted|stored|logged|marked) as (?:agreed|confirmed|accepted|you confirmed))\\b`,
  ),
  /\bwe(?:'ve| have)?(?: now| already| just)? (?:have (?:now )?(?:a|an|our) (?:deal|agreement)|(?:'ve |have )?(?:agreed|settled|shaken hands)|reached (?:a deal|an agreement|agreement))\b/,
  /\b(?:it's|that's|it is|that is|then it's|so it's) (?:a )?(?:done )?deal\b|\bconsider it (?:done|agreed|settled)\b|\bdeal (?:is )?(?:done|closed|sealed)\b/,
  /\b(?:i|we)(?:'ve| have)?(?: now| already| just)? (?:recorded|confirmed|saved|noted|logged|stored|registered|finalised|finalized|locked in|marked|booked in) (?:it|this|that|them|(?:the|your|our)(?: [a-z]+){0,3})(?: (?:as|for))? (?:agreed|agreement|yes|acceptance|consent|approval(?! process)|deal|confirmed|accepted)\b/,
  /\b(?:i|we)(?:'ve| have)(?: now| already| just)? (?:recorded|finalised|finalized|locked in|booked in|confirmed) (?:the|your|our|this|it|that)\b(?! (?:question|wish|request|reason|point|concern|note|message|answer|refusal|no))/,
  /\b(?:your|the) (?:yes|confirmation|agreement|acceptance|approval|clear yes|written yes|final yes) (?:is|has been|was) (?:\w+ )?(?:recorded|received|noted|saved|clear|registered|stored|logged)\b/,
  /\b(?:thank you|thanks|glad|happy|pleased|grateful|delighted)(?: so much| very much| a lot)?(?: for| that| to have)? (?:agreeing|accepting|confirming|your (?:agreement|acceptance|confirmation|yes|clear yes)|we (?:have |could )?agreed?|you (?:have )?(?:agreed|accepted|confirmed)|reached)\b/,
  /\b(?:since|now that|because|as) (?:you|we)(?:'ve| have)?(?: already| now)? (?:agreed|accepted|confirmed)\b|^you(?:'ve| have)?(?: already| now| just)? (?:agreed|accepted|confirmed)\b/,
  /\bas (?:we )?agreed\b|\bthe agreed (?:rate|price|terms|figure)s?\b|\bour (?:agreement|deal)\b/,
  /^(?:great|good|perfect|wonderful|excellent|super)?[,!.]? ?(?:agreed|deal|confirmed|it's agreed|settled)(?:[.!]|$| then\b|,? (?:at )?[a-z]{0,3} ?[\d€$£¥])/,
];
/** Before a claim in its sentence: it is denied, conditional, still to come, or a question. */
const NOT_YET =
  /\b(?:not|never|nothing|no|none|nor|neither|yet|until|till|once|if|when|unless|before|whether|as soon as|after you|would|could|should|may|might|can|will|shall|to be|only|in case|provided|assuming|suppose|want|wait|hope|without|ask|asks)\b|n't\b/;
const NOT_YET_AFTER =
  /^.{0,30}\b(?:yet|only (?:when|once|if|after)|once you|when you|if you|unless|until|as soon as|subject to)\b/;

export interface AgreementClaim {
  sentence: Sentence;
  /** The words that claim it, folded. */
  wording: string;
}

/** Sentences that state an agreement as a fact. A question, a condition, a denial and what is still to come state none. */
export function agreementClaimsIn(sentences: readonly Sentence[]): AgreementClaim[] {
  return sentences.flatMap((sentence): AgreementClaim[] => {
    if (sentence.question || !MAY_CLAIM.test(sentence.folded)) return [];
    for (const pattern of CLAIMS) {
      const found = pattern.exec(sentence.folded);
      if (!found) continue;
      const before = clauseBefore(sentence.folded, found.index);
      const after = sentence.folded.slice(found.index + found[0].length);
      if (!NOT_YET.test(before) && !NOT_YET_AFTER.test(after)) return [{ sentence, wording: found[0] }];
    }
    return [];
  });
}

/** Any of these words is in every claim; most sentences hold none and need no closer look. */
const MAY_CLAIM =
  /agree|deal|confirm|settle|accept|approv|final|lock|seal|done|recorded|saved|noted|logged|stored|marked|shaken|booked|registered|your (?:\w+ )?yes/;

/** The text between the last strong break and `index`: what stands in another clause denies nothing here. */
function clauseBefore(folded: string, index: number): string {
  const before = folded.slice(0, index);
  const cut = Math.max(
    before.lastIndexOf(';'),
    before.lastIndexOf(', so '),
    before.lastIndexOf(', but '),
    before.lastIndexOf(' - '),
  );
  return cut < 0 ? before : before.slice(cut);
}
