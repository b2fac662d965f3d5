import { type Sentence } from './signals.js';

const MACHINE =
  /\b(?:an? |the |your |our |as )?(?:ai|a\.i\.|artificial intelligence|artificial assistant|bot|chatbot|chat bot|robot|machine|program|software|computer|algorithm|language model|automated|automatic|virtual|digital|inteligencia artificial|inteligencia artificial|intelligence artificielle|kunstliche intelligenz|ki|intelligenza artificiale|yapay zeka|ia)\b|искусственн|人工智能|人工智慧|人工知能|인공지능|ذكاء (?:ا|ا)صطناعي|智能助/u;
const SELF =
  /\b(?:i am|i'm|i,|me|my|myself|this is|you are (?:talking|chatting|speaking|writing)|you're (?:talking|chatting|speaking|writing)|it's|as an?|yes|assistant|agent|answers you|(?:what you read|this (?:chat|message)|the chat)(?: here| itself)? is written by|it is (?:an? |really |only |just )*(?:ai|computer program|program|software|machine|robot|bot)|you (?:talk|write|chat|speak)(?: here)? (?:to|with)|soy|je suis|ich bin|sono|sou)\b|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff]/u;
/** The short answer to "are you a machine?": "A machine, an AI program." */
const ELLIPTIC =
  /^(?:(?:yes|no|right|just|really|real|indeed|simply),? ){0,3}(?:an? |the )?(?:(?:ai|machine|robot|bot)(?=[,.!]|$| program| assistant)|computer program(?=[,.!]|$| that (?:works|writes|answers)| of [a-z]))/;
const NOT_A_PERSON =
  /\b(?:not|no) (?:a |an )?(?:person|human|human being|real person)\b|\b(?:isn't|is not) (?:a |any )?(?:person|human)\b/;
const DENIES =
  /\b(?:not|never|no)(?: (?:talking|speaking|chatting) to| really| actually| just)? (?:a|an|any) (?:ai|bot|chatbot|robot|machine|program|computer|automated)\b|\b(?:isn't|aren't|ain't) (?:a|an|any) (?:ai|bot|chatbot|robot|machine|program|computer)\b/;

/** Whether a sentence of the reply says that its writer is a machine. */
export function saysIsAi(sentences: readonly Sentence[]): boolean {
  return sentences.some(
    ({ folded, question }) =>
      !question &&
      !DENIES.test(folded) &&
      ((MACHINE.test(folded) && SELF.test(folded)) || ELLIPTIC.test(folded) || NOT_A_PERSON.test(folded)),
  );
}

const PERSON =
  '(?:colleagues?|person|human|human being|somebody|someone|team member|member of (?:the|our) team|(?:account|partner|market|area|regional|duty|general) manager|manager(?: (?:of ours|who))?|head of [a-z]+|someone|partner team|support team|partner support|our team|finance (?:team|colleagues?)|people)';
const OFFERS: readonly RegExp[] = [
  new RegExp(
    `\\b(?:i|we|let me|they)(?:'ll|'m| will| can| could| am| are| have| would|'ve|'d)?(?: now| gladly| happily| also| just| be| get| immediately)* (?:pass|passing|passed|hand|handing|handed|connect|connecting|ask|asking|asked|get|getting|bring|bringing|put|putting|forward|forwarding|forwarded|transfer|transferring|refer|tell|let|have|arrange|find|call|involve|escalate|give|giving|send|leave)\\b[^.?!]{0,80}\\b${PERSON}\\b`,
  ),
  new RegExp(
    `\\b(?:a|an|one of (?:my|our)|my|our|the right|a real|a human|another) (?:\\w+ )?${PERSON} (?:from [a-z ]{1,30} |who [a-z ]{1,40} |with (?:a|the) [a-z]+ )?(?:will|can|could|is going to|takes?|is taking|writes?|calls?|contacts?|answers?|continues?|is joining|joins?|gets?|receives?|has|have|looks?)\\b`,
  ),
  new RegExp(
    `\\b(?:speak|talk|talking|speaking|write|writing|chat|in touch|contact|hear from|deal|directly)(?: directly)?(?: to| with| from)? (?:a|an|one of|my|our|the|with)?(?: of our| real| human)* ?${PERSON}\\b`,
  ),
  new RegExp(`\\b(?:would you like|do you want|do you prefer|if you (?:prefer|like|want|wish))\\b[^.?!]{0,60}\\b${PERSON}\\b`),
  new RegExp(
    `\\b(?:this|that|it|both|all of it|everything|your (?:wish|request|message|question|case|point|complaint))(?: now| also)? (?:goes|go|is going|are going)(?: now| straight| directly)? to (?:a|an|one of (?:my|our)|my|our|the right) (?:\\w+ )?${PERSON}\\b`,
  ),
  new RegExp(
    `\\b(?:i am|i'm) [^.?!]{1,40} and will (?:now )?(?:bring in|get|call|ask|involve) (?:a|my|our|one of (?:my|our)) (?:\\w+ )?${PERSON}\\b`,
  ),
  /\bhand(?:ing|ed)?(?: this| it| the conversation| you| things)? over\b|\bhandover\b|\b(?:i|we)(?:'m| am|'ll| will| have|'ve|'re| are)? (?:now )?(?:pass|passing|passed|hand|handing|handed|forward|forwarding|forwarded|send|sending)(?: [\w']+){0,4}? (?:on|along|over|to (?:a|an|my|our|the|your))\b|\bpassing (?:it|this|that) on\b|\bwho takes over\b/,
];
const REFUSES = /\b(?:not|no|never|can't|cannot|don't|won't|unable)\b/;

/** Whether a sentence of the reply offers or announces that a person takes over. */
export function offersPerson(sentences: readonly Sentence[]): boolean {
  return sentences.some(({ folded }) =>
    OFFERS.some((pattern) => {
      const found = pattern.exec(folded);
      return found !== null && !REFUSES.test(found[0]);
    }),
  );
}
