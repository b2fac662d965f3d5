import { parseArgs } from 'node:util';
import { ChatClient } from '../adapters/openai/chat-client.js';
import { createArms } from '../composition/arms.js';
import { openModels } from '../composition/models.js';
import { readConfiguration } from '../config/configuration.js';
import { evaluate } from '../domain/guardrails/evaluate.js';
import { builtInSop } from '../platform/built-in-sop.js';
import { SystemClock } from '../platform/system-clock.js';
import { SystemRandomness } from '../platform/system-randomness.js';
import { badCaseFailures, badCaseTable } from '../simulation/bad-cases/bad-case-table.js';
import { builtInBadCases } from '../simulation/bad-cases/load-bad-cases.js';
import { playBadCase } from '../simulation/bad-cases/play-bad-case.js';
import { runBadCases, type ProposeReply } from '../simulation/bad-cases/run-bad-cases.js';

const USAGE = `Plays curated conversations up to just before a known mistake, and looks at the next reply (docs/bad-cases.md).

  npm run -s bad-cases -- [--arm intent|openai] [--guarded] [--failures] [--json]

  --guarded    the first candidate that the guardrails let out, instead of the first one
  --failures   also what each reply failed at`;

const CANDIDATES = 4;

const { values } = parseArgs({
  options: {
    arm: { type: 'string', default: 'intent' },
    guarded: { type: 'boolean', default: false },
    failures: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const configuration = readConfiguration();
const client = configuration.openai && new ChatClient(configuration.openai, new SystemClock(), new SystemRandomness());
const arms = createArms(configuration, client, await openModels(configuration));
if (!arms.arms().includes(values.arm)) {
  console.error(`--arm must be one of ${arms.arms().join(', ')}\n\n${USAGE}`);
  process.exit(2);
}
const { policy } = arms.resolve(values.arm);

const propose: ProposeReply = async (context, seed, disclosure) => {
  if (!context.directive.reply) return undefined;
  const { candidates } = await policy.propose({
    negotiationId: seed,
    context,
    earlierTurns: () => Promise.resolve([]),
    count: CANDIDATES,
    feedback: [],
    signal: new AbortController().signal,
    seed,
  });
  if (!values.guarded) return candidates[0];
  return candidates.find(({ text, plan }) => {
    const { blocked, couldNotCheck } = evaluate(
      { text, plan, author: 'agent', context, disclosure, disclosureExpected: true },
      { modes: {} },
    );
    return !blocked && !couldNotCheck;
  });
};

const sop = builtInSop();
const played = builtInBadCases().flatMap(({ cases }) => cases.map((badCase) => playBadCase(badCase, sop)));
const report = await runBadCases(played, propose);
console.log(values.json ? JSON.stringify(report, null, 2) : badCaseTable(report));
if (values.failures && !values.json) console.log(`\n${badCaseFailures(report)}`);
