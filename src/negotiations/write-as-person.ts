import { Injectable } from '@nestjs/common';
import { fail, succeed, type Failure, type Result } from '../domain/failure.js';
import { evaluate } from '../domain/guardrails/evaluate.js';
import { type Finding } from '../domain/guardrails/guardrail.js';
import { GUARDRAILS } from '../domain/guardrails/registry.js';
import { recordHumanAsks, voidPendingTerms } from '../domain/negotiation/agreement.js';
import { checkHumanAsks, type HumanAsk } from '../domain/negotiation/human-asks.js';
import { measure } from '../domain/signals/measure.js';
import { MAXIMUM_MESSAGE_LENGTH } from '../turn/inbox.js';
import { Clock } from '../turn/ports/clock.js';
import { type StoredMessage } from '../turn/ports/conversation-store.js';
import { type Actor, auditEntry } from './actor.js';
import { AfterWrite } from './after-write.js';
import { OneAtATime } from './one-at-a-time.js';
import { NegotiationQueries } from './ports/negotiation-queries.js';
import { Scenes, type Scene } from './scene.js';

const DAY_MS = 86_400_000;
/** Refusals in 24 hours for one negotiation. Each says a little about where the limit lies; this many say too little. */
const REFUSALS_PER_DAY = 5;
const REFUSED = 'message.refused';

/** Guardrails whose wording would tell a secret amount from one that is merely not on record. */
const ONE_ANSWER = new Set(['mandate-disclosure', 'numeric-grounding', 'permitted-ask']);
const NOT_TO_BE_SAID =
  'holds an amount, percentage or date that is not on record (declare a rate you ask for in `asks`), or words about how far we can go';

/** A person writes to the partner in the conversation that they have taken over. */
@Injectable()
export class WriteAsPerson {
  private readonly queue = new OneAtATime();

  constructor(
    private readonly scenes: Scenes,
    private readonly queries: NegotiationQueries,
    private readonly clock: Clock,
    private readonly after: AfterWrite,
  ) {}

  async execute(input: {
    tenantId: string;
    negotiationId: string;
    text: string;
    asks: HumanAsk[];
    actor: Actor;
  }): Promise<Result<StoredMessage>> {
    if (input.text.length > MAXIMUM_MESSAGE_LENGTH) {
      const message = `must not be longer than ${MAXIMUM_MESSAGE_LENGTH} characters`;
      return fail('invalid', 'The message is too long', [{ path: 'text', message }]);
    }
    // One after the other: refusals are counted before the next attempt, however many come at once.
    const result = await this.queue.run(input.negotiationId, async () => {
      if (await this.refusedTooOften(input.tenantId, input.negotiationId)) {
        return fail(
          'rate_limited',
          'Too many messages of this conversation were refused today; close it, or ask for a change of the ticket',
        );
      }
      return this.scenes.write(input.tenantId, input.negotiationId, (scene) => this.write(scene, input));
    });
    if (result.ok) this.after.announce();
    return result;
  }

  private write(scene: Scene, input: { text: string; asks: HumanAsk[]; actor: Actor }): Result<StoredMessage> {
    const { conversation, transaction } = scene;
    if (conversation.owner !== 'human') return fail('not_taken_over', 'Take the conversation over before you write in it');
    if (conversation.ownerName !== input.actor.name) {
      return fail('taken_over', `${conversation.ownerName ?? 'Somebody else'} has taken over this conversation`);
    }
    if (conversation.partner.optedOut) return fail('partner_opted_out', 'The partner does not want to be contacted any more');
    const checked = checkHumanAsks(conversation.snapshot.state, scene.mandates, input.asks);
    if (checked.outsideMandate) {
      transaction.audit(auditEntry(input.actor, REFUSED, { what: 'asks' }));
      return fail('refused_by_guardrail', 'An ask is not within the mandate', checked.errors);
    }
    if (checked.errors.length > 0) return fail('invalid', 'The asks are not valid', checked.errors);
    const said = { messageSeq: conversation.lastSeq + 1, at: scene.at };
    // Terms that the agent restated no longer say what is on the table once a person asks for something else.
    const before = input.asks.length > 0 ? voidPendingTerms(conversation.snapshot.state, said) : conversation.snapshot.state;
    const state = recordHumanAsks(before, input.asks, said);
    const refusals = this.refusals(scene, input.text, state);
    if (refusals.length > 0) {
      transaction.audit(auditEntry(input.actor, REFUSED, { what: 'text' }));
      return fail('refused_by_guardrail', 'The message must not be sent like this', refusals);
    }
    const message = transaction.append({ author: 'human', text: input.text }, scene.now);
    const ticketId = input.asks.at(-1)?.ticketId;
    const memory = {
      ...conversation.snapshot.memory,
      ...(ticketId === undefined ? {} : { focusTicketId: ticketId, asked: 'rate' as const, briefed: true }),
    };
    transaction.change({ snapshot: { ...conversation.snapshot, state, memory } });
    transaction.audit(auditEntry(input.actor, 'message.sent', { seq: message.seq, asks: input.asks.length }));
    return succeed(message);
  }

  private refusals(scene: Scene, text: string, state: Parameters<Scene['context']>[1]): NonNullable<Failure['errors']> {
    const { position } = scene.conversation.snapshot;
    const context = scene.context({ position, directive: { reply: true, may: [], scripts: [], because: ['operator'] } }, state);
    const input = { text, author: 'human' as const, context, disclosure: scene.disclosure(state) };
    const { findings, blocked, couldNotCheck } = evaluate(input, {
      modes: scene.surroundings.guardrailModes,
      signals: measure(input),
    });
    if (!blocked && !couldNotCheck) return [];
    const blocking = new Set(GUARDRAILS.filter((guardrail) => guardrail.blocking).map((guardrail) => guardrail.id));
    const messages = findings.filter(({ guardrail, result }) => blocking.has(guardrail) && result !== 'pass').map(wordingOf);
    return [...new Set(messages)].map((message) => ({ path: 'text', message }));
  }

  private async refusedTooOften(tenantId: string, negotiationId: string): Promise<boolean> {
    const { items } = await this.queries.audit(tenantId, { negotiationId, action: REFUSED }, { limit: REFUSALS_PER_DAY });
    const oldest = items[REFUSALS_PER_DAY - 1];
    return oldest !== undefined && Date.parse(oldest.at) > this.clock.now().getTime() - DAY_MS;
  }
}

function wordingOf({ guardrail, result, reason }: Finding): string {
  if (ONE_ANSWER.has(guardrail)) return NOT_TO_BE_SAID;
  return result === 'could_not_check' ? 'could not be checked' : reason;
}
