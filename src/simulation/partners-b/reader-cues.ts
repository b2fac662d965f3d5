import { type QuestionTopic } from '../../domain/taxonomy.js';
import { type Worry } from './persona.js';

/** Words that show that a worry was taken up. Generous: synonyms and stems, in whatever sentence. */
export const WORRY_CUES: Readonly<Record<Worry, RegExp>> = {
  cost: /\b(?:costs?|costly|expens\w*|heating|energy|electric\w*|staff\w*|wages?|salar\w*|margin\w*|inflation|bills?|overheads?|does not pay|doesn't pay)\b/,
  parity:
    /\b(?:parity|(?:other|your|all|sales) channels?|channels|other (?:sites|platforms|portals|partners)|same (?:rate|price) everywhere|undercut\w*|only (?:ask )?about (?:the rate with )?(?:us|our site))\b/,
  owner_approval:
    /\b(?:owners?|boss|director|management|manager|head office|superior|approv\w*|yours alone|decided together|have a say|whoever decides|check (?:it|this|that) with|sign off)\b/,
  grievance:
    /\b(?:sorry|apolog\w*|regret\w*|went wrong|trouble with us|happened|should not have|bad experience|let you down|careful with us|make (?:it|that) right)\b/,
  quality:
    /\b(?:quality|standards?|reputation|image|brand|positioning|what your rooms offer|reflect\w*|premium|value of your|your house is|cheapen\w*|service level)\b/,
  occupancy:
    /\b(?:occupan\w*|how full|fully booked|well booked|filling|fill\w*|are booked|being booked|empty|vacan\w*|pick-?up|sold out|sell out|forecast\w*)\b/,
  season:
    /\b(?:season\w*|dates matter|time of (?:the )?year|peak|holiday\w*|trade fair|festival|busy (?:time|weeks?|period|dates?)|quiet (?:time|weeks?|period|dates?)|summer|winter|spring|autumn|christmas|easter)\b/,
  commission: /\b(?:commissions?|your cut|our cut|our share|percentage (?:we|you) (?:take|pay))\b/,
  cash_flow:
    /\b(?:cash ?flow|cash|liquidity|when the money|money comes in|payouts?|paid (?:out|earlier|sooner|faster)|payment terms|prepa\w*|deposits?)\b/,
};

/** Words that answer a question about a topic; rooms, dates and figures are looked for apart. */
export const ANSWER_CUES: Readonly<Record<QuestionTopic, RegExp>> = {
  identity: /\b(?:assistant|a\.?i\.?|not a person|on behalf of|work(?:s|ing)? for (?!you\b)|usual contact|i am from)\b/,
  purpose:
    /\b(?:compar\w*|elsewhere|that is why|this is why|the reason|because|i write|i am writing|about the (?:rate|price)|better rate)\b/,
  which_room: /$^/,
  which_dates: /\b(?:those nights|the nights|arriv\w*|check-?in)\b/,
  current_rate: /\b(?:guests see|with us at the moment|our site)\b/,
  asked_rate: /$^/,
  evidence: /\b(?:saw|seen|shows?|showing|found|elsewhere|listed|cannot name|no comparison|screenshot|where it was)\b/,
  lever: /\b(?:in return|could add|can add|we add|on top|badge|visibility|ranking|placement|what i may offer|what i can offer)\b/,
  commission: /\bcommissions?\b/,
  taxes: /\btax(?:es)?\b/,
  price_basis: /\b(?:net|selling|gross|tax(?:es)?|guest pays)\b/,
  payment: /\b(?:payments?|paid|pay|payouts?|invoice\w*|transfer\w*)\b/,
  process:
    /\b(?:restate|write (?:the terms|it|them) down|in writing|yes or no|your yes|nothing is noted|load(?:ed)?|extranet|changes? (?:it|the rate))\b/,
  benefit:
    /\b(?:easier|more (?:guests|bookings|views)|visib\w*|choose|chosen|rank\w*|cannot promise|stand out|in view|compare well|conver\w*)\b/,
  deadline:
    /\b(?:no (?:rush|hurry|deadline|date)|take your time|until|by (?:monday|tuesday|wednesday|thursday|friday|tomorrow|the \d)|when would suit|this week|days? left)\b/,
  limit: /\b(?:what i ask for|only speak about|nothing beyond|cannot (?:share|tell|say)|can not (?:share|tell|say))\b/,
  privacy: /\b(?:privacy|personal data|handles? data|only use what you write|stored?|confidential)\b/,
  other: /\b(?:yes|no|i only|because|it is)\b/,
};

/** What our message asks of them. */
export const REQUEST_CUES = {
  reason:
    /\b(?:what makes|what stands? (?:behind|in the way)|what is (?:in the way|behind)|in the way for|would have to be different|what is holding|tell me (?:a little |more )?(?:about )?(?:what|why)|why (?:is|would|can)|may i ask (?:what|why)|what worries)\b/,
  rate: /\b(?:which (?:rate|price|figure)|what (?:rate|price|figure)|what (?:could|can) you (?:offer|do)|what would be possible|where would a rate|is there (?:a|another|any) (?:rate|figure|price)|(?:rate|figure) (?:that )?you (?:could|can|would)|fair rate|how (?:low|far|much) (?:could|can|would)|rate (?:do you have )?in mind|another rate)\b/,
  basis: /\b(?:net (?:to you|or)|selling (?:price )?(?:that|or)|or net|or selling|with taxes or without|compare the same)\b/,
  room: /\bwhich room\b|\bis that for the\b.*\bor\b|\bwhich of the figures\b|\bwhich rate is for\b/,
  amount: /\b(?:once more|exactly|as a figure|figure right|misread|in other words|read you correctly)\b/,
  currency: /\b(?:which currency|currency right|what currency)\b/,
  unit: /\b(?:per room and night, or|whole stay\?|per night or|in total\?)/,
  nights: /\b(?:which (?:of the )?nights (?:do you|would|are)|which nights would|for which of the nights)\b/,
  decider:
    /\b(?:who (?:at .{1,60} )?(?:looks after|decides|handles)|whom should i ask|whoever decides on rates|could you pass it on)\b/,
  colleague:
    /\b(?:shall|should|would you like|would it help|if you (?:like|prefer)|would you rather).{0,40}\b(?:colleague|person)\b|\bcolleague can\b|\b(?:colleague|person) (?:can|could) (?:take|speak|look)\b/,
} as const satisfies Record<string, RegExp>;
export type Request = keyof typeof REQUEST_CUES;

/** What our message does. */
export const CONDUCT_CUES = {
  opens: /\b(?:is now a good moment|may i explain|do you have a (?:minute|moment)|good time to|can we talk)\b/,
  followsUp: /\b(?:hello again|reminder|had a (?:chance|moment)|following up|checking (?:in|back)|just wanted to ask again)\b/,
  defers:
    /\b(?:come back to you|write (?:to you )?again|be in touch|in your own time|no rush|no hurry|take (?:the|your) time|another (?:day|time)|leave .{1,20} with you)\b/,
  handsOver:
    /\b(?:passing this to|hand(?:ing)? this (?:over )?to|person will take over|colleague (?:of mine )?will (?:write|pick|contact|be in touch|take)|asking a colleague to)\b/,
  stops:
    /\b(?:will not get any more|stop here|not write to you again|no(?:t any)? (?:more|further) messages|won't (?:write|contact))\b/,
  closesAgreed:
    /\b(?:noted your yes|your yes is noted|is noted as you|what (?:we agreed|you said yes to) stands|is now agreed)\b/,
  closesDeclined:
    /\b(?:leave the rate as it is|leave it at that|do not find a rate|closing this request|close this request|withdrawing this request)\b/,
  confirms:
    /\b(?:agree to (?:these|the) terms|do you agree|is that right|yes or no|your yes to|terms above|these terms|would note|confirm|put it in (?:one place|writing)|in writing)\b/,
  pointsBack: /\bterms (?:above|as (?:written|they stand)|i wrote)\b/,
  apologises: /\b(?:sorry|apolog\w*|my mistake|regret)\b/,
  doesNotKnow:
    /\b(?:do not have that|don't have that|do not know|don't know|not guess|will not guess|cannot (?:answer|tell)|question for a colleague|no comparison that)\b/,
  presses:
    /\b(?:last chance|final offer|or else|otherwise (?:we|your|you)|you (?:must|have to|need to) (?:accept|agree|lower|decide|act)|immediately|right now or|at once|consequences|penal\w*|delist\w*|remov(?:e|ed|ing) (?:your|you|the hotel)|lose (?:your|the|all)|will be (?:hidden|dropped|lowered|downgraded)|rank(?:ed|ing)? (?:lower|down)|drop (?:your|you) ranking|only (?:today|until tonight)|now or never|before it is too late|no choice|insist|demand that|everyone else has|hurry up|urgent(?:ly)?|today only|asap)\b/,
  reasons:
    /\b(?:because|since|so that|which is why|elsewhere|compar\w*|guests?|demand|easier|in view|next to|as the|in return|would make|reason)\b/,
  asks: /\b(?:ask(?:ing)?|request\w*|could|would|can you|offer|propos\w*|suggest\w*|meet|come up|go (?:a little |further|up)|move to|stand(?:s|ing)?|stay with|still at|what about|how about|is it possible|accept|settle|in return|if you|comes|leave|works|possible|let me try|put beside)\b/,
} as const satisfies Record<string, RegExp>;
export type Conduct = keyof typeof CONDUCT_CUES;

/** Before an amount: it is what others show, or what guests see today. */
export const COMPARED_BEFORE =
  /(?:\bshows?(?: up)? at|\bshowing(?: at)?|\bsees?|\bseen(?: at)?|\bsaw(?: was)?|\blisted at|\bfound(?: at)?|\bnext to|\bcompared (?:to|with)|\bagainst|\bversus|\bvs\.?|\bcompetitor(?: is)?(?: at)?|\belsewhere(?: it is| at| for)?|\bother sites?(?: at| for)?|(?<=\S )is|\bstands at|\bcurrently(?: at)?|\bdown from|\bfrom|\binstead of)\s*(?:it at |the |about |only )?$/;
/** After an amount: the same. */
export const COMPARED_AFTER =
  /^\s*(?:elsewhere|shows?\b|showing\b|is showing|on (?:another|other|a different|our|your|booking|expedia|agoda)|at (?:another|other)|with (?:us (?:at the moment|and|for|now|today|while)|another|others)|with us[,.;]|today\b|at the moment|for the same room)/;
