import { type ReplyContext } from '../../conversation/reply-context.js';
import { type Guardrail } from '../guardrail.js';
import { CHANNELS, findWording, matches, namesOnRecord, wordingFinding, wordings } from './wording.js';

/** With a scheme, with `www.`, or a bare host. Endings that are also English words count only with a path behind. */
const ADDRESS =
  /\b(?:h(?:tt|xx)ps?|ftp|mailto|tel):\/{0,2}(?<full>[^\s<>"']{1,200})|\bwww\.(?<www>[^\s<>"']{1,200})|(?<![\w@.-])(?<bare>(?:[a-z0-9-]{1,63}\.){1,4}(?:(?:com|net|org|io|biz|info|app|ly|gl|ru|cn|de|fr|es|pt|uk|eu|nl|ch|pl|tr|jp|kr|hk|sg|ae|za|br|mx|ar|cl|online|site|shop|link|xyz|club|dev|ai|gg|tv|cc|page|travel|hotel|example)(?![\w-])(?:\/[^\s<>"']{0,200})?|(?:me|it|in|at|be|is|us|so|to|no|co|my|am|do|as)\/[^\s<>"']{1,200}))|\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
/** Channels are spoken of by names that look like hosts. */
const CHANNEL_NAME = new RegExp(`^(?:${CHANNELS}|lastminute\\.com|hostelworld\\.com|expedia\\.com|agoda\\.com|airbnb\\.com)$`);

const WORDINGS = wordings({
  always: [
    /\b[a-z0-9-]{2,40} ?[([]?\bdot\b[)\]]? ?(?:com|net|org|info|biz|io|co|ru|cn|de|fr|es|it|uk|eu)\b/,
    /(?<![\w.@])@[a-z0-9_]{3,30}\b/,
    /\b(?:wechat|line|telegram|skype|viber|kakao|qq) ?(?:id|handle|name|account|user)\b/,
    /\bqr[- ]?codes?\b|\bclick (?:here|the|on|this|below)\b|\bscan (?:the|this|it|below)\b|\b(?:open|follow|use) (?:the|this) (?:\w+ )?(?:link|attachment|file)\b|\b(?:attached|following|enclosed) (?:link|file|document|form|pdf)\b|\b(?:link|button) (?:below|above)\b|\bdownload (?:the|this|it|our|your|a)\b|\blog ?in (?:at|here|via|through)\b|\blink in (?:my|our|the)\b/,
  ],
  unlessNegated: [
    /\b(?:on|via|by|through|over|my|our|add|use|using|do|try|to|have|join) (?:whatsapp|wechat|weixin|viber|skype|facetime|snapchat|kakaotalk|kakao|discord|telegram)\b|\b(?:whatsapp|wechat|weixin|viber|skype|telegram|discord) (?:me|us|group|chat|call|number|message|is)\b(?! noted)/g,
    /(?<!\bline )\b(?:on|via|through|to|use|using|over|by) (?:signal|zoom|messenger|line|google meet|teams)\b(?= |[.,!?]|$)(?! (?:with|of|for|up))/g,
    /\b(?:zoom|teams|meet) (?:link|call|meeting|invite)\b/g,
    /\b(?:dm|message|add|follow|connect|write|reach|contact|find|join)\b[^.!?]{0,25}\b(?:instagram|facebook|linkedin|tiktok|twitter)\b|\b(?:our|my) (?:instagram|facebook|linkedin|tiktok|twitter)\b/g,
    /\b(?:e-?mail|text|dm|ping|call|phone|ring|skype|fax|sms)(?:ing)? (?:me|us)\b(?! (?:a |an |the )?(?:ai|assistant|bot|machine|whatever|what|an? \w+ if))/g,
    /\b(?:write|send|drop|shoot)(?:ing)? (?:me|us) (?:an? |a quick )?(?:e-?mails?|dms?|texts?|sms|direct message|letter|fax)\b/g,
    /\b(?:send|forward|mail|write)\b[^.!?]{0,35}\b(?:(?:to|in) (?:our|my) (?:inbox|e-?mail|mailbox|address)|by (?:mail|fax|post|sms))\b/g,
    /\b(?:give|giving) (?:me|us) a (?:\w+ )?(?:call|ring|shout|bell)\b|\b(?:hop|jump|get|go) on a (?:\w+ ){0,2}call\b|\b(?:join|have) (?:the|this|a|our) (?:\w+ )?(?:(?:zoom|conference)\b|(?:video|phone) (?:call|meeting|link|chat|conference)\b)|\bjoin (?:the|this|a|our) (?:\w+ )?(?:video|phone)\b/g,
    /\bi(?:'ll| will| can| could| would|'d)? (?:happily |gladly |also |just |then )?(?:call|phone|ring|e-?mail|text|whatsapp|visit|fax) (?:you|him|her|them|your)\b/g,
    /\b(?:you can )?(?:reach|contact|find) (?:me|us) (?:at|on|under|via|through|by)\b(?! (?:any|all) time)/g,
    /\b(?:book|schedule|arrange|set up) a (?:\w+ )?call with (?:me|us)\b|\b(?:line|note|message) on (?:linkedin|facebook|instagram)\b|\b(?:my|our) insta\b/g,
    /\b(?:google|online|web|the attached|(?<!\b(?:agreed|accepted|confirmed) in )this) forms?\b|\bfill (?:in|out) the (?:\w+ )?form\b|\b(?:tap|press|click|hit) (?:on )?(?:the|this) (?:\w+ )?(?:button|link)\b/g,
    /\b(?:ring|call|phone|dial) (?:our|my) (?:\w+ )?(?:hotline|office|desk|line|number|team|support|mobile|cell)\b|\b(?:phone|ring) me\b|\bcode on the (?:picture|image|photo)\b/g,
    /\bgive you a (?:\w+ )?(?:call|ring)\b|\b(?:continue|carry on|go on|move|talk|speak|switch|discuss)\b[^.!?]{0,20}\b(?:by|via|over|through|to|on) (?:the )?(?:e-?mail|phone|sms|video)\b|\bvisit (?:our|my|this) (?:\w+ )?(?:web ?site|page|site)\b/g,
  ],
});

function hostOf(address: string): string {
  return (/^(?:[^/@?#]{0,80}@)?([^/:?#]{1,253})/.exec(address)?.[1] ?? '').replace(/[.,;!]+$/, '').replace(/^www\./, '');
}

/** An address that leads off the allow-list. Names of channels and of what is on record are no links. */
function foreignAddress(folded: string, context: ReplyContext): RegExpExecArray | undefined {
  let known: string[] | undefined;
  for (const found of matches(folded, ADDRESS)) {
    const { full, www, bare } = found.groups ?? {};
    const host = hostOf(full ?? www ?? bare ?? found[0]);
    if (context.allowedHosts.some((allowed) => host === allowed.toLowerCase() || host.endsWith(`.${allowed.toLowerCase()}`)))
      continue;
    if (bare !== undefined && bare === host) {
      if (CHANNEL_NAME.test(host)) continue;
      known ??= [
        ...namesOnRecord(context),
        ...context.tickets.flatMap(({ evidence }) => evidence.map(({ source }) => source ?? '')),
      ].map((name) => name.toLowerCase());
      if (known.some((name) => name.includes(host))) continue;
    }
    return found;
  }
  return undefined;
}

/** The talk stays in this chat: no links but to hosts on the allow-list, no messengers, no calls. */
export const contactAndLinksGuardrail: Guardrail = {
  id: 'contact-and-links',
  title: 'No contacts or links',
  blocking: true,
  severity: 0.85,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ text, context }, { folded }) {
    const address = foreignAddress(folded, context);
    if (address) return wordingFinding(text, address, 'An address off the allow-list', false);
    return wordingFinding(text, findWording(folded, WORDINGS), 'Leads out of this chat');
  },
};
