import { checkDecisions, checkEvents, checkRow } from './checks/decisions.js';
import { checkLedger } from './checks/ledger.js';
import { checkReceipts, checkStored } from './checks/messages.js';
import { checkViews } from './checks/views.js';
import { type ConversationHistory, type History } from './history.js';
import { type Violation, type ViolationKind } from './violation.js';

export interface HistoryCounts {
  conversations: number;
  sent: number;
  acknowledged: number;
  decided: number;
  turns: number;
  /** Turns by how they were resolved: a candidate, a script, a person, silence. */
  resolutions: Record<string, number>;
  /** Messages of ours, each counted once for each window that showed it. */
  delivered: number;
  ledgerEntries: number;
  agreed: number;
}

export interface HistoryReport {
  counts: HistoryCounts;
  violations: Violation[];
}

/**
 * Judges a history by what was promised: every acknowledged message is stored once, decided once, and everything that
 * was committed was shown once and in order. Knows nothing of how the server does it. A history in which nothing
 * happened is a violation itself: it would prove nothing.
 */
export function checkHistory(history: History): HistoryReport {
  const counts = countsOf(history);
  const violations = history.conversations.flatMap((conversation) => [
    ...checkReceipts(conversation),
    ...checkStored(conversation),
    ...checkDecisions(conversation),
    ...checkRow(conversation),
    ...checkEvents(conversation),
    ...checkViews(conversation),
    ...checkLedger(conversation),
  ]);
  for (const what of ['sent', 'acknowledged', 'decided', 'delivered'] as const) {
    if (counts[what] === 0) violations.push({ kind: 'vacuous', negotiationId: '', detail: `nothing was ${what}` });
  }
  return { counts, violations };
}

export function countOf(violations: readonly Violation[], ...kinds: ViolationKind[]): number {
  return violations.filter((violation) => kinds.includes(violation.kind)).length;
}

function countsOf({ conversations }: History): HistoryCounts {
  const total = (count: (conversation: ConversationHistory) => number): number =>
    conversations.reduce((sum, conversation) => sum + count(conversation), 0);
  return {
    conversations: conversations.length,
    sent: total(({ sent }) => sent.length),
    acknowledged: total(({ sent }) => sent.filter(({ receipts }) => receipts.length > 0).length),
    decided: total(({ turns }) => turns.reduce((sum, { answers }) => sum + answers.length, 0)),
    turns: total(({ turns }) => turns.length),
    resolutions: tally(conversations.flatMap(({ turns }) => turns.map(({ resolution }) => resolution))),
    delivered: total(({ views }) =>
      views.reduce((sum, { shown }) => sum + shown.filter(({ author }) => author !== 'partner').length, 0),
    ),
    ledgerEntries: total(({ ledger }) => ledger.length),
    agreed: total(({ outcome }) => (outcome.status === 'agreed' ? 1 : 0)),
  };
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
