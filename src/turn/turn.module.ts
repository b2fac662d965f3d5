import { Module } from '@nestjs/common';
import { ConversationEvents } from './conversation-events.js';
import { DraftingSettingsLibrary } from './drafting-settings.js';
import { Drafts } from './drafts.js';
import { GuardrailModes } from './guardrail-modes.js';
import { Inbox } from './inbox.js';
import { OutboxDrain } from './outbox-drain.js';
import { ReadAhead } from './read-ahead.js';
import { SopLibrary } from './sop-library.js';
import { AdvanceStep } from './steps/advance.js';
import { CommitStep } from './steps/commit.js';
import { DraftStep } from './steps/draft.js';
import { EvaluateStep } from './steps/evaluate.js';
import { FallBackStep } from './steps/fall-back.js';
import { GatherStep } from './steps/gather.js';
import { UnderstandStep } from './steps/understand.js';
import { TurnPipeline } from './turn.pipeline.js';
import { TurnScheduler } from './turn-scheduler.js';

/** The turn and what surrounds it. Ports are bound by the composition root. */
@Module({
  providers: [
    ConversationEvents,
    DraftingSettingsLibrary,
    Drafts,
    GuardrailModes,
    Inbox,
    OutboxDrain,
    ReadAhead,
    SopLibrary,
    TurnPipeline,
    TurnScheduler,
    GatherStep,
    UnderstandStep,
    AdvanceStep,
    DraftStep,
    EvaluateStep,
    FallBackStep,
    CommitStep,
  ],
  exports: [ConversationEvents, DraftingSettingsLibrary, Drafts, GuardrailModes, Inbox, OutboxDrain, SopLibrary, TurnScheduler],
})
export class TurnModule {}
