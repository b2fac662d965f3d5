import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { type Candidate } from '../../../domain/conversation/reply.js';
import { type CompletionFault, parseCompletion } from '../../../domain/policy/serialiser/parse-completion.js';
import { replyGrammar, type ReplyGrammar } from '../../../domain/policy/serialiser/reply-grammar.js';
import { serialiseContext } from '../../../domain/policy/serialiser/serialise.js';
import { SERIALISER_VERSION } from '../../../domain/policy/serialiser/version.js';
import {
  PolicyUnavailableError,
  type Proposal,
  type ProposeRequest,
  type ReadRequest,
  ReplyPolicy,
} from '../../../turn/ports/reply-policy.js';
import { untilAborted } from '../../../turn/until-aborted.js';
import { Admission, type AdmissionLimits, OverloadedError } from '../threads/admission.js';
import { type WriteOutcome, type WrittenReply } from './policy-engine.js';
import { type PolicyWriters } from './policy-shelf.js';
import { type SamplingSettings } from './sample-token.js';

const ARM = 'onnx';

export interface OnnxPolicySettings {
  sampling: SamplingSettings;
  admission: AdmissionLimits;
  /** Time for one proposal, waiting included, in milliseconds; below a turn's, so that another arm can still write. */
  deadlineMs: number;
}

/** Why a reply of the model was not taken. */
type Dropped = CompletionFault | 'no_end' | 'duplicate';

/**
 * Replies written by a model of ours on this machine. It reads the transcript of the conversation, and writes plans and words
 * with slots under the mask of what this turn permits.
 */
export class OnnxPolicy extends ReplyPolicy {
  readonly arm = ARM;
  private readonly logger = new Logger(OnnxPolicy.name);
  private readonly admission: Admission;
  /** Conversations that are being read before a turn of theirs. */
  private readonly readingAhead = new Map<string, { reading: Promise<void>; stop: AbortController }>();

  constructor(
    private readonly writers: PolicyWriters,
    private readonly settings: OnnxPolicySettings,
  ) {
    super();
    this.admission = new Admission(settings.admission);
  }

  /** Only while nobody writes. */
  override get readsAhead(): boolean {
    return this.admission.idle;
  }

  /** Takes nobody's place, and stops where another conversation is written in. */
  override async readAhead(request: ReadRequest): Promise<void> {
    const { negotiationId, context, earlierTurns, model } = request;
    const { text } = serialiseContext(context, await earlierTurns());
    if (!this.admission.idle || this.readingAhead.has(negotiationId)) return;
    const { sampling, deadlineMs } = this.settings;
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(deadlineMs)]);
    const job = { conversation: negotiationId, prompt: text, grammar: replyGrammar(context), count: 0, sampling, seed: '' };
    const reading = this.writers
      .use(model, signal, (writer) => writer.run(job, signal))
      .then(
        () => undefined,
        (error: unknown) => {
          if (!stop.signal.aborted) throw error;
        },
      )
      .finally(() => this.readingAhead.delete(negotiationId));
    this.readingAhead.set(negotiationId, { reading, stop });
    await reading;
  }

  /** @throws {PolicyUnavailableError} where no candidate that this turn permits was written */
  async propose(request: ProposeRequest): Promise<Proposal> {
    const { context } = request;
    const temperature = request.temperature ?? this.settings.sampling.temperature;
    const grammar = replyGrammar(context);
    const { replies, identity } = await this.write(request, grammar, temperature);
    const source = `${ARM}:${identity}`;
    const dropped: Dropped[] = [];
    const candidates: Candidate[] = [];
    const maskHash = createHash('sha256').update(JSON.stringify(grammar)).digest('hex').slice(0, 16);
    for (const reply of replies) {
      const parsed = reply.cutOff
        ? { ok: false as const, fault: 'no_end' as const }
        : parseCompletion(reply.completion, context, grammar);
      if (!parsed.ok) dropped.push(parsed.fault);
      else if (candidates.some(({ text }) => text === parsed.candidate.text)) dropped.push('duplicate');
      else candidates.push({ ...parsed.candidate, ...sampled(reply, temperature, maskHash), source });
    }
    if (dropped.length > 0) this.logger.debug({ dropped }, 'Replies of the model were not taken');
    if (candidates.length === 0)
      throw new PolicyUnavailableError(ARM, `nothing usable was written (${[...new Set(dropped)].join(', ')})`);
    return { candidates, policy: `${source}/${SERIALISER_VERSION}` };
  }

  private async write(
    request: ProposeRequest,
    grammar: ReplyGrammar,
    temperature: number,
  ): Promise<WriteOutcome & { identity: string }> {
    const { negotiationId, context, earlierTurns, seed } = request;
    const { text } = serialiseContext(context, await earlierTurns());
    const late = AbortSignal.timeout(this.settings.deadlineMs);
    const signal = AbortSignal.any([request.signal, late]);
    for (const [conversation, { stop }] of this.readingAhead) if (conversation !== negotiationId) stop.abort();
    try {
      // What it reads is needed, and two at a time would each read everything.
      const own = this.readingAhead.get(negotiationId);
      if (own) await untilAborted(signal, () => own.reading.catch(() => undefined));
      const count = this.countUnderLoad(request.count);
      const sampling = { ...this.settings.sampling, temperature };
      const job = { conversation: negotiationId, prompt: text, grammar, count, sampling, seed };
      return await this.admission.with(signal, () =>
        this.writers.use(request.model, signal, async (writer) => ({
          ...(await writer.run(job, signal)),
          identity: writer.identity,
        })),
      );
    } catch (error) {
      if (request.signal.aborted) throw error;
      const reason = late.aborted
        ? 'timeout'
        : error instanceof OverloadedError
          ? 'overloaded'
          : error instanceof Error
            ? error.message
            : String(error);
      throw new PolicyUnavailableError(ARM, reason, { cause: error });
    }
  }

  /** Fewer candidates before nobody is let in any more: a second choice less is better than no reply. */
  private countUnderLoad(count: number): number {
    const { load } = this.admission;
    if (load === 0) return count;
    return load < 0.5 ? Math.ceil(count / 2) : 1;
  }
}

function sampled(
  { tokens, logProbabilities }: WrittenReply,
  temperature: number,
  maskHash: string,
): Pick<Candidate, 'logProbability' | 'sampling'> {
  return {
    logProbability: logProbabilities.reduce((sum, each) => sum + each, 0),
    sampling: { tokenIds: tokens, logProbabilities, temperature, serialiserVersion: SERIALISER_VERSION, maskHash },
  };
}
