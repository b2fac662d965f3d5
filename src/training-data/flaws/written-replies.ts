import { fillSlots } from '../../domain/negotiation/slots-of.js';
import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { type AgentAct, type AskStep, type Concern, type PartnerAct } from '../../domain/taxonomy.js';
import { type Chance } from '../../simulation/world/chance.js';
import { type ReplayedDialogue } from '../corpus/replay/replay-dialogue.js';
import { slotsOfMoment, type Moment } from './moment.js';

/** A good reply as it was written, to be said where it does not belong. */
export interface WrittenReply {
  dialogue: string;
  writer: string;
  template: string;
  act: AgentAct;
  steps: readonly AskStep[];
  /** What it was an answer to. */
  acts: readonly PartnerAct[];
  concern: Concern;
  question: boolean;
}

/** Slots that stand for something else in another negotiation. */
const OWN_MATTER = /\{(?:lever|terms|agreed_terms|partner)\}|_2\}/;
/** Borrowed replies that are tried before a moment is said to have none. */
const TRIES = 12;

/** Replies that the guardrails have nothing against, by writer. */
export function writtenReplies(dialogues: readonly ReplayedDialogue[]): ReadonlyMap<string, readonly WrittenReply[]> {
  const byWriter = new Map<string, WrittenReply[]>();
  for (const { dialogue, replies } of dialogues) {
    const written = byWriter.get(dialogue.writer) ?? [];
    byWriter.set(dialogue.writer, written);
    for (const { template, text, findings, permitted, plan, context } of replies) {
      if (text === undefined || findings.length > 0 || !permitted || plan.prelude !== undefined || OWN_MATTER.test(template))
        continue;
      written.push({
        dialogue: dialogue.id,
        writer: dialogue.writer,
        template,
        act: plan.act,
        steps: plan.asks.map(({ step }) => step),
        acts: context.reading?.acts.map(({ act }) => act) ?? [],
        concern: context.reading?.concerns.find((concern) => concern !== 'none') ?? 'none',
        question: template.includes('?'),
      });
    }
  }
  return byWriter;
}

/** A fitting reply of another dialogue with the facts of this one, as a reply with this plan would say it. */
export function borrow(
  moment: Moment,
  chance: Chance,
  fits: (reply: WrittenReply) => boolean,
  plan: ReplyPlan = moment.plan,
): string | undefined {
  const { others, context } = moment;
  if (others.length === 0) return undefined;
  const slots = slotsOfMoment(moment, plan);
  const start = chance.whole(0, others.length - 1);
  let tries = 0;
  for (let offset = 0; offset < others.length && tries < TRIES; offset++) {
    const other = others[(start + offset) % others.length]!;
    if (other.dialogue === context.hotel.id || !fits(other)) continue;
    tries += 1;
    const filled = fillSlots(other.template, slots);
    if (filled.ok && filled.text !== moment.text) return filled.text;
  }
  return undefined;
}
