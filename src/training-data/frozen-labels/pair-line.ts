import { type LabelledReply } from '../flaws/labelled-replies.js';
import { kindOf, pairOf, type PreferencePair } from '../flaws/pairs.js';

/**
 * One line of a pair file: two replies of a moment by what follows the colon in their ids, the better one first. Its kind
 * is that of their qualities.
 */
export interface PairLine {
  /** `dialogue#reply` */
  moment: string;
  /** The better one: `good` or `plain`. */
  chosen: string;
  /** `plain`, or base and faults: `good+class/way`. */
  rejected: string;
}

export const pairLineOf = ({ context, chosen, rejected }: PreferencePair): PairLine => ({
  moment: `${context.dialogue}#${context.reply}`,
  chosen: afterColon(chosen.reply),
  rejected: afterColon(rejected.reply),
});

/** The pair of a line; undefined where one of its replies is not labelled. */
export function pairOfLine(
  { moment, chosen, rejected }: PairLine,
  labels: ReadonlyMap<string, LabelledReply>,
): PreferencePair | undefined {
  const better = labels.get(`${moment}:${chosen}`);
  const worse = labels.get(`${moment}:${rejected}`);
  const kind = better && worse && kindOf(better, worse);
  return kind && pairOf(kind, better, worse);
}

const afterColon = (id: string): string => id.slice(id.indexOf(':') + 1);
