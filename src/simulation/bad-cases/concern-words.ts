import { type Concern } from '../../domain/taxonomy.js';

/**
 * Words by which a reply speaks of a worry. Narrower than the judge's, which gives the benefit of the doubt: here "those
 * nights" speaks of no season.
 */
export const CONCERN_WORDS: Readonly<Record<Exclude<Concern, 'none'>, RegExp>> = {
  cost: /\b(?:costs?|costly|expens\w+|margins?|bills?|wages?|salar\w+|staff|energy|electric\w*|heating|laundry|rent|break even|profit\w*|what (?:it|a room) takes|losing money|lose money)\b/,
  parity:
    /\b(?:parity|other (?:sites?|channels?|platforms?|partners?|agencies)|channels|elsewhere as well|everywhere|undercut\w*|(?:your )?own (?:site|website|page)|direct (?:rate|price|bookings?|guests?))\b/,
  owner_approval:
    /\b(?:owner|boss|manager|head office|director|family|board|approv\w+|whoever decides|who decides|(?:check|talk|speak|ask|discuss)(?: it)? (?:with|to)? ?(?:him|her|them))\b/,
  grievance:
    /\b(?:sorry|apolog\w+|what happened|went wrong|should not have|let you down|bad experience|never (?:called|came|answered)|complaint|cancel\w*|overbook\w*|unpaid|your trust|trouble)\b/,
  quality:
    /\b(?:quality|standards?|stars?|renovat\w+|refurbish\w*|comparable|class|reputation|brand|image|positioning|what (?:the|your) (?:room|house|hotel) (?:offers|is worth))\b/,
  occupancy:
    /\b(?:occupan\w+|full|fill\w*|empty|sold out|sells?|sell out|book(?:ed|s)? (?:out|anyway)|demand|rooms? left|anyway|without a lower)\b/,
  season:
    /\b(?:season\w*|high season|peak|holidays?|christmas|easter|festival|event|fair|marathon|summer|winter|weekends?|busy (?:dates|nights|week|time)|best (?:dates|weeks|nights))\b/,
  commission:
    /\b(?:commissions?|percent\w*|fees?|your share|what you keep|what (?:is|stays) left (?:for|with) you|net to you|contract)\b/,
  cash_flow: /\b(?:cash\w*|payments?|payouts?|paid|pays?|invoices?|transfer|bank|deposit|money (?:sooner|earlier|late))\b/,
};
