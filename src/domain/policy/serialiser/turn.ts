import { type ReplyContext } from '../../conversation/reply-context.js';
import { type Candidate, type ReplyPlan } from '../../conversation/reply.js';
import { type TranscriptTurn } from '../../conversation/transcript-turn.js';
import { type TurnRecord } from '../../conversation/turn-record.js';
import { partnerFillings, replyFillings } from './fillings.js';
import { templateToSlots, toSlots } from './slot-text.js';
import { planTags, stateTags } from './state-tags.js';

/** What came of a turn. */
export type Spoken =
  | { kind: 'reply'; plan: ReplyPlan; text: string; template?: string }
  /** An approved script: words without a plan of a policy's. */
  | { kind: 'script'; text: string }
  | { kind: 'silent' };

/** Messages of one turn that are kept, the latest ones. */
const MOST_MESSAGES = 6;

/** The turn of this moment, up to where the reply begins. `after`: last message that an earlier turn knew, 0 for none. */
export function turnOf(context: ReplyContext, after: number, spoken?: Spoken): TranscriptTurn {
  const fillings = partnerFillings(context);
  const messages = context.history
    .filter(({ seq, author }) => seq > after && author !== 'agent')
    .slice(-MOST_MESSAGES)
    .map(({ author, text }) => `<${author === 'human' ? 'person' : 'partner'}> ${toSlots(text, fillings)} <end> `);
  return {
    upTo: Math.max(after, context.history.at(-1)?.seq ?? 0),
    prompt: `${messages.join('')}<agent> ${stateTags(context).join(' ')} <plan>`,
    ...(spoken === undefined ? {} : { completion: completionOf(context, spoken) }),
  };
}

/** The turns of a conversation from its records, oldest first. */
export function turnsOfRecords(records: readonly Pick<TurnRecord, 'context' | 'candidates' | 'resolution'>[]): TranscriptTurn[] {
  const turns: TranscriptTurn[] = [];
  for (const record of records) turns.push(turnOf(record.context, turns.at(-1)?.upTo ?? 0, spokenIn(record)));
  return turns;
}

/** A policy's reply as it stands in a transcript. */
export function spokenBy({ plan, text, template }: Pick<Candidate, 'plan' | 'text' | 'template'>): Spoken {
  return { kind: 'reply', plan, text, ...(template === undefined ? {} : { template }) };
}

/** What a turn's record says was spoken. */
export function spokenIn({ candidates, resolution }: Pick<TurnRecord, 'candidates' | 'resolution'>): Spoken {
  switch (resolution.kind) {
    case 'candidate': {
      const candidate = candidates[resolution.index]?.candidate;
      return candidate ? spokenBy(candidate) : { kind: 'silent' };
    }
    case 'script':
      return { kind: 'script', text: resolution.text };
    case 'person':
    case 'silent':
      return { kind: 'silent' };
  }
}

/** What stands behind the prompt of this moment once something has come of it. */
export function completionOf(context: ReplyContext, spoken: Spoken): string {
  switch (spoken.kind) {
    case 'reply': {
      const fillings = replyFillings(context, spoken.plan);
      const words = spoken.template === undefined ? toSlots(spoken.text, fillings) : templateToSlots(spoken.template, fillings);
      return ` ${planTags(spoken.plan, context).join(' ')} </plan> ${words} <end>`;
    }
    case 'script':
      return ` <script> </plan> ${toSlots(spoken.text, replyFillings(context, undefined))} <end>`;
    case 'silent':
      return ' <silent> </plan> <end>';
  }
}
