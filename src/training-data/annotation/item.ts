/** Who says a line: the hotel, our agent, a colleague of ours who has taken over, or a remark ("two days pass"). */
export const SPEAKERS = ['partner', 'agent', 'human', 'note'] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** What a reader sees of the moment. */
export interface ItemContext {
  /** Who talks about what: hotel, room, nights, rates. */
  header: string;
  /** Oldest first; empty where our reply opens the conversation. */
  transcript: { who: Speaker; text: string }[];
  /** What is on record and what may be said now, where a reader needs it. */
  state?: string;
}

interface CommonItem {
  id: string;
  context: ItemContext;
  /** Where the replies come from; never shown to a reader. */
  source: Readonly<Record<string, unknown>>;
}

/** Two replies to be compared. */
export interface PairItem extends CommonItem {
  kind: 'pair';
  a: string;
  b: string;
}

/** One reply to be rated. */
export interface ReplyItem extends CommonItem {
  kind: 'reply';
  reply: string;
}

export type AnnotationItem = PairItem | ReplyItem;
export const ITEM_KINDS = ['pair', 'reply'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];
