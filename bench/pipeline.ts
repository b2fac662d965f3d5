import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type TurnRecord } from '../src/domain/conversation/turn-record.js';
import { type SimulatedRecord } from '../src/simulation/summary/tally.js';
import { observe, type ObservedReply } from './independent-checker/observed-reply.js';
import { violations } from './independent-checker/violations.js';
import { GROWTH_LIMIT, reportGrowth } from './support/memory-growth.js';
import { ConversationLines, PipelineRun, type PlayedThrough, RUN_SEED } from './support/pipeline-run.js';

/**
 * 2,000 turns of the served policy with partners B through the whole pipeline: how many end in a fallback script, what an independent
 * checker finds in the replies that were sent (what that is worth says `npm run bench -- checker`), and whether memory stops growing. A run that was interrupted goes on in its directory.
 */
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/policy/1.0.0' },
    adapter: { type: 'string' },
    turns: { type: 'string', default: '2000' },
    candidates: { type: 'string', default: '4' },
    every: { type: 'string', default: '100' },
    cache: { type: 'string', default: '64' },
    out: { type: 'string' },
    /** Numbers of conversations that are played again, after something was mended: nothing of `out` is changed. */
    again: { type: 'string' },
    /** How many of the findings to print with the message before. */
    show: { type: 'string', default: '20' },
  },
});
if (values.out === undefined) throw new Error('--out: a directory is needed, in which the run can go on');
const FALLBACK_LIMIT = 0.02;
const FINDING_LIMIT = 0.005;

interface SentReply {
  turn: number;
  by: 'policy' | 'script';
  observed: ObservedReply;
}
interface ConversationLine extends SimulatedRecord {
  replies: SentReply[];
}

function sentOf({ number, context, resolution, candidates }: TurnRecord): SentReply[] {
  if (resolution.kind === 'candidate') {
    const { text, plan } = candidates[resolution.index]!.candidate;
    return [{ turn: number, by: 'policy', observed: observe(text, plan, context) }];
  }
  if (resolution.kind === 'script') {
    const act = context.directive.may[0]!;
    const plan = { act, tactic: 'none' as const, asks: [], leverIds: [] };
    return [{ turn: number, by: 'script', observed: observe(resolution.text, plan, context) }];
  }
  return [];
}

// As `simulate` leaves a run, so that `samples` can pick transcripts of it.
mkdirSync(join(values.out, 'shards'), { recursive: true });
writeFileSync(
  join(values.out, 'run.json'),
  JSON.stringify({ arm: `onnx (${values.adapter ?? 'supervised'})`, partners: 'B', seed: RUN_SEED }),
);
const { model, adapter, candidates, cache, out } = values;
const run = await PipelineRun.open({
  model,
  candidates,
  cache,
  every: Number(values.every),
  state: join(out, 'progress.json'),
  ...(adapter === undefined ? {} : { adapter }),
});
const lines = new ConversationLines<ConversationLine>(join(out, 'shards', '00000.jsonl'), run.progress.conversations);
const lineOf = ({ record, turns }: PlayedThrough): ConversationLine => ({ ...record, replies: turns.flatMap(sentOf) });
const again: ConversationLine[] = [];
if (values.again === undefined) await run.until(Number(values.turns), (conversation) => lines.append(lineOf(conversation)));
else for (const number of values.again.split(',').map(Number)) again.push(lineOf(await run.play(number)));
await run.close();

const { turns, conversations, scripted, degraded, samples } = run.progress;
const played = values.again === undefined ? lines.read() : again;
const checked = played.flatMap(({ id, replies }) =>
  replies.map(({ turn, by, observed }) => ({ id, turn, by, observed, found: violations(observed) })),
);
const objected = checked.filter(({ found }) => found.length > 0);
for (const { id, turn, by, observed, found } of objected.slice(0, Number(values.show))) {
  const before = observed.history.at(-1);
  console.log(
    `${id}, turn ${turn}, ${by} [${observed.act}]: ${found.join(', ')}\n    ${before?.from ?? ''}: ${before?.text ?? ''}\n    > ${observed.text}`,
  );
}
const byRule = new Map<string, number>();
for (const name of objected.flatMap(({ found }) => found)) byRule.set(name, (byRule.get(name) ?? 0) + 1);
if (byRule.size > 0) console.table(Object.fromEntries(byRule));

if (values.again !== undefined) {
  console.log(`Findings in the conversations that were played again: ${objected.length} of ${checked.length} sent replies`);
  process.exit(objected.length === 0 ? 0 : 1);
}
const percent = (count: number, of: number): string => `${((100 * count) / of).toFixed(2)}%`;
const status = new Map<string, number>();
for (const { status: name } of played) status.set(name, (status.get(name) ?? 0) + 1);
console.log(
  `${turns} turns in ${conversations} simulated conversations with partners B (${[...status].map(([name, count]) => `${name} ${count}`).join(', ')}), ` +
    `${samples.at(-1)?.process ?? 1} process(es)\n` +
    `Fallback scripts: ${scripted}, ${percent(scripted, turns)} (limit ${100 * FALLBACK_LIMIT}%); written by another arm: ${percent(degraded, turns)}\n` +
    `Findings of the independent checker: ${objected.length} of ${checked.length} sent replies, ${percent(objected.length, checked.length)} (limit ${100 * FINDING_LIMIT}%)`,
);
const growth = samples.length >= 6 ? reportGrowth(samples) : 1;
process.exit(
  growth <= GROWTH_LIMIT && scripted <= FALLBACK_LIMIT * turns && objected.length <= FINDING_LIMIT * checked.length ? 0 : 1,
);
