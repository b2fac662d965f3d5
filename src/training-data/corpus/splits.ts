import { type Dialogue } from './dialogue.js';

export const SPLITS = ['train', 'validation', 'evaluation'] as const;
export type Split = (typeof SPLITS)[number];

/** Whole parts are kept apart: a writer, and with them their personas, belongs to one split only. */
const VALIDATION: ReadonlySet<string> = new Set(['owners-and-families', 'region-north-america-chains']);

export function splitOf({ writer }: Pick<Dialogue, 'writer'>): Split {
  if (writer.startsWith('evaluation-')) return 'evaluation';
  return VALIDATION.has(writer) ? 'validation' : 'train';
}
