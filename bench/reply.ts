import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { quantile } from './support/quantile.js';
import { TurnLoad, type TurnMeasurement } from './support/turn-load.js';

/**
 * How long a hotel waits for a reply of the embedded policy: whole turns of the server with everything that it serves with (reader,
 * guardrails, judge, ranking, embedded database), from the close of the burst window to the commit. One conversation alone, by the
 * number of candidates; many that wait for nothing but the reply, for turns a second; and eight whose partners think for 20 s.
 */
const { values } = parseArgs({
  options: {
    adapter: { type: 'string' },
    candidates: { type: 'string', default: '4,2,1' },
    turns: { type: 'string', default: '12' },
    conversations: { type: 'string', default: '8' },
    think: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '8' },
    /** `onnx`: the trained reward model ranks and the trained judge judges. */
    'reward-model': { type: 'string', default: 'onnx' },
  },
});
const [turns, conversations, thinkSeconds, rounds] = [values.turns, values.conversations, values.think, values.rounds].map(
  Number,
) as [number, number, number, number];
const counts = values.candidates.split(',').map(Number);
const ALONE_P50_LIMIT_MS = 1_000;
const TOGETHER_P99_LIMIT_MS = 4_000;
const STALL_LIMIT_MS = 50;
const ROUNDS_WITHOUT_A_PAUSE = 4;
/** Turns of a conversation that are not counted: models are warm after them. */
const WARM_TURNS = 2;

/** A server in which so many candidates are written, and conversations on it. */
async function withServer<T>(candidates: number, talks: number, use: (load: TurnLoad) => Promise<T>): Promise<T> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const load = await TurnLoad.start({ dataDirectory }, talks, {
    POLICY: 'onnx',
    CANDIDATES: String(candidates),
    POLICY_DEADLINE_MS: '60000',
    REWARD_MODEL: values['reward-model'],
    ...(values.adapter === undefined ? {} : { POLICY_ADAPTER: values.adapter }),
  });
  try {
    await load.converse(WARM_TURNS, 0);
    (globalThis as { gc?: () => void }).gc?.();
    return await use(load);
  } finally {
    await load.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

const totals = (measured: readonly TurnMeasurement[]): number[] => measured.map(({ total }) => total);
const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
const figures = (times: readonly number[]): Record<string, string> => ({
  'p50 ms': ms(quantile(times, 0.5)),
  'p90 ms': ms(quantile(times, 0.9)),
  'p99 ms': ms(quantile(times, 0.99)),
  'max ms': ms(Math.max(...times)),
});

const table: Record<string, Record<string, string | number>> = {};
let aloneP50 = 0;
for (const candidates of counts) {
  const alone = await withServer(candidates, 1, (load) => load.converse(turns, 0));
  const row = `${candidates} candidate(s)`;
  const busy = await withServer(candidates, conversations, async (load) => {
    const begun = performance.now();
    const measured = await load.converse(ROUNDS_WITHOUT_A_PAUSE, 0);
    return (1_000 * measured.length) / (performance.now() - begun);
  });
  table[`${row}, one conversation`] = { turns: alone.length, ...figures(totals(alone)) };
  table[`${row}, ${conversations} without a pause`] = { 'turns/s': busy.toFixed(2) };
  if (candidates === counts[0]) {
    aloneP50 = quantile(totals(alone), 0.5);
    const phases = [...new Set(alone.flatMap((turn) => Object.keys(turn.phases)))];
    for (const phase of phases) table[`  ${phase}`] = figures(alone.map((turn) => turn.phases[phase] ?? 0));
  }
}

const stalls = monitorEventLoopDelay({ resolution: 5 });
const together = await withServer(counts[0]!, conversations, async (load) => {
  stalls.enable();
  const measured = await load.converse(rounds, thinkSeconds * 1_000);
  stalls.disable();
  return measured;
});
const togetherTimes = totals(together);
table[`${counts[0]} candidate(s), ${conversations} thinking ${thinkSeconds} s`] = {
  turns: together.length,
  ...figures(togetherTimes),
};
console.table(table);
const stall = stalls.max / 1e6;
console.log(
  `Event loop: longest stall ${ms(stall)} ms, p99.9 ${ms(stalls.percentile(99.9) / 1e6)} ms (limit ${STALL_LIMIT_MS} ms)\n` +
    `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, load ${loadavg()[0]!.toFixed(1)} at the end\n` +
    `One conversation, ${counts[0]} candidates: ${ms(aloneP50)} ms at the median (limit ${ALONE_P50_LIMIT_MS}); ` +
    `${conversations} thinking: ${ms(quantile(togetherTimes, 0.99))} ms p99 (limit ${TOGETHER_P99_LIMIT_MS})`,
);
process.exit(
  aloneP50 < ALONE_P50_LIMIT_MS && quantile(togetherTimes, 0.99) < TOGETHER_P99_LIMIT_MS && stall < STALL_LIMIT_MS ? 0 : 1,
);
