import { parseCompletion } from '../domain/policy/serialiser/parse-completion.js';
import { type ReplyContext } from '../domain/conversation/reply-context.js';
import { type Verdict } from '../domain/judge/verdict.js';
import { Judge, type JudgeItem } from '../turn/ports/judge.js';
import { BadRecord, parseJsonRecord } from '../platform/json-record.js';
import { momentOfRecord, type RecordedMoment } from './moment/moment-of-record.js';
import { scoreAt, type ScoredReply, type ScoringSources } from './score-record.js';

/** A sample as OpenRLHF sends it: the prompt with the response behind it, and the moment as JSON in the label. */
export interface RemoteSample {
  query: string;
  prompt?: string;
  label?: string;
}

/** `extra` holds numbers alone, because the engine takes means of them. */
export interface RemoteReward {
  reward: number;
  extra: { rm: number; rj: number; rf: number; blocked: number; could_not_check: number; unreadable: number };
}

/** What no reply can be read from, and what names no moment: as little as any reply can get. */
const LOWEST = -1.7;
/** A clean reply that could not be scored: the lowest of clean ones. A neutral 0 would pay for breaking the scorer. */
const NOT_SCORED = -1;
/** Where the answer of an assistant begins, in the chat templates of common models. The last one in a text counts. */
const ANSWERS =
  /<plan>|<\|im_start\|>assistant\s|<\|start_header_id\|>assistant<\|end_header_id\|>|<start_of_turn>model\s|\[\/INST\]|<\|assistant\|>/g;
/** Where it ends. */
const ENDS = /<\|im_end\|>|<\|eot_id\|>|<\|endoftext\|>|<end_of_turn>|<\/s>/;

/**
 * The reward of a sample. It always has one: a trainer that misses a reward dies later, and far from where it went wrong.
 * What it could not be made from is said in `extra`, for the trainer to count.
 */
export async function remoteReward(sample: RemoteSample, sources: ScoringSources, clock?: () => Date): Promise<RemoteReward> {
  const read = readSample(sample, clock);
  if (!read) return { reward: LOWEST, extra: { ...NOTHING, unreadable: 1 } };
  // Where judge or model break, what the rules find still counts.
  const answer = await scoreAt(read.moment, read.reply, sources).catch(() =>
    scoreAt(read.moment, read.reply, { ...sources, ...RULES_ALONE }),
  );
  const { rm, judge, rules, reward, blocking } = answer;
  return {
    reward: reward ?? NOT_SCORED,
    extra: {
      rm: rm ?? 0,
      rj: judge ?? 0,
      rf: rules,
      blocked: blocking.length > 0 ? 1 : 0,
      could_not_check: reward === null ? 1 : 0,
      unreadable: 0,
    },
  };
}

/** Rewards from 0 to 1, for engines that want them there. */
export const asScore = (reward: number): number => Math.min(1, Math.max(0, (reward - LOWEST) / (1 - LOWEST)));

/** Stands in for a judge that broke: it says that it could not judge. */
class NoJudge extends Judge {
  readonly version = 'none';
  judge(_context: ReplyContext, items: readonly JudgeItem[]): Promise<Verdict[]> {
    const reason = 'judge or reward model failed';
    return Promise.resolve(items.map(() => ({ result: 'could_not_check', reason, rubric: 'none', judge: this.version })));
  }
}
const RULES_ALONE = { judge: new NoJudge(), rewardModel: null };

const NOTHING = { rm: 0, rj: 0, rf: 0, blocked: 0, could_not_check: 0, unreadable: 0 };

function readSample(sample: RemoteSample, clock?: () => Date): { moment: RecordedMoment; reply: ScoredReply } | undefined {
  try {
    const moment = momentOfRecord(parseJsonRecord(sample.label ?? ''), clock);
    const response = responseOf(sample);
    const words = response.split(ENDS)[0]!.trim();
    if (words === '') return undefined;
    if (!words.includes('</plan>')) return { moment, reply: { text: words } };
    const parsed = parseCompletion(` ${words}`, moment.context);
    return parsed.ok ? { moment, reply: { text: parsed.candidate.text, plan: parsed.candidate.plan } } : undefined;
  } catch (error) {
    if (error instanceof BadRecord) return undefined;
    throw error;
  }
}

/** What stands behind the prompt. A trainer may have cut the prompt on its left, or not send it: then behind the last beginning of an answer. */
function responseOf({ query, prompt }: RemoteSample): string {
  if (prompt !== undefined && prompt !== '' && query.startsWith(prompt)) return query.slice(prompt.length);
  const last = [...query.matchAll(ANSWERS)].at(-1);
  return last ? query.slice(last.index + last[0].length) : query;
}
