import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { BASELINES, type Baseline } from '../simulation/arms/baseline-writers.js';

export const PARTNER_FAMILIES = ['A', 'B', 'llm'] as const;
export type PartnerFamily = (typeof PARTNER_FAMILIES)[number];
export const WORLDS = ['pipeline', 'memory'] as const;

/** Everything that decides what a simulation comes to, but for the code. */
export interface SimulationOptions {
  partners: PartnerFamily;
  /** Partners on whom nothing that we write has an effect but the rates asked. */
  placebo: boolean;
  arm: string;
  /** `pipeline`: the turn as it serves, on stores in memory; `memory`: ledger and procedure only, unguarded. */
  world: (typeof WORLDS)[number];
  conversations: number;
  seed: number;
}

export interface SimulateCommand extends SimulationOptions {
  out: string;
  workers: number;
}

export const USAGE = `Plays conversations between an arm and simulated hotel partners, on a simulated clock. The same seed gives the same bytes.

  npm run simulate -- --partners B --arm intent --conversations 1000 --seed 7 --out DIR

  --partners A|B|llm  A: the training partners; B: those of evaluations; llm: played by the model of OPENAI_BASE_URL (A)
  --placebo           what we write has no effect but for the rates asked
  --arm NAME          intent, openai or onnx (the one that POLICY names); in memory also ${BASELINES.slice(1).join(', ')} (intent)
  --world NAME        pipeline: the turn as it serves, with guardrails, judge and commit; memory: unguarded (pipeline)
  --conversations N   how many (1000)
  --seed N            (1)
  --out DIR           where transcripts and the summary go; an interrupted run goes on there
  --workers N         processes (${availableParallelism()})`;

/** @throws with a message for the person at the terminal */
export function readCommand(args: readonly string[]): SimulateCommand | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      partners: { type: 'string', default: 'A' },
      placebo: { type: 'boolean', default: false },
      arm: { type: 'string', default: 'intent' },
      world: { type: 'string' },
      conversations: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      workers: { type: 'string', default: String(availableParallelism()) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const world = values.world ?? (isBaseline(values.arm) && values.arm !== 'intent' ? 'memory' : 'pipeline');
  if (!within(PARTNER_FAMILIES, values.partners)) throw new Error(`--partners must be one of ${PARTNER_FAMILIES.join(', ')}`);
  if (!within(WORLDS, world)) throw new Error(`--world must be one of ${WORLDS.join(', ')}`);
  if (world === 'memory' && !isBaseline(values.arm)) throw new Error(`In memory --arm must be one of ${BASELINES.join(', ')}`);
  if (world === 'pipeline' && isBaseline(values.arm) && values.arm !== 'intent')
    throw new Error(`The arm ${values.arm} is played in memory only`);
  if (values.out === undefined) throw new Error('--out DIR is needed');
  return {
    partners: values.partners,
    placebo: values.placebo,
    arm: values.arm,
    world,
    conversations: whole(values.conversations, '--conversations', 1),
    seed: whole(values.seed, '--seed', 0),
    out: values.out,
    workers: whole(values.workers, '--workers', 1),
  };
}

export const isBaseline = (arm: string): arm is Baseline => within(BASELINES, arm);

const within = <T extends string>(words: readonly T[], word: string): word is T => (words as readonly string[]).includes(word);

/** A whole number that an option was given. @throws with a message for the person at the terminal */
export function whole(value: string, name: string, least: number): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < least) throw new Error(`${name} must be a whole number from ${least}`);
  return number;
}
