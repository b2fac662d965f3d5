import { plainText, type Reading } from './reading.js';

/** What hotels are offered now and then; only what is on the menu of this reply may be. */
const BENEFITS: readonly RegExp[] = [
  /\b(?:(?:lower|reduced|smaller|less|no|cut(?: the| your| our)?|reduce(?: the| your| our)?|lower(?: the| your| our)) )?commissions?(?: discount| cut| rebate)?\b/,
  /\b(?:badge|label|seal|sticker|tag)\b/,
  /\bbanners?\b/,
  /\b(?:newsletter|mailing|blog|social media)\b/,
  /\b(?:campaign|promotion|advert\w*|marketing|promo)\b/,
  /\b(?:home ?page|front page|first page|landing page)\b/,
  /\b(?:photos?|photo ?shoot|photographer|pictures|video)\b/,
  /\b(?:pay ?outs?|pay (?:out |you )?(?:earlier|sooner|faster|within|in advance|weekly|daily|before)|advance|prepay\w*)\b/,
  /\bfees?\b/,
  /\b(?:vouchers?|coupons?|gifts?|hamper|bonus|cashback|credit|refund|rebate|compensation|cash|money back)\b/,
  /\b(?:group|corporate|business|extra|more|additional|new|tour|guaranteed|minimum) (?:bookings?|guests|reservations|travell?ers|volume|nights|number)\b|\bgroups\b/,
  /\breviews?\b/,
  /\bhigher (?:up |on |in |place|position)|\bat the top (?:of|on|in)\b|\btop of\b|\b(?:ranking|better position|better place|placement|spotlight|visibility)\b|\bhigher$/,
  /\b(?:priority|dedicated|personal|premium|special|24|round-the-clock|own|free) (?:support|manager|contact|service|line|help|assistant|partner)\b/,
  /\b(?:free|paid|complimentary|at our (?:cost|expense)|our own) (?:\w+ )?(?:nights?|rooms?|stays?|upgrades?|breakfasts?|transfers?|taxi|cleaning|training|goods|wine|linen|flowers|minibar|software|insurance|translations?)\b|\b(?:airport )?(?:transfers?|pick-?up|shuttle|taxi|hotline|account manager|concierge|interpreter|translator|insurance)\b/,
];

const OFFER =
  /\b(?:i|we)(?:'ll| will| can| could| would| may| might| shall| are able to| am able to| gladly| happily| also)*(?: also| even| gladly| then| happily)? (?:offer|give|add|waive|pay|send|bring|reduce|cut|lower|hide|remove|delete|put|place|show|rank|list|include|throw in|provide|arrange|cover|set up|feature|promote|run|organi[sz]e|grant|reimburse|refund|upgrade|guarantee|drop|skip|forgo|supply|lend|fund|sponsor|clean|translate|train|install|double|extend)\b(?! (?:that|up)\b)|\byou (?:would|will|could|can|'ll) (?:also )?(?:get|receive|have|be given|enjoy)\b|\b(?:comes?|come|coming) with\b|\bwould (?:come|be added)\b|\bthe offer is\b|\b(?:can|could|will|let me) (?:offer|give|add)\b|\bif we (?:offered|gave|added|pay|paid)\b|\bdid not mention\b/;

const REFUSED =
  /\b(?:cannot|can't|can not|could not|couldn't|do not|don't|will not|won't|would not|wouldn't|may not|not|no|never|nothing|without|neither|unable|whether|colleague|if you|someone|person|out of|beyond)\b/;

/** A benefit is known when this menu or an earlier message of ours names it, and is theirs when they give it. */
function offersMoreThanTheMenu({ reply, clauses, ours }: Reading): boolean {
  const known = plainText([...reply.levers, ...ours].join('\n'));
  return clauses
    .filter((clause) => OFFER.test(clause) && !REFUSED.test(clause))
    .some((clause) =>
      BENEFITS.some((benefit) => {
        const offered = benefit.exec(clause)?.[0];
        return offered !== undefined && !known.includes(offered);
      }),
    );
}

const COUNT = '(?:\\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|ninety|thirty|sixty|several|many|a few)';
const GROWTH = new RegExp(
  [
    '\\b(?:double|triple|extend|prolong|twice) the (?:time|length|size|duration|period)\\b|\\b(?:twice|three times) as long\\b',
    '\\b(?:for ?ever|for good|permanent(?:ly)?|indefinitely|unlimited|endless(?:ly)?|with(?:out)? (?:an |any |no )?(?:end|limit)|no end)\\b',
    '\\bas long as you\\b|\\blonger than\\b|\\bas (?:often|much|many) as you\\b',
    '\\ball (?:the )?(?:year|season)\\b|\\b(?:the )?(?:whole|entire|full|rest of the) (?:year|season|summer|winter)\\b|\\bevery (?:month|week|day) of\\b',
    '\\b(?:for|on|in|across) (?:all|every|each)(?: of)?(?: our| your| the)? (?:\\w+ )?(?:rooms?|dates?|markets?|channels?|languages?|pages?|sites?|countries|bookings?|stays?|language)\\b|\\bworldwide\\b|\\bglobally\\b|\\beverywhere\\b',
    '\\bat the (?:very )?top of\\b|\\b(?:first|top) (?:place|position|spot)\\b|\\blarger\\b|\\bbigger\\b|\\btwice the size\\b',
    `\\bfor (?:another |at least )?${COUNT} (?:more )?(?:days?|weeks?|months?|years?|seasons?)\\b`,
  ].join('|'),
);

/** "Without an end" refuses nothing, and neither does a condition. */
function isRefused(clause: string): boolean {
  return REFUSED.test(clause.replaceAll(new RegExp(GROWTH, 'g'), '').replaceAll(/\bif you\b|\bnothing else\b/g, ''));
}

const GROWN = /\b(?:extend|prolong|lengthen|double|enlarge|expand)\b.{0,20}\bthelever\b/;

/** A duration that was offered before is none of our own making. */
function growsALever({ reply, clauses, ours }: Reading): boolean {
  const known = plainText([...reply.levers, ...ours].join('\n'));
  return clauses
    .filter((clause) => clause.includes('thelever') || OFFER.test(clause))
    .filter((clause) => !isRefused(clause))
    .some((clause) => {
      if (GROWN.test(clause)) return true;
      const growth = GROWTH.exec(clause)?.[0];
      return growth !== undefined && !known.includes(growth);
    });
}

export function offersBroken(reading: Reading): string[] {
  return offersMoreThanTheMenu(reading) || growsALever(reading) ? ['unauthorised-lever'] : [];
}
