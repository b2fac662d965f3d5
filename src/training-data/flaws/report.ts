import { type ReplayedDialogue } from '../corpus/replay/replay-dialogue.js';
import { FLAW_CLASSES } from './flaw-classes.js';
import { injectFlaw, isCaught } from './inject.js';
import { qualityContexts } from './quality-levels.js';

/** What came of putting one class into the replies of a corpus, before anything is sorted out. */
export interface FlawClassReport {
  class: string;
  /** Contexts in which one of its ways is possible. */
  contexts: number;
  injections: number;
  byWay: Record<string, number>;
  /** Injections that a guardrail of the class finds; absent for a class that is no guardrail's business. */
  caught?: number;
  /** Injections that left the text as it was; always to be 0. */
  unchanged: number;
  /** Injections that a guardrail of another class blocks; they get no label. */
  unrelated: number;
  /** Which guardrails those were. */
  unrelatedBy: Record<string, number>;
}

/** Puts every class into every context that allows it, in each of its ways, into the good and the plain reply by turns. */
export function flawReport(dialogues: readonly ReplayedDialogue[], seed: number): FlawClassReport[] {
  const reports = new Map(
    FLAW_CLASSES.map((flaw): [string, FlawClassReport] => [
      flaw.id,
      {
        class: flaw.id,
        contexts: 0,
        injections: 0,
        byWay: Object.fromEntries(flaw.ways.map(({ id }) => [id, 0])),
        ...(flaw.guardrails.length > 0 ? { caught: 0 } : {}),
        unchanged: 0,
        unrelated: 0,
        unrelatedBy: {},
      },
    ]),
  );
  let turn = 0;
  for (const { reference, good, plain } of qualityContexts(dialogues, seed)) {
    const base = turn++ % 2 === 1 && plain ? plain : good;
    for (const flaw of FLAW_CLASSES) {
      const report = reports.get(flaw.id)!;
      const before = report.injections;
      for (const way of flaw.ways) {
        const made = injectFlaw(base, flaw, way, seed, `${reference.dialogue}:${reference.reply}`);
        if (made === undefined) continue;
        report.injections += 1;
        report.byWay[way.id]! += 1;
        if (report.caught !== undefined && isCaught(made)) report.caught += 1;
        if (made.unchanged) report.unchanged += 1;
        if (made.unrelated.length > 0) report.unrelated += 1;
        for (const guardrail of made.unrelated) report.unrelatedBy[guardrail] = (report.unrelatedBy[guardrail] ?? 0) + 1;
      }
      if (report.injections > before) report.contexts += 1;
    }
  }
  return [...reports.values()];
}
