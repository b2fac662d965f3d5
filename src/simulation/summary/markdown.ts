import { wilsonInterval } from '../../domain/experiments/agreement.js';
import { type Tally } from './tally.js';

/** A tally as people read it. Rates carry their 95 % interval (Wilson). */
export function tallyAsMarkdown(
  options: { partners: string; placebo: boolean; arm: string; world: string; seed: number },
  tally: Tally,
): string {
  const rate = (part: number, whole: number): string => {
    const interval = wilsonInterval(part, whole);
    return interval ? `${percent(part / whole)} (${percent(interval.low)} to ${percent(interval.high)})` : '–';
  };
  const rows: readonly (readonly [string, string])[] = [
    ['conversations', String(tally.conversations)],
    ['response rate', rate(tally.responded, tally.conversations)],
    ['task success', rate(tally.agreed, tally.conversations)],
    ['task success where a deal was possible', rate(tally.feasibleAgreed, tally.feasible)],
    ['agreed discount, share of the possible', percent(tally.discountWhenAgreed)],
    ['success × discount, over all rooms that could be agreed', percent(tally.successTimesDiscount)],
    ['replies of ours a conversation', tally.replies.toFixed(1)],
    ['partner messages a conversation', tally.partnerMessages.toFixed(1)],
    ['turns on an approved script or a person', percent(tally.fallbackShare)],
    [
      'ends',
      Object.entries(tally.byStatus)
        .map(([status, count]) => `${status} ${count}`)
        .join(', '),
    ],
  ];
  const kind = `${options.placebo ? 'placebo ' : ''}partners ${options.partners}`;
  return [
    `Simulated: arm ${options.arm}, ${kind}, ${options.world}, seed ${options.seed}.`,
    '',
    '| | |',
    '| --- | --- |',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
  ].join('\n');
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
