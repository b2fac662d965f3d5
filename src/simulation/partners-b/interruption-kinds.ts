/** What a partner may say instead of an answer. */
export type Interruption =
  | 'who_are_you'
  | 'are_you_a_bot'
  | 'wrong_person'
  | 'later'
  | 'ask_owner'
  | 'wants_person'
  | 'opt_out'
  | 'upset'
  | 'off_topic'
  | 'trick'
  | 'unclear';

interface InterruptionHabit {
  kind: Interruption;
  /** Chance for each message of ours for partners who are not inclined to it. */
  everyday: number;
  /** The same for those who are, before their own factor of 0.5 to 1. */
  inclined: number;
  /** Share of partners inclined to it. */
  inclination: number;
  /** Up to which message of ours it comes at all. */
  until: number;
  /** Only after a rate was asked for. */
  afterAsk: boolean;
  /** How often in one conversation. */
  times: number;
  /** Comes more often from partners who feel badly treated. */
  byGoodwill: boolean;
}

const SETTLED = { until: Infinity, afterAsk: false, times: 1, byGoodwill: false };

export const INTERRUPTIONS: readonly InterruptionHabit[] = [
  { ...SETTLED, kind: 'who_are_you', everyday: 0.015, inclined: 0.35, inclination: 0.12, until: 3 },
  { ...SETTLED, kind: 'are_you_a_bot', everyday: 0.012, inclined: 0.3, inclination: 0.1 },
  { ...SETTLED, kind: 'wrong_person', everyday: 0.004, inclined: 0.7, inclination: 0.06, until: 2 },
  { ...SETTLED, kind: 'later', everyday: 0.01, inclined: 0.3, inclination: 0.12 },
  { ...SETTLED, kind: 'ask_owner', everyday: 0.008, inclined: 0.4, inclination: 0.14, afterAsk: true },
  { ...SETTLED, kind: 'wants_person', everyday: 0.002, inclined: 0.15, inclination: 0.04, byGoodwill: true },
  { ...SETTLED, kind: 'opt_out', everyday: 0.002, inclined: 0.12, inclination: 0.03, byGoodwill: true },
  { ...SETTLED, kind: 'upset', everyday: 0.008, inclined: 0.22, inclination: 0.08, times: 2, byGoodwill: true },
  { ...SETTLED, kind: 'off_topic', everyday: 0.006, inclined: 0.22, inclination: 0.1, times: 2 },
  { ...SETTLED, kind: 'trick', everyday: 0.002, inclined: 0.25, inclination: 0.04 },
  { ...SETTLED, kind: 'unclear', everyday: 0.02, inclined: 0.25, inclination: 0.12, times: 2, afterAsk: true },
];
