import { Logger } from '@nestjs/common';
import { type ReplyContext } from '../../domain/conversation/reply-context.js';
import { rubricName, type Rubric } from '../../domain/judge/rubric.js';
import { type Verdict } from '../../domain/judge/verdict.js';
import { Judge, type JudgeItem, type JudgeOptions } from '../../turn/ports/judge.js';
import { type ChatClient } from './chat-client.js';
import { ChatError } from './chat-error.js';
import { HashedCache } from './hashed-cache.js';
import { JUDGE_PROMPT_VERSION, judgePrompt, judgeSchema } from './judge-prompt.js';
import { readVerdict } from './read-verdict.js';

/** Verdicts remembered; a reply is judged again when a draft is voided and the same text is proposed once more. */
const REMEMBERED = 1_000;

/**
 * A language model as the judge: it names the faults, the rubric gives the points. Whatever goes wrong is a verdict of
 * `could_not_check`; only verdicts that were reached are remembered.
 */
export class OpenAiJudge extends Judge {
  readonly version: string;
  private readonly logger = new Logger(OpenAiJudge.name);
  private readonly cache: HashedCache<Verdict>;

  constructor(
    private readonly client: ChatClient,
    private readonly rubric: Rubric,
    remembered: number = REMEMBERED,
  ) {
    super();
    this.version = `openai:${client.model}/${JUDGE_PROMPT_VERSION}`;
    this.cache = new HashedCache(remembered);
  }

  judge(context: ReplyContext, items: JudgeItem[], { signal }: JudgeOptions = {}): Promise<Verdict[]> {
    return Promise.all(items.map((item) => this.judgeOne(context, item, signal)));
  }

  private async judgeOne(context: ReplyContext, item: JudgeItem, signal?: AbortSignal): Promise<Verdict> {
    const messages = judgePrompt(this.rubric, context, item);
    // The prompt holds rubric, context and reply, each in full; the points of the rubric are not told to the model.
    const points = this.rubric.items.map(({ id, points }) => `${id}=${points}`);
    const key = HashedCache.keyOf([this.version, rubricName(this.rubric), ...points, ...messages.map(({ content }) => content)]);
    const known = this.cache.get(key);
    if (known) return known;
    try {
      const { choices } = await this.client.ask({
        purpose: 'judge',
        messages,
        answer: judgeSchema(this.rubric),
        count: 1,
        temperature: 0,
        ...(signal === undefined ? {} : { signal }),
      });
      const choice = choices[0]!;
      if ('problem' in choice) return this.couldNotCheck(choice.problem);
      if (choice.cut) return this.couldNotCheck('truncated');
      const read = readVerdict(choice.value, this.rubric.items, [item.text, ...context.history.map(({ text }) => text)]);
      if (!read.ok) return this.couldNotCheck(read.reason);
      const total = read.deductions.reduce((sum, { points }) => sum + points, 0);
      const verdict: Verdict = {
        result: 'judged',
        deductions: read.deductions,
        total,
        rubric: rubricName(this.rubric),
        judge: this.version,
      };
      this.cache.set(key, verdict);
      return verdict;
    } catch (error) {
      return this.couldNotCheck(error instanceof ChatError ? error.failure : 'internal_error', error);
    }
  }

  private couldNotCheck(reason: string, error?: unknown): Verdict {
    // A bug's message may hold what was being read; its name and place do not.
    if (error instanceof Error && !(error instanceof ChatError)) this.logger.error({ error: error.name, at: placeOf(error) });
    else this.logger.warn({ reason }, 'The model did not judge');
    return { result: 'could_not_check', reason, rubric: rubricName(this.rubric), judge: this.version };
  }
}

/** Where in our code an error was thrown. */
function placeOf({ stack }: Error): string | undefined {
  return stack
    ?.split('\n')
    .find((line) => line.startsWith('    at '))
    ?.trim();
}
