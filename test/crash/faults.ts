import { pause } from './backend.js';
import { type Node, type Surroundings } from './surroundings.js';

export interface FaultPlan {
  kills: number;
  databaseCrashes: number;
  /** Of a process from the database. */
  splits: number;
}

export type Fault = 'kill' | 'database crash' | 'split';

export interface FaultCounts {
  kills: number;
  /** Kills before the server was ready. */
  killsWhileStarting: number;
  databaseCrashes: number;
  splits: number;
  /** Splits that outlasted the lease of a turn, so that somebody else took it up. */
  longSplits: number;
  slowestStartMs: number;
}

const SHARE_KILLED_WHILE_STARTING = 0.15;
/** A lease lasts 5 s: some splits are shorter, some longer. */
const LONGEST_SPLIT_MS = 9_000;
const LEASE_MS = 5_000;

/** Which fault comes when: as many of each as planned, in an order of chance. */
export function faultsInOrder({ kills, databaseCrashes, splits }: FaultPlan, uniform: () => number): Fault[] {
  const faults: Fault[] = [
    ...Array.from({ length: kills }, () => 'kill' as const),
    ...Array.from({ length: databaseCrashes }, () => 'database crash' as const),
    ...Array.from({ length: splits }, () => 'split' as const),
  ];
  return faults
    .map((fault) => ({ fault, place: uniform() }))
    .sort((one, other) => one.place - other.place)
    .map(({ fault }) => fault);
}

/** Makes faults happen. A split goes on while the next faults come; everything is whole again after {@link mend}. */
export class Faults {
  readonly counts: FaultCounts = {
    kills: 0,
    killsWhileStarting: 0,
    databaseCrashes: 0,
    splits: 0,
    longSplits: 0,
    slowestStartMs: 0,
  };
  private readonly healing = new Map<Node, Promise<void>>();

  constructor(
    private readonly around: Surroundings,
    private readonly uniform: () => number,
    /** Longest life of a process after it was heard from, in milliseconds. */
    private readonly lifeMs: number,
    /** Resolves when partners are being heard: a server that nobody talks to dies too easily. */
    private readonly untilBusy: () => Promise<void>,
  ) {}

  async start(): Promise<void> {
    for (const { server } of this.around.nodes) server.spawn();
    for (const { server } of this.around.nodes) this.started(await server.ready(this.mayFailToStart));
  }

  /** What was done, for people. */
  async strike(fault: Fault): Promise<string> {
    if (fault === 'kill') return this.kill();
    if (fault === 'split') return this.split();
    return this.crashDatabase();
  }

  /** Waits until every split is healed and every process is ready. */
  async mend(): Promise<void> {
    await Promise.all(this.healing.values());
    for (const { server } of this.around.nodes) this.started(await server.ready(this.mayFailToStart));
  }

  private async kill(): Promise<string> {
    const { server } = this.anyNode();
    const starting = this.counts.kills > 0 && this.uniform() < SHARE_KILLED_WHILE_STARTING;
    let wait = this.uniform() * this.lifeMs;
    if (starting) {
      // One that is up goes down first, so that the kill meets a start.
      await server.kill();
      server.spawn();
      wait = this.uniform() * this.counts.slowestStartMs;
    } else {
      this.started(await server.ready(this.mayFailToStart));
      await this.untilBusy();
    }
    await pause(wait);
    await server.kill();
    server.spawn();
    this.counts.kills += 1;
    if (starting) this.counts.killsWhileStarting += 1;
    return `killed ${wait.toFixed(0)} ms after ${starting ? 'its start' : 'its receipts'}`;
  }

  private async crashDatabase(): Promise<string> {
    await this.untilBusy();
    await pause(this.uniform() * this.lifeMs);
    const begun = performance.now();
    await this.around.postgres!.crashAndRestart();
    this.counts.databaseCrashes += 1;
    return `the database crashed and was back after ${(performance.now() - begun).toFixed(0)} ms`;
  }

  private async split(): Promise<string> {
    const node = this.anyNode();
    await this.healing.get(node);
    await this.untilBusy();
    const lasting = this.uniform() * LONGEST_SPLIT_MS;
    const how = this.uniform() < 0.5 ? 'late' : 'reset';
    node.link.split();
    this.counts.splits += 1;
    if (lasting > LEASE_MS) this.counts.longSplits += 1;
    this.healing.set(
      node,
      pause(lasting).then(() => node.link.heal(how)),
    );
    return `split from the database for ${lasting.toFixed(0)} ms, then ${how}`;
  }

  private anyNode(): Node {
    const { nodes } = this.around;
    return nodes[Math.floor(this.uniform() * nodes.length)]!;
  }

  /** Where the database can be away, a process may give up its start and is started again, as a supervisor does. */
  private get mayFailToStart(): boolean {
    return this.counts.databaseCrashes + this.counts.splits > 0;
  }

  private started(tookMs: number): void {
    this.counts.slowestStartMs = Math.max(this.counts.slowestStartMs, tookMs);
  }
}
