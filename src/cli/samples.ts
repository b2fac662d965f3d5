import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Dialogue } from '../training-data/corpus/dialogue.js';
import { readCorpus } from '../training-data/corpus/read-corpus.js';
import { type SimulatedRecord } from '../simulation/summary/tally.js';
import { Chance } from '../simulation/world/chance.js';

const USAGE = `Writes conversations picked by seed, for people to read.

  npm run -s samples -- [--seed 5] [--dialogues 30] [--conversations 20] [--simulated DIR] [--out docs/samples]

  --simulated DIR   of a run of simulate, or of the benchmark pipeline; without it only the corpus is sampled
  --dialogues 0     no dialogues of the corpus`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '5' },
    dialogues: { type: 'string', default: '30' },
    conversations: { type: 'string', default: '20' },
    simulated: { type: 'string' },
    out: { type: 'string', default: 'docs/samples' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const seed = Number(values.seed);
mkdirSync(values.out, { recursive: true });

if (Number(values.dialogues) > 0) {
  const dialogues = picked(readCorpus().dialogues, Number(values.dialogues), 'dialogues');
  writeFileSync(
    join(values.out, 'corpus.md'),
    [
      '# Dialogues of the corpus',
      `${dialogues.length} of them, picked by seed ${seed}. Written by a language model (see [corpus](../corpus.md)); facts are slots.`,
      ...dialogues.map(dialogueAsMarkdown),
    ].join('\n\n') + '\n',
  );
}

if (values.simulated !== undefined) {
  const shards = readdirSync(join(values.simulated, 'shards'))
    .filter((file) => file.endsWith('.jsonl'))
    .sort();
  const records = shards.flatMap((file) =>
    readFileSync(join(values.simulated!, 'shards', file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as SimulatedRecord),
  );
  const run = JSON.parse(readFileSync(join(values.simulated, 'run.json'), 'utf8')) as {
    arm: string;
    partners: string;
    seed: number;
  };
  writeFileSync(
    join(values.out, 'simulated-conversations.md'),
    [
      '# Simulated conversations',
      `${values.conversations} of ${records.length}, picked by seed ${seed}: arm ${run.arm}, partners ${run.partners}, run of seed ${run.seed}. ` +
        'Nobody of this is a real partner (see [simulation](../simulation.md)).',
      ...picked(records, Number(values.conversations), 'conversations').map(recordAsMarkdown),
    ].join('\n\n') + '\n',
  );
}

function picked<T>(all: readonly T[], count: number, name: string): T[] {
  const chance = Chance.of(seed, 'samples', name);
  const left = [...all];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(chance.whole(0, left.length - 1), 1)[0]!);
}

function dialogueAsMarkdown({ id, persona, outcome, lever, lines }: Dialogue): string {
  const said = lines.map(({ who, text }) => `> **${who === 'agent' ? 'Agent' : 'Hotel'}:** ${escaped(text)}`);
  const facts = [`${persona}.`, `Ends ${outcome.replace('_', ' ')}.`, ...(lever === undefined ? [] : [`\`{lever}\`: ${lever}.`])];
  return [`## ${id}`, facts.join(' '), said.join('\n>\n')].join('\n\n');
}

function recordAsMarkdown({ id, partner, status, tickets, messages }: SimulatedRecord): string {
  const rooms = tickets.map(({ id: room, result, currency, currentRate, agreedRate, feasible }) => {
    const possible = feasible ? 'a deal was possible' : 'no deal was possible';
    return `${room}: ${currency} ${currentRate}, ${result}${agreedRate === undefined ? '' : ` at ${agreedRate}`} (${possible})`;
  });
  const said = messages.map(
    ({ author, text, at }) =>
      `> **${author === 'agent' ? 'Agent' : 'Hotel'}** ${at.slice(5, 16).replace('T', ' ')}: ${escaped(text)}`,
  );
  return [`## ${id}: ${status.replace('_', ' ')}`, `${partner}. ${rooms.join('; ')}.`, said.join('\n>\n')].join('\n\n');
}

function escaped(text: string): string {
  return text.replace(/([<*_`])/g, '\\$1').replace(/\s*\n\s*/g, ' ');
}
