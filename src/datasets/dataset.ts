/**
 * What a row is for, in the formats that TRL reads. `sft`: a reply that was sent and is worth learning. `preference`: two replies to one
 * moment, one better. `unpaired`: one reply and whether it is good. `prompts`: a moment without its reply. `reward-replay`: every
 * candidate with all that its reward was made of.
 */
export const DATASET_KINDS = ['sft', 'preference', 'unpaired', 'prompts', 'reward-replay'] as const;
export type DatasetKind = (typeof DATASET_KINDS)[number];

/** Which turns: committed from `from` on and before `until`, written by one of `arms`. */
export interface DatasetRange {
  from?: Date;
  until: Date;
  /** Absent: all of them. A turn belongs to the arm that really wrote it. */
  arms?: string[];
}

/** A question to the log, not a copy of it: what was erased since is in no answer to it. */
export interface Dataset {
  id: string;
  kind: DatasetKind;
  range: DatasetRange;
  createdBy: string;
  createdAt: Date;
}

/** One line of a dataset. `id` names the turn (`<negotiation>:<turn>`), and the candidate where a turn has several rows. */
export interface DatasetRow {
  id: string;
  [field: string]: unknown;
}
