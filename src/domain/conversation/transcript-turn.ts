/** One turn of a transcript. Made once, from what was known then, and never changed: that is what keeps transcripts append-only. */
export interface TranscriptTurn {
  /** Last message of the conversation that this turn knows. */
  upTo: number;
  /** The partner's messages, and a colleague's, with the tags of state: what a reply is written to. Ends with `<plan>`. */
  prompt: string;
  /** Plan and words of the reply; absent while it is still to be written. */
  completion?: string;
}
