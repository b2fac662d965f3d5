import { type SimulationOptions } from './simulate-options.js';
import { playShard } from './simulate-shard.js';

/** A process that plays shards for `simulate`: one at a time, as it is told. */
export type WorkerTask = { options: SimulationOptions; directory: string; shard: number };
export type WorkerReport = { kind: 'played' } | { kind: 'done'; shard: number } | { kind: 'failed'; message: string };

const report = (message: WorkerReport): void => void process.send?.(message);

process.on('message', ({ options, directory, shard }: WorkerTask) => {
  playShard(options, shard, directory, () => report({ kind: 'played' })).then(
    () => report({ kind: 'done', shard }),
    (error: unknown) =>
      report({ kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
