import { PASS, violation } from './finding.js';
import { type Guardrail } from './guardrail.js';
import { DENIED, statement, statementsIn } from './statements.js';

const RESULT =
  '(?:bookings?|reservations?|guests?|travell?ers?|customers?|visitors?|revenue|income|sales|profits?|earnings|turnover|occupancy|rank(?:ing)?|position|placement|visibility|exposure|traffic|views|clicks|demand|conversions?|room nights?|nights sold|business|results?|success|growth)';
const MORE =
  '(?:(?:many |a lot |lots |far |much |even |significantly |substantially )?(?:more|extra|additional|higher|better|increased|record|full)|double|twice|plenty of|tons of|loads of|hundreds of|thousands of|a flood of|a wave of|lots of|many)';
const SURELY =
  '(?: (?:definitely|certainly|surely|absolutely|undoubtedly|inevitably|guaranteed|always|for sure|of course|easily|immediately|instantly|quickly|soon))';

/** Promises of what nobody can promise: bookings, ranking, revenue, occupancy, exclusivity. */
const PROMISES = statement({
  hint: /guarant|promis|assur|ensur|definite|certain|surely|for sure|no doubt|without (?:a |any )?doubt|undoubt|bound to|will|'ll|going to|risk|lose|exclusiv|only hotel|no other|sell out|sold out|100 ?%|hundred percent|trust me|regret|secure|always|never|sure/,
  unlessBefore: new RegExp(
    `${DENIED.source}|\\b(?:would|could|might|may|hope|hoping|perhaps|maybe|says?|said|ask|asked|want|wants|wanted|wish|worr(?:y|ied)|afraid|fear)\\b(?! you can)`,
  ),
  unless:
    /\b(?:guaranteed (?:reservation|late arrival|by (?:credit )?card)|(?:card|payment|bank|deposit) guarantee|guarantee (?:policy|deposit|card)|(?:lowest|best) (?:price|rate) guarantee (?:policy|page))\b|\bguarantee\b.{0,30}\b(?:cannot|can't|not)\b|\bguaranteed \w+ (?:i|we) (?:cannot|can't)\b|\bguaranteeing \w+ is (?:outside|beyond|nothing|not something)\b/,
  unlessInside: /\b(?:not|cannot|can't|never|nobody can) (?:\w+ )?promis/,
  inQuestions: true,
  says: [
    /\b(?:guarantee[ds]?|guaranteeing)\b/,
    new RegExp(
      `\\b(?:i|we|you have my|you have our|that's a|it's a|this is a)(?:'ll| will| can| do)?(?: \\w+)? promis(?:e|ed|es|ing)\\b(?=.{0,60}\\b(?:${RESULT.slice(3, -1)}|sell|sold|full|fill|book|top|first|exclusive|rise|grow|increase|work|pay off|worth)\\b)`,
    ),
    new RegExp(`\\b(?:ensures?|assures?|secures?|makes? sure)(?: you| your hotel| that| of|,)*(?: \\w+){0,6} ${RESULT}\\b`),
    new RegExp(
      `\\byou(?:r \\w+(?: \\w+)?)?(?:'ll| will| are going to|'re going to| are bound to| are sure to| shall)${SURELY}? ?(?:get|see|have|receive|gain|win|enjoy|attract|earn|make|notice|sell|reach|experience|be getting|find)${SURELY}? (?:${MORE} )(?:[a-z]+ ){0,2}${RESULT}\\b`,
    ),
    new RegExp(
      `\\b(?:this|that|it|which|(?:the|this|that|such a)(?: new| lower)? (?:rate|price|badge|placement|campaign|offer)|we|a lower (?:rate|price)|[a-z]+ing (?:the|your) (?:rate|price))(?:'ll| will|'s going to| is going to| is bound to| is sure to| is certain to)${SURELY}? (?:bring|get|give|mean|drive|generate|deliver|boost|increase|double|triple|raise|lift|improve|grow|multiply|maximi[sz]e|attract|fill|send|push|put|move|land)${SURELY}?(?: you| your \\w+| in| to)?(?: (?:in|up|to|a|the|your|at|much))*(?: \\w+){0,3} (?:${RESULT.slice(3, -1)}|rooms|top|house|hotel|first page|list)\\b`,
    ),
    new RegExp(
      `\\b(?:definitely|certainly|surely|absolutely|undoubtedly|inevitably|without (?:a |any )?doubt|no doubt|for sure|bound to|100 ?% sure|i'm sure|i am sure|we're sure|trust me)\\b.{0,50}\\b(?:sell(?:s|ing)?(?: out)?|sold out|fill(?:s|ed)?(?: up)?|fully booked|be full|book(?:ed)?(?: up| out)?|more (?:bookings|guests|reservations|revenue)|rank|outrank|number one|top of|pay off|pays off|work out for you|earn|make (?:more )?money|increase|boost|rise|bring|benefit)\\b`,
    ),
    /\b(?:'ll|will|are going to|is going to|gonna)(?: \w+)? (?:sell out|be (?:fully booked|sold out|full|booked out|booked solid)|fill (?:up|every|all|your)|book out|rank (?:first|higher|higher up|number|at the top|no)|be (?:the )?(?:number one|first|top|no\.? ?1|at the top|on top)|go to the top|shoot up|pay for itself|pay off)\b/,
    /\b(?:can't|cannot|won't|nothing to|never) (?:go wrong|lose|regret)\b|\byou(?:'ll| will) (?:not |never )regret\b|\b(?:risk[- ]free|no[- ]risk|zero risk|without (?:any )?risk|no risk (?:at all|for you|involved))\b|\bsure thing\b/,
    /\b(?:sell[- ]?out|full house|full occupancy|top (?:spot|position|ranking)|first place) (?:is |are )?(?:guaranteed|certain|assured|secured|yours)\b/,
    /\b(?:exclusive(?:ly)? (?:for|to|with) (?:you|your hotel)|you(?:'ll| will|'d| would)? (?:be|are) the only (?:hotel|property|one|partner)|no other (?:hotel|property|partner)s? (?:will|would|can|gets?|is going)|(?:give|grant|offer|promise) you exclusiv(?:e|ity)|exclusivity (?:for|in) (?:your|the) (?:area|city|district|town|region))\b/,
  ],
});

export const overPromiseGuardrail: Guardrail = {
  id: 'over-promise',
  title: 'No promise of results',
  blocking: true,
  severity: 0.85,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ context }, signals) {
    const titles = context.menu.levers.map(({ title }) => title.toLowerCase());
    for (const { sentence, words } of statementsIn(signals, PROMISES)) {
      // A lever may be called what it is called ("payment guarantee").
      if (titles.some((title) => title.includes(words) && sentence.folded.includes(title))) continue;
      return violation(`Promises what nobody can promise: "${words}".`, sentence.span);
    }
    return PASS;
  },
};
