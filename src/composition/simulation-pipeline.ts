import { createHash } from 'node:crypto';
import { MemoryConversationStore } from '../adapters/memory/memory-conversation-store.js';
import { MemoryOutboxStore } from '../adapters/memory/memory-outbox-store.js';
import { NoExperiments, SingleTenant, UnchangedSettings } from '../adapters/memory/memory-settings.js';
import { ChatClient } from '../adapters/openai/chat-client.js';
import { type Configuration } from '../config/configuration.js';
import { AfterWrite } from '../negotiations/after-write.js';
import { CreateNegotiation } from '../negotiations/create-negotiation.js';
import { type PipelineParts } from '../simulation/play/pipeline-conversation.js';
import { SeededRandomness } from '../simulation/world/seeded-randomness.js';
import { SteppedClock } from '../simulation/world/stepped-clock.js';
import { ConversationEvents } from '../turn/conversation-events.js';
import { DraftingSettingsLibrary } from '../turn/drafting-settings.js';
import { Drafts } from '../turn/drafts.js';
import { GuardrailModes } from '../turn/guardrail-modes.js';
import { Inbox } from '../turn/inbox.js';
import { OutboxDrain } from '../turn/outbox-drain.js';
import { Alone } from '../turn/ports/other-nodes.js';
import { PartnerPresence } from '../turn/ports/partner-presence.js';
import { RewardModelSlot } from '../turn/ports/reward-model.js';
import { Unwatched } from '../turn/ports/telemetry.js';
import { NeverAway } from '../turn/ports/outages.js';
import { ReadAhead } from '../turn/read-ahead.js';
import { SopLibrary } from '../turn/sop-library.js';
import { AdvanceStep } from '../turn/steps/advance.js';
import { CommitStep } from '../turn/steps/commit.js';
import { DraftStep } from '../turn/steps/draft.js';
import { EvaluateStep } from '../turn/steps/evaluate.js';
import { FallBackStep } from '../turn/steps/fall-back.js';
import { GatherStep } from '../turn/steps/gather.js';
import { UnderstandStep } from '../turn/steps/understand.js';
import { TurnPipeline } from '../turn/turn.pipeline.js';
import { TurnScheduler } from '../turn/turn-scheduler.js';
import { DEFAULT_TURN_SETTINGS } from '../turn/turn-settings.js';
import { createArms } from './arms.js';
import { createInterpreter, createJudge, createRewardSettings } from './checks.js';
import { type OpenedModels } from './models.js';

/** Simulated partners have the chat closed: what we write unasked keeps to their hours. */
class NobodyConnected extends PartnerPresence {
  connected(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

const START = '2026-01-01T00:00:00Z';
/** Drafts are not raced by real time: a slow machine must not change what a simulation comes to. */
const DEADLINE_MS = 600_000;

/** The turn as it serves, on stores in memory and a simulated clock, without channels and without a framework around it. */
export function simulationPipeline(configuration: Configuration, seed: number, models: OpenedModels): PipelineParts {
  const clock = new SteppedClock(START);
  const randomness = new SeededRandomness(seed);
  const client = configuration.openai && new ChatClient(configuration.openai, clock, randomness);
  const turn = {
    settings: {
      ...DEFAULT_TURN_SETTINGS,
      candidates: configuration.candidates,
      allowedHosts: configuration.allowedHosts,
      deadlineMs: DEADLINE_MS,
      leaseMs: DEADLINE_MS,
    },
  };
  const settings = new UnchangedSettings();
  const store = new MemoryConversationStore(clock, randomness);
  let ota = '';
  const tenants = new SingleTenant(() => ota, createHash('sha256').update(`simulation:${seed}`).digest());
  const events = new ConversationEvents(new Alone());
  const outbox = new OutboxDrain(new MemoryOutboxStore(store), events, clock);
  const drafts = new Drafts();
  const sops = new SopLibrary(settings, clock);
  const policies = createArms(configuration, client, models);
  const understanding = new UnderstandStep(createInterpreter(configuration, client, models));
  const rewards = createRewardSettings(models);
  const rewardModel = new RewardModelSlot(models.rewards?.rewardModel ?? null);
  const evaluating = new EvaluateStep(createJudge(configuration, client, models), rewardModel, rewards);
  const drafting = new DraftingSettingsLibrary(settings, clock, turn, rewards, policies);
  const gathering = new GatherStep(
    store,
    tenants,
    sops,
    new GuardrailModes(settings, clock),
    drafting,
    new NobodyConnected(),
    clock,
    turn,
  );
  const advancing = new AdvanceStep(turn);
  const pipeline = new TurnPipeline(
    gathering,
    understanding,
    advancing,
    new DraftStep(policies, evaluating, new FallBackStep(), randomness, turn),
    new CommitStep(store, outbox, clock, randomness, turn, understanding, evaluating, new Unwatched()),
    store,
    drafts,
    events,
    clock,
    turn,
    new NeverAway(),
  );
  const readAhead = new ReadAhead(gathering, understanding, advancing, policies, rewardModel);
  // Never started: the simulation says when a turn is due.
  const scheduler = new TurnScheduler(store, pipeline, clock, turn);
  const after = new AfterWrite(drafts, outbox, scheduler);
  const create = new CreateNegotiation(store, sops, policies, drafting, new NoExperiments(), clock, after);
  return {
    create,
    inbox: new Inbox(store, clock, randomness, scheduler, outbox, drafts, readAhead, turn),
    pipeline,
    outbox,
    store,
    turns: (negotiationId) => store.turns(negotiationId),
    forget: (negotiationId) => store.forget(negotiationId),
    writeFor: (name) => {
      ota = name;
    },
    clock,
    randomness,
  };
}
