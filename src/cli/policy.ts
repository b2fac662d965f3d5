import { parseArgs } from 'node:util';
import { ModelError } from '../adapters/onnx/model-folder.js';
import { loadPolicyModel, type PolicyModel } from '../adapters/onnx/policy/policy-model.js';
import { TokenGrammar } from '../adapters/onnx/policy/token-grammar.js';
import { ReadContext, type WrittenTokens } from '../adapters/onnx/policy/write-replies.js';
import { builtInRubric } from '../platform/rubric-file.js';
import { builtInSop } from '../platform/built-in-sop.js';
import { SelfPlay, type SelfPlayMoment } from '../simulation/self-play/self-play.js';
import { Chance } from '../simulation/world/chance.js';
import { drawScenario } from '../simulation/world/draw-scenario.js';
import { assessReply } from '../training-data/rewards/assess-reply.js';
import { parseCompletion } from '../domain/policy/serialiser/parse-completion.js';
import { PARTNER_FAMILIES, type PartnerFamily, whole } from './simulate-options.js';
import { partnersOf } from './simulated-partners.js';

const USAGE = `An exported policy talks with a simulated partner, unguarded: what it writes, what guardrails would stop, how fast it is.

  npm run -s policy -- --model models/policy/1.0.0 [--adapter repo] [--partners B] [--seed 1] [--index 0]
                       [--candidates 4] [--temperature 0.9] [--top-p 1] [--threads 2] [--plans]`;

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/policy/1.0.0' },
    adapter: { type: 'string' },
    partners: { type: 'string', default: 'B' },
    seed: { type: 'string', default: '1' },
    index: { type: 'string', default: '0' },
    candidates: { type: 'string', default: '4' },
    temperature: { type: 'string', default: '0.9' },
    'top-p': { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    plans: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Conversations end long before; a policy that goes in circles is not waited for. */
const MOST_TURNS = 40;

interface Times {
  read: number;
  readTokens: number;
  write: number;
  steps: number;
  tokens: number;
}

if (values.help) console.log(USAGE);
else await main();

async function main(): Promise<void> {
  const family = PARTNER_FAMILIES.find((each) => each === values.partners);
  if (!family) throw new Error(`--partners: must be one of ${PARTNER_FAMILIES.join(', ')}`);
  const threads = whole(values.threads, '--threads', 1);
  try {
    const adapter = values.adapter === undefined ? {} : { adapter: values.adapter };
    await talk(await loadPolicyModel(values.model, { ...adapter, threads }), family);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

async function talk(model: PolicyModel, family: PartnerFamily): Promise<void> {
  const seed = whole(values.seed, '--seed', 0);
  const scenario = drawScenario(seed, whole(values.index, '--index', 0));
  const partner = partnersOf(family)(scenario, seed, { responsive: true });
  const play = new SelfPlay(scenario, partner, builtInSop(), 1024);
  const context = new ReadContext(model.graph);
  const chance = Chance.of(seed, 'policy', scenario.id);
  const times: Times = { read: 0, readTokens: 0, write: 0, steps: 0, tokens: 0 };
  let shown = 0;
  console.log(`${model.identity} with partners ${family}, scenario ${scenario.id}`);
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const standing = await play.next();
    if (standing.kind === 'end') {
      const { messages, status } = standing.played;
      for (const { author, text } of messages.slice(shown)) console.log(`${author}: ${text}`);
      console.log(`→ ${status}`);
      break;
    }
    const { history } = standing.advanced.context;
    for (const { author, text } of history.slice(shown)) if (author !== 'agent') console.log(`${author}: ${text}`);
    shown = history.length;
    const written = await write(model, context, standing, chance, times);
    const completions = written.map(({ tokens }) => model.tokenizer.decode(tokens));
    completions.forEach((completion, index) => show(standing, completion, index, written[index]!));
    play.speak(completions[0]!);
  }
  console.log(
    `read ${times.readTokens} tokens in ${Math.round(times.read)} ms; wrote ${times.tokens} in ${Math.round(times.write)} ms: ` +
      `${(times.write / Math.max(times.steps, 1)).toFixed(1)} ms a step, ${Math.round((1000 * times.tokens) / Math.max(times.write, 1))} tokens/s`,
  );
}

async function write(
  { tokenizer, vocabulary }: PolicyModel,
  context: ReadContext,
  { prompt, grammar }: SelfPlayMoment,
  chance: Chance,
  times: Times,
): Promise<WrittenTokens[]> {
  const begun = performance.now();
  times.readTokens += await context.read(tokenizer.encode(prompt));
  times.read += performance.now() - begun;
  const read = performance.now();
  const written = await context.write({
    grammar: new TokenGrammar(grammar, tokenizer, vocabulary),
    count: whole(values.candidates, '--candidates', 1),
    maximumTokens: vocabulary.maximum_new_tokens,
    sampling: { temperature: number('temperature', values.temperature), topP: number('top-p', values['top-p']) },
    random: () => chance.uniform(),
  });
  times.write += performance.now() - read;
  times.steps += Math.max(...written.map(({ tokens }) => tokens.length));
  times.tokens += written.reduce((sum, { tokens }) => sum + tokens.length, 0);
  return written;
}

/** The first reply is said; the others are what it might have been. */
function show({ advanced, grammar }: SelfPlayMoment, completion: string, index: number, { cutOff }: WrittenTokens): void {
  const parsed = parseCompletion(completion, advanced.context, grammar);
  const who = index === 0 ? 'agent:' : '      or';
  if (!parsed.ok) return console.log(`${who} (${parsed.fault}) ${completion}`);
  const { plan, text } = parsed.candidate;
  const stopped = assessReply(advanced, { plan, text }, builtInRubric()).blocking.map(({ guardrail }) => guardrail);
  const marks = [...(cutOff ? ['cut off'] : []), ...(stopped.length > 0 ? [`stopped by ${stopped.join(', ')}`] : [])];
  const tags = values.plans ? `${completion.split('</plan>')[0]!.trim()} ` : '';
  console.log(`${who} ${tags}${text}${marks.length > 0 ? ` [${marks.join('; ')}]` : ''}`);
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name}: must be a number, 0 or more`);
  return value;
}
