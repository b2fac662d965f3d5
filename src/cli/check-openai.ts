import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { ChatClient } from '../adapters/openai/chat-client.js';
import { ChatError } from '../adapters/openai/chat-error.js';
import { OpenAiInterpreter } from '../adapters/openai/openai-interpreter.js';
import { OpenAiJudge } from '../adapters/openai/openai-judge.js';
import { parseCandidate } from '../adapters/openai/parse-candidate.js';
import { policyPrompt, policySchema } from '../adapters/openai/policy-prompt.js';
import { type Configuration, ConfigurationError, readConfiguration } from '../config/configuration.js';
import { measure } from '../domain/signals/measure.js';
import { SystemClock } from '../platform/system-clock.js';
import { SystemRandomness } from '../platform/system-randomness.js';
import { builtInRubric } from '../platform/rubric-file.js';
import { bargainingSample } from './sample-context.js';

const USAGE = `Tries the language model that the environment names, for real: writes replies, reads a partner, judges a reply.
Prints what was answered, how long it took, what it cost, and what the endpoint supports. Nothing is stored.

  OPENAI_BASE_URL=http://127.0.0.1:8124/v1 OPENAI_MODEL=NAME npm run -s check:openai -- [--candidates 4] [--prompt]

  --candidates N   replies to ask for (CANDIDATES)
  --prompt         also print what the model is told

Other settings: OPENAI_API_KEY, OPENAI_TIMEOUT_MS, OPENAI_DEADLINE_MS, OPENAI_RETRIES, OPENAI_MAXIMUM_TOKENS,
OPENAI_PARALLEL_CALLS, OPENAI_PROMPT_PRICE, OPENAI_COMPLETION_PRICE: see docs/openai.md.
Exit code: 0 where at least one reply could be used, 1 where none could, 2 where the endpoint did not answer.`;

const { values } = parseArgs({
  options: { candidates: { type: 'string' }, prompt: { type: 'boolean' }, help: { type: 'boolean' } },
});

function refuse(message: string): never {
  console.error(`${message}\n\n${USAGE}`);
  process.exit(2);
}

function configured(): Configuration {
  try {
    return readConfiguration();
  } catch (error) {
    if (error instanceof ConfigurationError) refuse(error.message);
    throw error;
  }
}

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const configuration = configured();
if (!configuration.openai) refuse('OPENAI_BASE_URL is not set.');
const count = Number(values.candidates ?? configuration.candidates);
if (!Number.isInteger(count) || count < 1 || count > 16) refuse('--candidates must be a whole number from 1 to 16.');

// What the client notices is printed at the end, in one place.
Logger.overrideLogger(false);
const clock = new SystemClock();
const client = new ChatClient(configuration.openai, clock, new SystemRandomness());
const context = bargainingSample();
const usable: string[] = [];
let answered = false;

const heading = (text: string): void => console.log(`\n── ${text}`);
const milliseconds = (since: number): string => `${Math.round(clock.monotonic() - since)} ms`;

async function attempt(what: string, work: () => Promise<void>): Promise<void> {
  heading(what);
  const begun = clock.monotonic();
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    console.log(`${error.message}, after ${milliseconds(begun)}`);
  }
}

const { username, host, pathname, protocol } = new URL(configuration.openai.baseUrl);
console.log(`endpoint ${protocol}//${username ? '…@' : ''}${host}${pathname}, model ${configuration.openai.model}`);

await attempt(`policy: ${count} replies to "${context.history.at(-1)?.text}"`, async () => {
  const messages = policyPrompt(context, []);
  if (values.prompt) console.log(`${messages.map(({ role, content }) => `[${role}]\n${content}`).join('\n\n')}\n`);
  const begun = clock.monotonic();
  const answer = await client.ask({
    purpose: 'policy',
    messages,
    answer: policySchema(context),
    count,
    temperature: 0.9,
    seed: 1,
  });
  answered = true;
  console.log(
    `${answer.choices.length} of ${count} choices in ${answer.calls} calls and ${milliseconds(begun)}, by ${answer.model}`,
  );
  console.log(
    `${answer.usage.promptTokens} + ${answer.usage.completionTokens} tokens, cost ${answer.usage.cost ?? 'unknown (no prices set)'}`,
  );
  for (const [index, choice] of answer.choices.entries()) {
    if ('problem' in choice) {
      console.log(`${index + 1}. ${choice.problem}: ${JSON.stringify(choice.content ?? '')}`);
      continue;
    }
    const parsed = parseCandidate(choice.value, context);
    console.log(`${index + 1}. ${parsed.ok ? 'usable' : `dropped, ${parsed.reason}`}: ${JSON.stringify(choice.value)}`);
    if (!parsed.ok) continue;
    console.log(`   → ${parsed.candidate.text}`);
    usable.push(parsed.candidate.text);
  }
});

await attempt('interpreter', async () => {
  const text = 'we could do 490 maybe, but the owner has to sign off on that';
  const begun = clock.monotonic();
  const reading = await new OpenAiInterpreter(client).interpret({ text, currency: 'EUR', asked: 'rate', standingAsk: '440' });
  const failed = client.spending().get('interpreter')?.failedQuestions !== 0;
  console.log(`"${text}" in ${milliseconds(begun)}${failed ? '; the model did not answer, this is the parser’s reading' : ''}`);
  console.log(
    `acts ${reading.acts.map(({ act, confidence }) => `${act} ${confidence}`).join(', ')}; concerns ${reading.concerns.join(', ')}; mood ${reading.mood}`,
  );
  console.log(
    `quotes ${JSON.stringify(reading.quotes.map(({ kind, amount }) => ({ kind, amount })))}; unclear: ${reading.ambiguities.join(', ') || 'nothing'}`,
  );
});

await attempt('judge', async () => {
  const text = usable[0] ?? 'We guarantee you more bookings. Could you do EUR 440?';
  const begun = clock.monotonic();
  const signals = measure({ text, author: 'agent', context });
  const [verdict] = await new OpenAiJudge(client, builtInRubric()).judge(context, [{ text, signals }]);
  console.log(`"${text}" in ${milliseconds(begun)}`);
  console.log(JSON.stringify(verdict));
});

heading('the endpoint');
const { severalChoices, format, lengthParameter, without } = client.observed();
console.log(
  `n: ${!answered || count === 1 ? 'not found out' : severalChoices ? 'honoured' : 'ignored or refused, one call a choice'}`,
);
console.log(
  `response_format: ${!answered ? 'not found out' : format === 'json_schema' ? 'json_schema, kept' : `json_schema not kept; ${format} is used`}`,
);
console.log(`length by ${lengthParameter}; left out: ${without.join(', ') || 'nothing'}`);
for (const [purpose, { questions, failedQuestions, calls, retries, usage }] of client.spending()) {
  const tokens = `${usage.promptTokens} + ${usage.completionTokens} tokens${usage.cost === undefined ? '' : `, USD ${usage.cost}`}`;
  console.log(`${purpose}: ${questions} questions (${failedQuestions} failed), ${calls} calls, ${retries} retries, ${tokens}`);
}
process.exit(usable.length > 0 ? 0 : answered ? 1 : 2);
