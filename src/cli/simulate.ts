import { fork, type ChildProcess } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { tallyOf, type SimulatedRecord } from '../simulation/summary/tally.js';
import { tallyAsMarkdown } from '../simulation/summary/markdown.js';
import { readCommand, USAGE, type SimulateCommand, type SimulationOptions } from './simulate-options.js';
import { SHARD_SIZE, shardFile } from './simulate-shard.js';
import { type WorkerReport, type WorkerTask } from './simulate-worker.js';

const command = commandOrExit();
const { out, workers, ...options } = command;
mkdirSync(join(out, 'shards'), { recursive: true });
refuseOtherRun(out, options);

const shards = Array.from({ length: Math.ceil(options.conversations / SHARD_SIZE) }, (_, shard) => shard);
const missing = shards.filter((shard) => !existsSync(shardFile(out, shard)));
const begun = performance.now();
await playAll(missing);
const seconds = (performance.now() - begun) / 1_000;
await summarise();

function commandOrExit(): SimulateCommand {
  try {
    const read = readCommand(process.argv.slice(2));
    if (read !== 'help') return read;
    console.log(USAGE);
    process.exit(0);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** A directory belongs to one run: what lies there goes on only with the same options. */
function refuseOtherRun(directory: string, run: SimulationOptions): void {
  const file = join(directory, 'run.json');
  const wanted = `${JSON.stringify(run, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') !== wanted) {
    console.error(`${directory} holds another run (run.json); take another --out.`);
    process.exit(2);
  }
  writeFileSync(file, wanted);
}

async function playAll(left: readonly number[]): Promise<void> {
  if (left.length === 0) return;
  const queue = [...left];
  const total = options.conversations;
  let played = total - left.reduce((sum, shard) => sum + sizeOf(shard), 0);
  const progress = (): void => {
    played += 1;
    if (played % 10 === 0 || played === total) drawProgress(played, total);
  };
  await Promise.all(
    Array.from({ length: Math.min(workers, queue.length) }, async () => {
      const child = fork(fileURLToPath(new URL('./simulate-worker.js', import.meta.url)));
      try {
        for (let shard = queue.shift(); shard !== undefined; shard = queue.shift())
          await playOn(child, { options, directory: out, shard }, progress);
      } finally {
        child.kill();
      }
    }),
  );
  process.stderr.write('\n');
}

function playOn(child: ChildProcess, task: WorkerTask, progress: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (act: () => void): void => {
      child.off('message', hear).off('exit', died);
      act();
    };
    const died = (): void => finish(() => reject(new Error(`The process that played shard ${task.shard} ended`)));
    const hear = (message: WorkerReport): void => {
      if (message.kind === 'played') progress();
      else if (message.kind === 'done') finish(resolve);
      else finish(() => reject(new Error(message.message)));
    };
    child.on('message', hear).on('exit', died);
    child.send(task);
  });
}

function sizeOf(shard: number): number {
  return Math.min(options.conversations, (shard + 1) * SHARD_SIZE) - shard * SHARD_SIZE;
}

function drawProgress(played: number, total: number): void {
  const share = played / total;
  const passed = (performance.now() - begun) / 1_000;
  const bar = '█'.repeat(Math.round(share * 30)).padEnd(30, '░');
  process.stderr.write(`\r${bar} ${played}/${total} ${Math.round(passed)} s`);
}

async function summarise(): Promise<void> {
  const records: SimulatedRecord[] = [];
  for (const shard of shards)
    for await (const line of createInterface({ input: createReadStream(shardFile(out, shard)), crlfDelay: Infinity }))
      records.push(JSON.parse(line) as SimulatedRecord);
  const tally = tallyOf(records);
  writeFileSync(join(out, 'summary.json'), `${JSON.stringify({ simulated: true, options, ...tally }, null, 2)}\n`);
  const markdown = tallyAsMarkdown(options, tally);
  writeFileSync(join(out, 'summary.md'), markdown);
  console.log(markdown);
  if (missing.length > 0) {
    const fresh = missing.reduce((sum, shard) => sum + sizeOf(shard), 0);
    console.log(`${fresh} conversations in ${seconds.toFixed(0)} s, ${((fresh / seconds) * 3_600).toFixed(0)} an hour.`);
  }
}
