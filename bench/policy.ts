import { existsSync, statSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KeyValueCache } from '../src/adapters/onnx/policy/key-value-cache.js';
import { loadPolicyModel } from '../src/adapters/onnx/policy/policy-model.js';
import { sampleToken } from '../src/adapters/onnx/policy/sample-token.js';
import { projectRoot } from '../src/config/paths.js';
import { TransformersPolicy } from './support/transformers-js.js';

/**
 * How fast the embedded policy reads and writes, on this thread and alone. Candidates that are written side by side on one context
 * stand beside the same number written one after the other, beside the time that this machine needs to copy the weights once, which
 * every step has to read, and, with `--beside transformers.js`, beside the same weights in that library.
 */
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/policy/1.0.0' },
    adapter: { type: 'string' },
    threads: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    context: { type: 'string', default: '320' },
    steps: { type: 'string', default: '24' },
    repeats: { type: 'string', default: '5' },
    beside: { type: 'string' },
  },
});
const [threads, contextTokens, steps, repeats] = (['threads', 'context', 'steps', 'repeats'] as const).map((name) => {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: must be a whole number, 1 or more`);
  return value;
}) as [number, number, number, number];

if (values.beside !== undefined && values.beside !== 'transformers.js') throw new Error('--beside: only transformers.js');

const ROWS = [1, 4, 8];
const RATIO_GOAL = 3;
const RATIO_ROWS = 4;
/** As the server makes its caches. */
const CONTEXT_BLOCK = 128;
const REPLY_BLOCK = 32;

/** As transformers.js draws without settings of its own: of all tokens. */
const SAMPLING = { temperature: 1, topP: 1 };

const folder = join(projectRoot, values.model);
const adapter = values.adapter === undefined ? {} : { adapter: values.adapter };
const { graph, vocabulary, identity } = await loadPolicyModel(folder, { threads, ...adapter });
/** Which words they are makes no difference to the time. */
const tokens = Array.from({ length: contextTokens }, (_, index) => vocabulary.words[index % vocabulary.words.length]!);

async function read(): Promise<{ context: KeyValueCache; took: number }> {
  const context = new KeyValueCache(graph.shape, 1, CONTEXT_BLOCK);
  const begun = performance.now();
  const { keys, values: states } = await graph.run([tokens], context, new KeyValueCache(graph.shape, 1, 1));
  context.append(keys, states, tokens.length);
  return { context, took: performance.now() - begun };
}

/** Milliseconds of one step with so many rows on a context: the pass, and a token drawn for each row. */
async function write(context: KeyValueCache, rows: number): Promise<number> {
  const own = new KeyValueCache(graph.shape, rows, REPLY_BLOCK);
  const begun = performance.now();
  let drawn = Array.from({ length: rows }, () => [tokens[0]!]);
  for (let step = 0; step < steps; step++) {
    const next = await graph.run(drawn, context, own);
    own.append(next.keys, next.values, 1);
    drawn = next.logits.map((logits) => [sampleToken(logits, vocabulary.words, SAMPLING, Math.random).token]);
  }
  return (performance.now() - begun) / steps;
}

/** Milliseconds in which the bytes of the weights are copied once. */
function copyWeights(): number {
  let bytes = 0;
  for (let index = 0; existsSync(join(folder, `base-${index}.bin`)); index++)
    bytes += statSync(join(folder, `base-${index}.bin`)).size;
  const [from, to] = [Buffer.alloc(bytes, 1), Buffer.alloc(bytes, 2)];
  const begun = performance.now();
  from.copy(to);
  return performance.now() - begun;
}

const median = (numbers: readonly number[]): number => [...numbers].sort((one, other) => one - other)[numbers.length >> 1]!;
const cell = (text: string): string => text.padStart(12);

await write((await read()).context, 1);
const reads: number[] = [];
const writes = new Map<number, number[]>(ROWS.map((rows) => [rows, []]));
const copies: number[] = [];
const other = values.beside === undefined ? undefined : await TransformersPolicy.load(folder, threads);
const others = new Map<number, number[]>(ROWS.map((rows) => [rows, []]));
await other?.write(tokens, 1, 1);
// One after the other in every repeat, so that a slow minute of the machine is every row's.
for (let repeat = 0; repeat < repeats; repeat++) {
  const { context, took } = await read();
  reads.push(took);
  for (const rows of ROWS) {
    writes.get(rows)!.push(await write(context, rows));
    if (other) others.get(rows)!.push(await other.write(tokens, rows, steps));
  }
  copies.push(copyWeights());
}
const [alone, floor] = [median(writes.get(1)!), median(copies)];
console.log(
  `${identity}, ${threads} threads of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, load ${loadavg()[0]!.toFixed(1)}; ` +
    `medians of ${repeats}\n\nreading ${contextTokens} tokens: ${median(reads).toFixed(0)} ms, ` +
    `${((1000 * contextTokens) / median(reads)).toFixed(0)} tokens/s\ncopying the weights once: ${floor.toFixed(1)} ms\n`,
);
const heads = ['rows', 'ms a step', 'tokens/s', '× one by one', '÷ copying'];
console.log([...heads, ...(other ? ['theirs', 'tokens/s', '× theirs'] : [])].map(cell).join(''));
for (const rows of ROWS) {
  const each = median(writes.get(rows)!);
  const figures = [
    rows,
    each.toFixed(1),
    ((1000 * rows) / each).toFixed(0),
    ((rows * alone) / each).toFixed(2),
    (each / floor).toFixed(1),
    ...(other ? besideTheirs(rows, each) : []),
  ];
  console.log(figures.map((figure) => cell(String(figure))).join(''));
}
await graph.release();
await other?.close();
if (other) {
  const ratio = median(others.get(RATIO_ROWS)!) / median(writes.get(RATIO_ROWS)!);
  console.log(`\n${ratio.toFixed(2)} times transformers.js with ${RATIO_ROWS} rows (goal ${RATIO_GOAL})`);
  process.exit(ratio >= RATIO_GOAL ? 0 : 1);
}

function besideTheirs(rows: number, ours: number): string[] {
  const theirs = median(others.get(rows)!);
  return [`${theirs.toFixed(1)} ms`, ((1000 * rows) / theirs).toFixed(0), (theirs / ours).toFixed(2)];
}
