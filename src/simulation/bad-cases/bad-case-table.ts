import { type BadCaseReport, type BadCaseScore, type BadCaseShare } from './run-bad-cases.js';

const NAME_WIDTH = 34;
const COUNT_WIDTH = 7;
const SHARE_WIDTH = 24;

/** The report as a table of text: one row a failure class, and one for all of them. */
export function badCaseTable({ classes, total }: BadCaseReport): string {
  const head = `${'class'.padEnd(NAME_WIDTH)}${'cases'.padStart(COUNT_WIDTH)}${'fixed'.padStart(SHARE_WIDTH)}${'fixed cleanly'.padStart(SHARE_WIDTH)}`;
  return [head, ...classes.map(row), '-'.repeat(head.length), row(total)].join('\n');
}

/** What was held against the replies: one line a failed check. */
export function badCaseFailures({ cases }: BadCaseReport): string {
  return cases
    .filter(({ clean }) => !clean)
    .map(({ id, class: name, fixed, reply, failed }) =>
      [
        `${name}/${id}: ${fixed ? 'fixed, not cleanly' : 'not fixed'}`,
        `  ${reply === undefined ? '(no reply)' : `${reply.plan.act}: ${reply.text}`}`,
        ...failed.map(({ part, check, why }) => `  ${part} ${check}: ${why}`),
      ].join('\n'),
    )
    .join('\n');
}

function row({ name, cases, fixed, clean }: BadCaseScore): string {
  const cell = (share: BadCaseShare): string => shareOf(share, cases).padStart(SHARE_WIDTH);
  return `${name.padEnd(NAME_WIDTH)}${String(cases).padStart(COUNT_WIDTH)}${cell(fixed)}${cell(clean)}`;
}

/** `75.0 % [30.1, 95.4]`. */
function shareOf({ count, interval }: BadCaseShare, cases: number): string {
  if (interval === undefined) return '-';
  const percent = (share: number): string => (share * 100).toFixed(1);
  return `${percent(count / cases)} % [${percent(interval.low)}, ${percent(interval.high)}]`;
}
