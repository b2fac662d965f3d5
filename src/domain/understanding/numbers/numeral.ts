import { type Exact } from './exact.js';

/** A number as it stands in the text, before it is known what it counts. */
export interface Numeral {
  value: Exact;
  /** Lexemes, half open. */
  start: number;
  end: number;
  style: 'digits' | 'words' | 'han';
  /** As written, where it is one run of digits without separators. */
  run?: string;
  /** What a multiplier (k, hundred, million) made of it; 1 without one. */
  scale: Exact;
  ordinal: boolean;
  fraction: boolean;
  approximate: boolean;
  /** "the 400s", "twenty thirty": from `value` up to this. */
  upTo?: Exact;
  /** Written with a point or comma that was taken as a mark of thousands. */
  grouped: boolean;
}
