import { type AgentLine, type Dialogue, type PartnerLine } from './dialogue.js';
import { overlapOf, twinsIn } from './repetition.js';
import { SPLITS, splitOf, type Split } from './splits.js';

export interface CorpusStatistics {
  dialogues: number;
  lines: number;
  bySplit: Record<Split, { dialogues: number; lines: number; writers: number }>;
  personas: number;
  /** Personas that stand in more than one split; must be none. */
  personasInSeveralSplits: string[];
  ours: SideStatistics;
  partners: SideStatistics;
  outcomes: Record<string, number>;
  manners: Record<string, number>;
  seasons: Record<string, number>;
  rooms: Record<string, number>;
  withLever: number;
  acts: Record<string, number>;
  tactics: Record<string, number>;
  steps: Record<string, number>;
  partnerActs: Record<string, number>;
  moods: Record<string, number>;
  concerns: Record<string, number>;
  /** Replies of the evaluation parts that nearly stand in the training parts. */
  overlap: { replies: number; share: number };
}

interface SideStatistics {
  lines: number;
  words: number;
  /** Words a line at the 10th, 50th and 90th percentile, and at most. */
  length: { p10: number; p50: number; p90: number; most: number };
  /** Different n-grams as a share of all. */
  distinct: { 1: number; 2: number; 3: number };
  /** Lines of six word triples or more that repeat an earlier one, nearly or fully. */
  repeated: { lines: number; share: number };
  /** Share of lines that begin with the commonest word. */
  commonestBeginning: { words: string; share: number };
}

export function statisticsOf(dialogues: readonly Dialogue[]): CorpusStatistics {
  const ours = dialogues.flatMap(({ lines }) => lines.filter((line): line is AgentLine => line.who === 'agent'));
  const theirs = dialogues.flatMap(({ lines }) => lines.filter((line): line is PartnerLine => line.who === 'partner'));
  const of = (split: Split): Dialogue[] => dialogues.filter((dialogue) => splitOf(dialogue) === split);
  const overlap = overlapOf(of('evaluation'), of('train'));
  return {
    dialogues: dialogues.length,
    lines: ours.length + theirs.length,
    bySplit: Object.fromEntries(
      SPLITS.map((split) => [
        split,
        {
          dialogues: of(split).length,
          lines: of(split).reduce((sum, { lines }) => sum + lines.length, 0),
          writers: new Set(of(split).map(({ writer }) => writer)).size,
        },
      ]),
    ) as CorpusStatistics['bySplit'],
    personas: new Set(dialogues.map(({ persona }) => persona)).size,
    personasInSeveralSplits: personasInSeveralSplits(dialogues),
    ours: sideOf(ours, twinsIn(dialogues)),
    partners: sideOf(theirs, twinsIn(dialogues, 'partner')),
    outcomes: counts(dialogues.map(({ outcome }) => outcome)),
    manners: counts(dialogues.map(({ manner }) => manner)),
    seasons: counts(dialogues.map(({ season }) => season)),
    rooms: counts(dialogues.map(({ rooms }) => String(rooms))),
    withLever: dialogues.filter(({ lever }) => lever !== undefined).length,
    acts: counts(ours.map(({ act }) => act)),
    tactics: counts(ours.map(({ tactic }) => tactic)),
    steps: counts(ours.flatMap(({ asks }) => asks.map(({ step }) => step))),
    partnerActs: counts(theirs.flatMap(({ acts }) => acts)),
    moods: counts(theirs.map(({ mood }) => mood)),
    concerns: counts(theirs.map(({ concern }) => concern)),
    overlap: { replies: overlap.twins.length, share: overlap.twins.length / Math.max(1, overlap.compared) },
  };
}

function personasInSeveralSplits(dialogues: readonly Dialogue[]): string[] {
  const splits = new Map<string, Set<Split>>();
  for (const dialogue of dialogues)
    splits.set(dialogue.persona, (splits.get(dialogue.persona) ?? new Set()).add(splitOf(dialogue)));
  return [...splits].filter(([, where]) => where.size > 1).map(([persona]) => persona);
}

function sideOf(lines: readonly { text: string }[], { twins, compared }: ReturnType<typeof twinsIn>): SideStatistics {
  const words = lines.map(({ text }) => text.toLowerCase().match(/\{[a-z0-9_]+\}|[\p{L}\p{N}']+/gu) ?? []);
  const lengths = words.map((each) => each.length).sort((one, other) => one - other);
  const at = (share: number): number => lengths[Math.min(lengths.length - 1, Math.floor(share * lengths.length))] ?? 0;
  const beginnings = counts(words.map((each) => each.slice(0, 2).join(' ')));
  const [commonest, count] = Object.entries(beginnings)[0] ?? ['', 0];
  return {
    lines: lines.length,
    words: lengths.reduce((sum, length) => sum + length, 0),
    length: { p10: at(0.1), p50: at(0.5), p90: at(0.9), most: lengths.at(-1) ?? 0 },
    distinct: { 1: distinct(words, 1), 2: distinct(words, 2), 3: distinct(words, 3) },
    repeated: { lines: twins.length, share: twins.length / Math.max(1, compared) },
    commonestBeginning: { words: commonest, share: count / Math.max(1, lines.length) },
  };
}

function distinct(lines: readonly string[][], n: number): number {
  const seen = new Set<string>();
  let all = 0;
  for (const words of lines)
    for (let index = 0; index + n <= words.length; index++) {
      seen.add(words.slice(index, index + n).join(' '));
      all += 1;
    }
  return seen.size / Math.max(1, all);
}

/** The commonest first. */
function counts(values: readonly string[]): Record<string, number> {
  const found = new Map<string, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return Object.fromEntries([...found].sort(([one, many], [other, more]) => more - many || one.localeCompare(other)));
}
