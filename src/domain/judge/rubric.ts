import { canonicalJson } from '../rewards/canonical-json.js';
import { sha256 } from '../rewards/sha256.js';

/** One way in which a reply can fall short, and what it costs. */
export interface RubricItem {
  /** `lower_snake_case`; a measuring judge and trained heads refer to it. */
  id: string;
  title: string;
  /** Points taken off, 1 to 100. */
  points: number;
  /** What counts, in words that a judge can apply. */
  description: string;
  /** Replies that lose the points, and replies that do not. */
  examples: { loses: string[]; keeps: string[] };
}

/** What a judge deducts for: versioned, and editable by people. */
export interface Rubric {
  id: string;
  version: number;
  items: RubricItem[];
}

const HASH_LENGTH = 8;

/** `hotel-rate@1#5f2a90c4`: the end changes with every item, wording, example and number of points, whatever the version says. */
export const rubricName = (rubric: Rubric): string =>
  `${rubric.id}@${rubric.version}#${sha256(canonicalJson(rubric.items)).slice(0, HASH_LENGTH)}`;
