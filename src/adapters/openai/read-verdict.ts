import { type Deduction } from '../../domain/judge/verdict.js';
import { foldForQuoting, occursIn } from './quoting.js';
import { isRecord } from './read-json.js';

/** `unreadable`: no list of deductions. `unproven`: deductions, but none that holds. */
export type ReadVerdict = { ok: true; deductions: Deduction[] } | { ok: false; reason: 'unreadable' | 'unproven' };

const LONGEST_REASON = 300;
const MOST_DEDUCTIONS = 100;

/**
 * Reads a judge's answer. The rubric gives the points, never the model. A deduction whose evidence occurs neither in the
 * reply nor in the conversation, or whose item the rubric does not have, is dropped; where all of them are, something was
 * wrong with the reply or with the judge, and the answer counts as none rather than as clean.
 *
 * @param said the reply and the messages that evidence may be quoted from
 */
export function readVerdict(
  value: Record<string, unknown>,
  items: readonly { id: string; points: number }[],
  said: readonly string[],
): ReadVerdict {
  const list = value['deductions'];
  if (!Array.isArray(list) || list.length > MOST_DEDUCTIONS) return { ok: false, reason: 'unreadable' };
  const texts = said.map(foldForQuoting);
  const deductions = new Map<string, Deduction>();
  for (const entry of list) {
    if (!isRecord(entry)) return { ok: false, reason: 'unreadable' };
    const deduction = readDeduction(entry, items, texts);
    if (deduction && !deductions.has(deduction.item)) deductions.set(deduction.item, deduction);
  }
  if (list.length > 0 && deductions.size === 0) return { ok: false, reason: 'unproven' };
  return { ok: true, deductions: [...deductions.values()] };
}

function readDeduction(
  entry: Record<string, unknown>,
  items: readonly { id: string; points: number }[],
  texts: readonly string[],
): Deduction | undefined {
  const item = items.find(({ id }) => id === entry['item']);
  if (!item) return undefined;
  const reason = typeof entry['reason'] === 'string' ? entry['reason'].trim().slice(0, LONGEST_REASON) : '';
  const evidence = typeof entry['evidence'] === 'string' ? entry['evidence'].trim() : '';
  if (evidence !== '' && !texts.some((text) => occursIn(evidence, text))) return undefined;
  return { item: item.id, points: item.points, ...(evidence === '' ? {} : { evidence }), reason };
}
