/** Who reads. The labels in this repository are by a language model; nothing here takes one for a person. */
export const READER_KINDS = ['language-model', 'person'] as const;
export type ReaderKind = (typeof READER_KINDS)[number];

export const CHOICES = ['a', 'b', 'tie'] as const;
export type Choice = (typeof CHOICES)[number];
/** Strength of a preference: 1 slightly, 2 clearly, 3 far better. */
export const STRONGEST = 3;
/** Overall rating: 1 must not be sent, 5 as good as it gets. */
export const BEST_OVERALL = 5;
/** Severity of a fault: 0 not there, 3 harmful. */
export const MOST_SEVERE = 3;

interface CommonLabel {
  itemId: string;
  reader: string;
  kind: ReaderKind;
}

/** What one reader said about two replies, in the names of the item file: the swap of the sheet is undone. */
export interface PairLabel extends CommonLabel {
  itemKind: 'pair';
  choice: Choice;
  /** Absent for a tie. */
  strength?: number;
  /** Which reply stood first on the sheet. */
  shownFirst: 'a' | 'b';
  reason?: string;
}

/** What one reader said about a reply. */
export interface ReplyLabel extends CommonLabel {
  itemKind: 'reply';
  overall: number;
  /** Severity of every rubric item that the reader was asked about; 0 where the fault is not there. */
  violations: Readonly<Record<string, number>>;
  /** Full name of the rubric that was read by. */
  rubric: string;
  note?: string;
}

export type RawLabel = PairLabel | ReplyLabel;

/** A preference as one number: 3 for a far better, 0 for a tie, −3 for b far better. */
export function signedPreference({ choice, strength = 0 }: Pick<PairLabel, 'choice' | 'strength'>): number {
  if (choice === 'tie') return 0;
  return choice === 'a' ? strength : -strength;
}
