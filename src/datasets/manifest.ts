import { type TurnRecord } from '../domain/conversation/turn-record.js';
import { SERIALISER_VERSION } from '../domain/policy/serialiser/version.js';
import { type DatasetRow } from './dataset.js';
import { armOf } from './rows/moments.js';
import { REDACTION_VERSION } from './rows/redact.js';

/** Where rows come from: how many conversations and turns, and what decided in them. */
export interface Lineage {
  negotiations: number;
  turns: number;
  firstTurnAt: string | null;
  lastTurnAt: string | null;
  /** Turns by the versions that decided in them. */
  arms: Record<string, number>;
  policies: Record<string, number>;
  judges: Record<string, number>;
  rewardSpecs: Record<string, number>;
  guardrails: Record<string, number>;
  /** Rows by where their label comes from; none for kinds without labels. */
  sources: Record<string, number>;
}

/** What a dataset holds now. */
export interface DatasetManifest {
  rows: number;
  bytes: number;
  /** Of the lines as they are sent, in hexadecimal. */
  sha256: string;
  lineage: Lineage;
  /** The format of prompts and completions, and what was taken out of them. */
  serialiser: string;
  redaction: string;
}

/** Counts as rows and turns go by; none of them is kept. */
export class LineageCount {
  private readonly lineage: Lineage = {
    negotiations: 0,
    turns: 0,
    firstTurnAt: null,
    lastTurnAt: null,
    arms: {},
    policies: {},
    judges: {},
    rewardSpecs: {},
    guardrails: {},
    sources: {},
  };
  private rows = 0;

  /** The turns of one conversation that have rows. */
  add(turns: readonly { record: TurnRecord; rows: readonly DatasetRow[] }[]): void {
    const { lineage } = this;
    lineage.negotiations += 1;
    for (const { record, rows } of turns) {
      const { versions, committedAt } = record;
      this.rows += rows.length;
      lineage.turns += 1;
      if (lineage.firstTurnAt === null || committedAt < lineage.firstTurnAt) lineage.firstTurnAt = committedAt;
      if (lineage.lastTurnAt === null || committedAt > lineage.lastTurnAt) lineage.lastTurnAt = committedAt;
      count(lineage.arms, armOf(record));
      count(lineage.policies, versions.policy);
      count(lineage.judges, versions.judge);
      count(lineage.rewardSpecs, versions.rewardSpec);
      count(lineage.guardrails, versions.guardrails);
      for (const { source } of rows) if (typeof source === 'string') count(lineage.sources, source);
    }
  }

  manifest(written: { bytes: number; sha256: string }): DatasetManifest {
    return { rows: this.rows, ...written, lineage: this.lineage, serialiser: SERIALISER_VERSION, redaction: REDACTION_VERSION };
  }
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
