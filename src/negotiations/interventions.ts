import { Injectable } from '@nestjs/common';
import {
  TURN_RECORD_SCHEMA_VERSION,
  type Resolution,
  type TurnRecord,
  type TurnTrigger,
} from '../domain/conversation/turn-record.js';
import { GUARDRAILS_VERSION } from '../domain/guardrails/registry.js';
import { type NegotiationState } from '../domain/negotiation/state.js';
import { spokenIn, turnOf } from '../domain/policy/serialiser/turn.js';
import { SERIALISER_VERSION } from '../domain/policy/serialiser/version.js';
import { type SopStep } from '../domain/sop/sop.js';
import { Judge } from '../turn/ports/judge.js';
import { PartnerInterpreter } from '../turn/ports/partner-interpreter.js';
import { Randomness } from '../turn/ports/randomness.js';
import { RewardSettings } from '../turn/reward-settings.js';
import { type Scene } from './scene.js';

/** Puts on record what a backend or a person decided, as a turn without candidates. */
@Injectable()
export class Interventions {
  constructor(
    private readonly randomness: Randomness,
    private readonly interpreter: PartnerInterpreter,
    private readonly judge: Judge,
    private readonly rewards: RewardSettings,
  ) {}

  record(
    scene: Scene,
    input: {
      trigger: TurnTrigger;
      state: NegotiationState;
      step: SopStep;
      resolution: Resolution;
      policy: string;
      messageSeq?: number;
    },
  ): void {
    const { conversation, transaction, at } = scene;
    const context = scene.context(input.step, input.state);
    const spoken = spokenIn({ candidates: [], resolution: input.resolution });
    const record: TurnRecord = {
      schemaVersion: TURN_RECORD_SCHEMA_VERSION,
      turnId: this.randomness.id(),
      negotiationId: conversation.id,
      number: conversation.turnCount + 1,
      trigger: input.trigger,
      answers: [],
      context,
      transcript: turnOf(context, conversation.transcriptUpTo, spoken),
      before: conversation.snapshot.position,
      after: input.step.position,
      effects: input.step.effects,
      candidates: [],
      resolution: input.resolution,
      ...(input.messageSeq === undefined ? {} : { messageSeq: input.messageSeq }),
      arm: conversation.arm,
      versions: {
        sop: `${conversation.sop.id}@${conversation.sop.version}`,
        policy: input.policy,
        interpreter: this.interpreter.version,
        judge: this.judge.version,
        rewardSpec: `${this.rewards.spec.id}@${this.rewards.specHash}`,
        guardrails: GUARDRAILS_VERSION,
        serialiser: SERIALISER_VERSION,
      },
      timings: {},
      startedAt: at,
      committedAt: at,
    };
    transaction.record(record);
    transaction.change({ turnCount: conversation.turnCount + 1 });
  }
}
