import { Logger } from '@nestjs/common';
import { type Candidate } from '../../domain/conversation/reply.js';
import { PolicyUnavailableError, type Proposal, type ProposeRequest, ReplyPolicy } from '../../turn/ports/reply-policy.js';
import { type ChatAnswer, type ChatClient } from './chat-client.js';
import { ChatError } from './chat-error.js';
import { type ChoiceProblem } from './chat-response.js';
import { type DropReason, parseCandidate } from './parse-candidate.js';
import { POLICY_PROMPT_VERSION, policyPrompt, policySchema } from './policy-prompt.js';
import { splitUsage } from './usage.js';

const ARM = 'openai';
/** Candidates are to differ; the guardrails and the ranking choose among them. */
const TEMPERATURE = 0.9;

/** Replies written by a language model behind an OpenAI-compatible endpoint, as plans and texts with slots. */
export class OpenAiPolicy extends ReplyPolicy {
  readonly arm = ARM;
  private readonly logger = new Logger(OpenAiPolicy.name);
  private readonly droppedSoFar = new Map<DropReason | ChoiceProblem, number>();

  constructor(private readonly client: ChatClient) {
    super();
  }

  /** How often proposals of the model were not taken since the start, by reason. */
  get dropped(): ReadonlyMap<DropReason | ChoiceProblem, number> {
    return this.droppedSoFar;
  }

  /** @throws {PolicyUnavailableError} where no candidate that this turn permits came back */
  async propose(request: ProposeRequest): Promise<Proposal> {
    const answer = await this.ask(request);
    const source = `${ARM}:${answer.model}`;
    const dropped: (DropReason | ChoiceProblem)[] = [];
    const taken: Omit<Candidate, 'source'>[] = [];
    for (const choice of answer.choices) {
      const parsed =
        'problem' in choice ? { ok: false as const, reason: choice.problem } : parseCandidate(choice.value, request.context);
      if (!parsed.ok) dropped.push(parsed.reason);
      else if (taken.some(({ text }) => text === parsed.candidate.text)) dropped.push('duplicate');
      else taken.push(parsed.candidate);
    }
    this.count(dropped);
    if (taken.length === 0)
      throw new PolicyUnavailableError(ARM, `nothing usable was written (${[...new Set(dropped)].join(', ')})`);
    // What the dropped ones cost is part of what these cost.
    const usages = splitUsage(answer.usage, taken.length, this.client.prices);
    return {
      candidates: taken.map((candidate, index) => ({ ...candidate, usage: usages[index]!, source })),
      policy: `${source}/${POLICY_PROMPT_VERSION}`,
    };
  }

  private async ask({ context, count, temperature, feedback, signal, seed }: ProposeRequest): Promise<ChatAnswer> {
    try {
      return await this.client.ask({
        purpose: 'policy',
        messages: policyPrompt(context, feedback),
        answer: policySchema(context),
        count,
        temperature: temperature ?? TEMPERATURE,
        seed: seedOf(seed),
        signal,
      });
    } catch (error) {
      if (error instanceof ChatError) throw new PolicyUnavailableError(ARM, error.failure, { cause: error });
      throw error;
    }
  }

  private count(dropped: readonly (DropReason | ChoiceProblem)[]): void {
    if (dropped.length === 0) return;
    for (const reason of dropped) this.droppedSoFar.set(reason, (this.droppedSoFar.get(reason) ?? 0) + 1);
    this.logger.log({ dropped }, 'Proposals of the model were not taken');
  }
}

/** 31 bits of a turn's seed (FNV-1a), as the protocol wants a number. */
function seedOf(seed: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < seed.length; index++) value = Math.imul(value ^ seed.charCodeAt(index), 0x01000193);
  return value >>> 1;
}
