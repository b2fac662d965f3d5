/** Points taken off for one rubric item, with the words that it rests on. */
export interface Deduction {
  item: string;
  points: number;
  /** A passage that occurs in the reply or the conversation; absent where the fault is an omission. */
  evidence?: string;
  reason: string;
}

/** The judge's answer about one reply. */
export type Verdict =
  | { result: 'judged'; deductions: Deduction[]; total: number; rubric: string; judge: string }
  | { result: 'could_not_check'; reason: string; rubric: string; judge: string };
