import { type Advanced } from '../../domain/conversation/advance.js';
import { proposeByIntent } from '../../domain/policy/intent/intent-policy.js';
import { parseCompletion, type CompletionFault } from '../../domain/policy/serialiser/parse-completion.js';
import { replyGrammar, type ReplyGrammar } from '../../domain/policy/serialiser/reply-grammar.js';
import { serialiseContext } from '../../domain/policy/serialiser/serialise.js';
import { type TranscriptTurn } from '../../domain/conversation/transcript-turn.js';
import { turnOf } from '../../domain/policy/serialiser/turn.js';
import { type CompiledSop } from '../../domain/sop/sop.js';
import { type SimulatedPartner } from '../partner.js';
import { MemoryConversation, type WrittenReply } from '../play/memory-conversation.js';
import { playConversation, type PlayedConversation } from '../play/play-conversation.js';
import { type Scenario } from '../world/scenario.js';

/** It is our turn: what a policy reads, and what it may plan. */
export interface SelfPlayMoment {
  kind: 'moment';
  /** Turns of ours before this one, silent ones not counted. */
  turn: number;
  advanced: Advanced;
  /** The serialised context, up to where the plan begins. */
  prompt: string;
  grammar: ReplyGrammar;
}

export interface SelfPlayEnd {
  kind: 'end';
  played: PlayedConversation;
}

/** What became of a completion. */
export interface SpokenCompletion {
  /** What was said; absent where nothing could be. */
  reply?: WrittenReply;
  /** The completion was no reply; the scripted arm spoke instead, as it would when serving. */
  replaced?: CompletionFault;
}

type Waiting = { moment: SelfPlayMoment; speak: (reply: WrittenReply | undefined) => void };

/**
 * One conversation in which a policy outside of this process writes our side: it stands still at every turn of ours until a
 * completion is given. No guardrail stands between the completion and the partner, so that a policy meets what its own
 * words lead to.
 */
export class SelfPlay {
  private readonly turns: TranscriptTurn[] = [];
  private waiting: Waiting | undefined;
  private arrived: (() => void) | undefined;
  private ended: SelfPlayEnd | undefined;
  private failed: Error | undefined;

  /** `budget`: tokens of a prompt at most, roughly. */
  constructor(
    scenario: Scenario,
    partner: SimulatedPartner,
    sop: CompiledSop,
    private readonly budget: number,
  ) {
    const conversation = new MemoryConversation(scenario, sop, (advanced, turn) => this.write(advanced, turn), {
      silent: ({ context }) => this.keep(turnOf(context, this.upTo, { kind: 'silent' })),
    });
    playConversation(conversation, partner).then(
      (played) => this.arrive(() => (this.ended = { kind: 'end', played })),
      (error: unknown) => this.arrive(() => (this.failed = error instanceof Error ? error : new Error(String(error)))),
    );
  }

  /** The moment that waits for a completion, or how the conversation ended. */
  async next(): Promise<SelfPlayMoment | SelfPlayEnd> {
    while (!this.waiting && !this.ended && !this.failed) await new Promise<void>((resolve) => (this.arrived = resolve));
    if (this.failed) throw this.failed;
    return this.waiting?.moment ?? this.ended!;
  }

  /**
   * Says it. `completion`: plan and words as the policy wrote them after the prompt.
   * @throws where no moment waits
   */
  speak(completion: string): SpokenCompletion {
    if (!this.waiting) throw new Error('It is not our turn');
    const { moment, speak } = this.waiting;
    const { context } = moment.advanced;
    const parsed = parseCompletion(completion, context, moment.grammar);
    this.waiting = undefined;
    if (parsed.ok) {
      const { candidate } = parsed;
      this.keep(turnOf(context, this.upTo, { kind: 'reply', ...candidate }));
      speak(candidate);
      return { reply: candidate };
    }
    const reply = scripted(moment);
    this.keep(turnOf(context, this.upTo, reply === undefined ? { kind: 'silent' } : { kind: 'script', text: reply.text }));
    speak(reply);
    return { ...(reply === undefined ? {} : { reply }), replaced: parsed.fault };
  }

  private get upTo(): number {
    return this.turns.at(-1)?.upTo ?? 0;
  }

  private keep(turn: TranscriptTurn): void {
    this.turns.push(turn);
  }

  private write(advanced: Advanced, turn: number): Promise<WrittenReply | undefined> {
    const { text } = serialiseContext(advanced.context, this.turns, this.budget);
    const moment: SelfPlayMoment = { kind: 'moment', turn, advanced, prompt: text, grammar: replyGrammar(advanced.context) };
    return new Promise((speak) => this.arrive(() => (this.waiting = { moment, speak })));
  }

  private arrive(note: () => void): void {
    note();
    this.arrived?.();
    this.arrived = undefined;
  }
}

/** What the server would fall back to: the scripted arm's first reply. */
function scripted({ advanced: { context }, turn }: SelfPlayMoment): WrittenReply | undefined {
  const [first] = proposeByIntent(context, { count: 1, seed: `fallback:${turn}` });
  return first && { plan: first.plan, text: first.text };
}
