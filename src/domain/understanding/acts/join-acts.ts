import { type PartnerAct } from '../../taxonomy.js';
import { type Ambiguity, type AskedFor, type PartnerReading } from '../reading.js';

/** What another reader, a model, found in the same words. */
export interface SecondReading {
  acts: readonly PartnerAct[];
  /** Acts that it takes for all but impossible; absent where it doubts none. */
  doubted?: readonly PartnerAct[];
  /** It hears no plain yes, and would have. */
  hearsNoYes: boolean;
}

/** Confidence of an act that only the other reader found: below that of plain words, above a guess. */
const ENRICHED = 0.6;
/** Confidence of an act that the other reader doubts: below what is heard beside a surer one. */
const DOUBTED = 0.4;

/**
 * Acts that another reader cannot add. A yes and a figure bind both sides, so they rest on the deterministic reading; what is
 * no act of substance would only hide one.
 */
const NEVER_ADDED: ReadonlySet<PartnerAct> = new Set([
  'accept',
  'conditional_accept',
  'counter',
  'correct',
  'acknowledge',
  'unclear',
]);
/** What binds, interrupts or has to be answered with the truth is heard, whoever doubts it. */
const NEVER_DOUBTED: ReadonlySet<PartnerAct> = new Set([
  'accept',
  'conditional_accept',
  'counter',
  'correct',
  'retract',
  'opt_out',
  'wants_person',
  'ask_if_ai',
]);
const YES: readonly PartnerAct[] = ['accept', 'conditional_accept'];
const NO: readonly PartnerAct[] = ['reject', 'retract'];

/**
 * The deterministic reading with the acts that another reader found as well, and with less confidence in those that it doubts. Consent stays as it was read; where the two disagree
 * about it, the reading becomes ambiguous, so that we ask instead of guessing.
 */
export function joinActs(parsed: PartnerReading, second: SecondReading, asked: AskedFor | undefined): PartnerReading {
  const ambiguities = new Set<Ambiguity>(parsed.ambiguities);
  const had = new Set(parsed.acts.map(({ act }) => act));
  const contradicts = YES.some((act) => had.has(act)) && NO.some((act) => second.acts.includes(act) && !had.has(act));
  if (contradicts || consentDiffers(had, second, asked)) ambiguities.add('consent');
  const added = [...new Set(second.acts)].filter(
    (act) => !had.has(act) && !NEVER_ADDED.has(act) && !(contradicts && NO.includes(act)),
  );
  const understoodNow = added.length > 0 && parsed.acts[0]?.act === 'unclear';
  if (understoodNow) ambiguities.delete('meaning');
  const kept = (understoodNow ? parsed.acts.filter(({ act }) => act !== 'unclear') : parsed.acts).map((read) =>
    second.doubted?.includes(read.act) && !NEVER_DOUBTED.has(read.act)
      ? { ...read, confidence: Math.min(read.confidence, DOUBTED) }
      : read,
  );
  return {
    ...parsed,
    acts: [...kept, ...added.map((act) => ({ act, confidence: ENRICHED }))].sort(
      (one, other) => other.confidence - one.confidence,
    ),
    ambiguous: ambiguities.size > 0,
    ambiguities: [...ambiguities],
  };
}

/**
 * Whether the two disagree about a yes. Towards restated terms, which a yes makes binding, a plain yes must be heard by
 * both; before that a yes only leads to terms being restated, so it is enough that the other reader heard none that we did not.
 */
function consentDiffers(heard: ReadonlySet<PartnerAct>, second: SecondReading, asked: AskedFor | undefined): boolean {
  const yes = YES.some((act) => heard.has(act));
  if (!yes) return YES.some((act) => second.acts.includes(act)) && !heard.has('counter');
  return asked === 'confirm' && !heard.has('conditional_accept') && second.hearsNoYes;
}
