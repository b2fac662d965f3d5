import { phrases } from '../../signals/phrases/phrase.js';
import { violation } from '../finding.js';
import { type Guardrail } from '../guardrail.js';
import { findWording, matches, namesOnRecord, wordingFinding, wordings } from './wording.js';

/** Read in the text itself: markup, code, slots that were not filled, values of programs. */
const MARKUP = phrases([
  /<\|?\/?[a-z][^<>\n]{0,80}>/gi,
  /\[\/?INST\]|<<\/?SYS>>/g,
  /[{}]/g,
  /\[[^[\]\n]{1,40}\]/g,
  /```|\*\*\S|(?<!\w)__\w|^#{1,6}\s|\n#{1,6}\s|^\s{0,4}\*\s|\n\s{0,4}\*\s|^\s{0,4}>\s|\n\s{0,4}>\s/g,
  /\|\s?-{2,}/g,
  /_{2,}|\*[a-z][^*\n]{0,30}\*/gi,
  /"[a-z_]{1,30}"\s?:/gi,
  /`[^`\n]{1,60}`/g,
  /%[sd]\b|\$[a-z_]{3,30}\b/g,
  /\b(?:NaN|undefined)\b|\bnull\b(?! and void)|\[object /g,
  /\b[A-Z]{2,20}_[A-Z]{2,20}\b|\bX{3,}\b|\bTBD\b|\bTODO\b|\blorem ipsum\b/g,
]);

const WORDINGS = wordings({
  always: [
    /\blanguage models?\b|\bai model\b|\b(?:openai|anthropic|chatgpt|gpt-?\d)\b|\bknowledge cut-?off\b|\bmy training(?: data)?\b|\bchain of thought\b/,
    /(?<!\b(?:thank you|thanks) for )\bthink(?:ing)? (?:this |it |about this |about it |things )?(?:step by step|through)\b|\blet (?:me|us) (?:analy[sz]e|reason|think step)\b|\blet's (?:analy[sz]e|reason|think step|break (?:this|it) down)\b|\bmy (?:reasoning|thought process|analysis|internal monologue)\b/,
    /\bthe (?:user|partner|hotelier|hotel partner|counterpart|other party)(?:'s)? (?:is|was|seems|wants?|asked|asks|says|said|rejected|accepted|has|had|sounds|appears|needs|refuses|refused|mentioned|just|did|might|may|would like|expressed|feels|offered|quoted|countered|replied|message|latest|last|concern|mood)\b/,
    /\b(?:i|we) (?:should|will|need to|must|'ll|have to|can|am going to) (?:now |first |then )?(?:counter with|empathi[sz]e|respond with|reply with|use (?:the )?(?:tactic|reciprocity|empathy|small step)|acknowledge (?:the|their|his|her) |restate|mirror|show (?:some )?empathy|propose the ask|de-?escalate)/,
    /\bi'll (?:now |first |then )?(?:counter with|empathi[sz]e|respond with|reply with|show (?:some )?empathy|acknowledge (?:the|their) )/,
    /\bfirst,? i (?:acknowledge|empathi[sz]e|validate|address)\b|\b(?:to|with) (?:show|respond with) empathy\b/,
    /\b(?:here(?:'s| is)) (?:a|an|my|the) (?:\w+,? )?(?:draft|reply|response|rewrite|rewritten|suggested|revised) ?\b/,
    /(?:^|[.!?)"] )\(?(?:reply|response|assistant|agent|draft|output|final answer|final reply|thought|thoughts|action|analysis|reasoning|system|user|explanation|self-check|message to partner) ?:/,
    /\b(?:output|json|xml|yaml|markdown|html) ?:|\bjson\b/,
    /\boption (?:1|a|one) ?:[^]{1,200}?\boption (?:2|b|two) ?:/,
    /\(note:|\[note|\b(?:word|character|token) (?:limit|count)\b|\bkept (?:this|it) (?:under|short|below|within)\b|\bunder \d+ words\b/,
    /\b(?:insert|placeholder|fill in) (?:the )?(?:name|rate|price|date|room|hotel|amount|here)\b|\bplaceholders?\b/,
    /^sure[,!]? here(?:'s| is)\b/,
    /\bthe (?:partner|user|hotelier|counterpart) (?!team|page|programme|program|portal|desk|rates?|site|manager|badge|support|price|prices|terms|side|services?)[a-z]{2,14}(?:ed|es|s)\b/,
    /\bbased on (?:the|this|your|our) (?:context|conversation|information (?:provided|given)|history|input|above|instructions|chat)\b|\bthe (?:best|ideal|appropriate|right) (?:reply|response|next (?:step|move)) (?:is|would be|here)\b/,
    /\b(?:given|provided)(?: with)? the following\b|\b(?:generat(?:e|ing)|produc(?:e|ing)|craft(?:ing)?|compos(?:e|ing)) (?:a|an|the|my|another) (?:\w+ )?(?:reply|response|message|counter|answer|draft|text)\b|\bgenerate a counter\b/,
    /\((?:[^()]{0,30}\b)?\d+ (?:words|characters|tokens)\)|\\n|(?:^|[.!?] )(?:text|message|next|goal|plan|tone|strategy) ?: /,
    /\bllms?\b|(?:^|[.!?] )answer ?: /,
  ],
});

/** Only the finished reply is sent: no thoughts, no markup, no empty slots. Names on record may hold brackets. */
export const leakedReasoningGuardrail: Guardrail = {
  id: 'leaked-reasoning',
  title: 'No reasoning, markup or empty slots',
  blocking: true,
  severity: 0.9,
  softPoints: 0,
  locked: false,
  appliesToHumans: false,
  check({ text, context }, { folded }) {
    let names: string[] | undefined;
    for (const phrase of MARKUP) {
      if (!phrase.mayMatch(text)) continue;
      for (const found of matches(text, phrase.pattern)) {
        const [sign] = found;
        names ??= namesOnRecord(context);
        if (names.some((name) => name.includes(sign) && text.includes(name))) continue;
        return violation('Markup, code or an empty slot.', [found.index, found.index + sign.length]);
      }
    }
    return wordingFinding(text, findWording(folded, WORDINGS), 'Reasoning or a label that is no part of a reply');
  },
};
