import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { OpenAI } from 'openai';
import { type Usage } from '../../domain/conversation/reply.js';
import { type Clock } from '../../turn/ports/clock.js';
import { type Randomness } from '../../turn/ports/randomness.js';
import { failureOf, formAfterRefusal, isRetryable, retryAfterOf } from './call-failure.js';
import { ChatError } from './chat-error.js';
import { type AnswerSchema, type CallForm, type ChatMessage, chatRequest } from './chat-request.js';
import { type ChatChoice, type Completion, readCompletion } from './chat-response.js';
import { CircuitBreaker, type CircuitBreakerSettings } from './circuit-breaker.js';
import { startDeadline } from './deadline.js';
import { EndpointHabits, type Format, type LengthParameter, type OptionalParameter } from './endpoint-habits.js';
import { addUsage, NO_USAGE, type TokenPrices, usageOf } from './usage.js';

export interface ChatClientSettings {
  baseUrl: string;
  apiKey: string;
  model: string;
  /** For one call. */
  timeoutMs: number;
  /** For one question with everything it takes: retries, other forms, further calls for further choices. */
  deadlineMs: number;
  /** Bound on an answer's length, each choice; thinking counts. */
  maximumTokens: number;
  /** Calls repeated after 429, 5xx, a time-out or a broken connection. */
  retries: number;
  /** Calls of one question at the same time, where the endpoint gives one choice a call. */
  parallelCalls: number;
  prices?: TokenPrices;
  breaker?: CircuitBreakerSettings;
  /** Upper end of the first random wait before a retry; doubles with every retry up to `longestBackoffMs`. */
  backoffMs?: number;
  longestBackoffMs?: number;
}

const DEFAULT_BREAKER: CircuitBreakerSettings = { failures: 5, coolDownMs: 15_000 };
const DEFAULT_BACKOFF_MS = 250;
const DEFAULT_LONGEST_BACKOFF_MS = 4_000;

export interface ChatQuestion {
  /** What it is for (`policy`, `judge` …): the accounts are kept by it. */
  purpose: string;
  messages: readonly ChatMessage[];
  answer: AnswerSchema;
  /** Choices wanted. */
  count: number;
  temperature: number;
  /** A non-negative integer; further calls count up from it, so that they differ. */
  seed?: number;
  signal?: AbortSignal;
}

export interface ChatAnswer {
  /** At most as many as were asked for, at least one. */
  choices: ChatChoice[];
  usage: Usage;
  model: string;
  /** Form that the last call took, for traces. */
  format: Format;
  calls: number;
}

/** What questions of one purpose have come to so far. */
export interface Spending {
  questions: number;
  failedQuestions: number;
  calls: number;
  retries: number;
  usage: Usage;
}

/** A refusal changes the form at most this often: `n`, two formats, the length parameter, seed and temperature. */
const MOST_FORMS = 6;

interface CallResult extends Completion {
  format: Format;
}

/**
 * The only way to a language model. Wraps the official SDK with a deadline, bounded retries with full jitter, a circuit
 * breaker, accounts, and allowances for what OpenAI-compatible servers do not support.
 */
export class ChatClient {
  private readonly logger = new Logger(ChatClient.name);
  private readonly sdk: OpenAI;
  private readonly breaker: CircuitBreaker;
  private readonly habits = new EndpointHabits();
  private readonly accounts = new Map<string, Spending>();

  constructor(
    private readonly settings: ChatClientSettings,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {
    this.breaker = new CircuitBreaker(settings.breaker ?? DEFAULT_BREAKER);
    this.sdk = new OpenAI({
      baseURL: settings.baseUrl,
      apiKey: settings.apiKey,
      // Not from the environment: only the configuration reads that.
      organization: null,
      project: null,
      webhookSecret: null,
      // Its debug log would hold prompts.
      logLevel: 'off',
      // Ours keep to the deadline and count; two layers of retries would multiply.
      maxRetries: 0,
      timeout: settings.timeoutMs,
    });
  }

  get model(): string {
    return this.settings.model;
  }

  get prices(): TokenPrices | undefined {
    return this.settings.prices;
  }

  spending(): ReadonlyMap<string, Readonly<Spending>> {
    return this.accounts;
  }

  /** What the endpoint has shown of itself so far. */
  observed(): { severalChoices: boolean; format: Format; lengthParameter: LengthParameter; without: OptionalParameter[] } {
    const now = this.clock.monotonic();
    return {
      severalChoices: this.habits.givesSeveralChoices(now),
      format: this.habits.format(now),
      lengthParameter: this.habits.lengthParameter,
      without: [...this.habits.without],
    };
  }

  /** @throws {ChatError} where no choice came back at all */
  async ask(question: ChatQuestion): Promise<ChatAnswer> {
    const account = this.accountOf(question.purpose);
    account.questions += 1;
    const deadline = startDeadline(this.settings.deadlineMs, question.signal);
    const until = this.clock.monotonic() + this.settings.deadlineMs;
    const callsBefore = account.calls;
    try {
      const results = await this.collect(question, account, deadline.signal, until);
      const last = results.at(-1)!;
      return {
        choices: results.flatMap((result) => result.choices).slice(0, question.count),
        usage: results.map(({ tokens }) => this.usage(tokens)).reduce(addUsage),
        model: last.model ?? this.settings.model,
        format: last.format,
        calls: account.calls - callsBefore,
      };
    } catch (error) {
      account.failedQuestions += 1;
      if (question.signal?.aborted) throw new ChatError('aborted');
      if (deadline.expired) throw new ChatError('timeout');
      throw failureOf(error);
    } finally {
      deadline.dispose();
    }
  }

  /** All choices in one call where the endpoint does that, else (or for those still missing) side by side. */
  private async collect(question: ChatQuestion, account: Spending, signal: AbortSignal, until: number): Promise<CallResult[]> {
    const results: CallResult[] = [];
    if (question.count > 1 && this.habits.givesSeveralChoices(this.clock.monotonic())) {
      const result = await this.call(question, question.count, 0, account, signal, until);
      results.push(result);
      if (result.choices.length >= question.count) {
        this.habits.gaveAllChoices();
        return results;
      }
      this.logger.log(
        { asked: question.count, given: result.choices.length },
        'The endpoint gives fewer choices than asked for; asking one by one',
      );
      this.habits.gaveTooFewChoices(this.clock.monotonic());
    }
    const missing = question.count - results.reduce((sum, result) => sum + result.choices.length, 0);
    const settled = await this.inParallel(missing, (index) =>
      this.call(question, 1, results.length + index, account, signal, until),
    );
    results.push(...settled.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])));
    if (results.length === 0) throw (settled[0] as PromiseRejectedResult).reason;
    return results;
  }

  /** Fewer candidates in time are worth more than all of them too late: a call that fails does not stop the others. */
  private async inParallel<T>(count: number, work: (index: number) => Promise<T>): Promise<PromiseSettledResult<T>[]> {
    const outcomes: PromiseSettledResult<T>[] = [];
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < count) {
        const index = next++;
        outcomes[index] = await work(index).then(
          (value) => ({ status: 'fulfilled', value }) as const,
          (reason: unknown) => ({ status: 'rejected', reason }) as const,
        );
      }
    };
    await Promise.all(Array.from({ length: Math.min(count, this.settings.parallelCalls) }, worker));
    return outcomes;
  }

  /** One call with its retries, in the most demanding form that the endpoint accepts. */
  private async call(
    question: ChatQuestion,
    choices: number,
    index: number,
    account: Spending,
    signal: AbortSignal,
    until: number,
  ): Promise<CallResult> {
    const now = this.clock.monotonic();
    let form: CallForm = {
      format: this.habits.format(now),
      choices,
      lengthParameter: this.habits.lengthParameter,
      without: this.habits.without,
    };
    let retries = 0;
    let forms = 0;
    for (;;) {
      try {
        const completion = await this.attempt(question, form, index, account, signal, until);
        this.learn(form, completion);
        return { ...completion, format: form.format };
      } catch (error) {
        const other = forms < MOST_FORMS ? formAfterRefusal(error, form) : undefined;
        if (other) {
          form = other;
          forms += 1;
          continue;
        }
        const failure = failureOf(error);
        if (!isRetryable(failure) || retries >= this.settings.retries || signal.aborted) throw failure;
        const pause = retryAfterOf(error, this.clock.now()) ?? this.backoff(retries);
        if (this.clock.monotonic() + pause >= until) throw failure;
        await wait(pause, undefined, { signal });
        retries += 1;
        account.retries += 1;
      }
    }
  }

  private async attempt(
    question: ChatQuestion,
    form: CallForm,
    index: number,
    account: Spending,
    signal: AbortSignal,
    until: number,
  ): Promise<Completion> {
    if (signal.aborted) throw new ChatError('aborted');
    if (!this.breaker.permits(this.clock.monotonic())) throw new ChatError('circuit_open');
    const deadline = startDeadline(Math.max(1, Math.min(this.settings.timeoutMs, until - this.clock.monotonic())), signal);
    account.calls += 1;
    try {
      const { messages, answer, temperature, seed } = question;
      const { model, maximumTokens } = this.settings;
      const parts = { model, messages, answer, maximumTokens, temperature };
      const request = chatRequest(seed === undefined ? parts : { ...parts, seed: (seed + index) % 2 ** 31 }, form);
      const body: unknown = await this.sdk.chat.completions.create(request, { signal: deadline.signal });
      const completion = readCompletion(body);
      if (!completion) throw new ChatError('unreadable');
      account.usage = addUsage(account.usage, this.usage(completion.tokens));
      this.breaker.answered();
      return completion;
    } catch (error) {
      const failure = deadline.expired || this.clock.monotonic() >= until ? new ChatError('timeout') : failureOf(error);
      this.report(failure, question.signal?.aborted ?? false);
      if (deadline.signal.aborted) throw failure;
      throw error;
    } finally {
      deadline.dispose();
    }
  }

  private report(failure: ChatError, givenUp: boolean): void {
    if (givenUp) return this.breaker.abandoned();
    const reachable = failure.failure === 'rejected' || failure.failure === 'unauthorised';
    if (reachable) return this.breaker.answered();
    const before = this.breaker.open;
    this.breaker.failed(this.clock.monotonic());
    if (this.breaker.open && !before) {
      this.logger.warn(
        { failure: failure.failure, status: failure.status },
        'The endpoint keeps failing; it is left alone for a while',
      );
    }
  }

  /** What the endpoint turned out not to do is not asked of it again for a while. */
  private learn(form: CallForm, { choices }: Completion): void {
    const now = this.clock.monotonic();
    const expected = this.habits.format(now);
    this.habits.takes(form);
    const ignored =
      form.format !== 'text' && choices.every((choice) => ('value' in choice ? !choice.bare : choice.problem === 'not_json'));
    if (ignored) this.habits.doesNotKeep(form.format, now);
    else this.habits.settlesFor(form.format, now);
    const format = this.habits.format(now);
    if (format !== expected)
      this.logger.log({ from: expected, to: format }, 'The endpoint does not keep the format; asking for less');
  }

  /** Full jitter: uniform between nothing and a bound that doubles, so that many clients do not come back together. */
  private backoff(retries: number): number {
    const { backoffMs = DEFAULT_BACKOFF_MS, longestBackoffMs = DEFAULT_LONGEST_BACKOFF_MS } = this.settings;
    return this.randomness.uniform() * Math.min(longestBackoffMs, backoffMs * 2 ** retries);
  }

  private usage({ promptTokens, completionTokens }: Completion['tokens']): Usage {
    return usageOf(promptTokens, completionTokens, this.settings.prices);
  }

  private accountOf(purpose: string): Spending {
    let account = this.accounts.get(purpose);
    if (!account) {
      account = { questions: 0, failedQuestions: 0, calls: 0, retries: 0, usage: this.usage(NO_USAGE) };
      this.accounts.set(purpose, account);
    }
    return account;
  }
}
