import { Global, Module, type DynamicModule } from '@nestjs/common';
import { HttpWebhookSender } from '../adapters/delivery/http-webhook-sender.js';
import { ChatClient } from '../adapters/openai/chat-client.js';
import { type PrismaDatabase } from '../adapters/prisma/prisma-database.js';
import { PrometheusTelemetry } from '../adapters/telemetry/prometheus-telemetry.js';
import { TracedTelemetry } from '../adapters/telemetry/traced-telemetry.js';
import { type Configuration } from '../config/configuration.js';
import { RetentionSettings } from '../negotiations/housekeeping.js';
import { Clock } from '../turn/ports/clock.js';
import { Judge } from '../turn/ports/judge.js';
import { ModelDirectory } from '../turn/ports/model-directory.js';
import { Alone, OtherNodes } from '../turn/ports/other-nodes.js';
import { PartnerInterpreter } from '../turn/ports/partner-interpreter.js';
import { Randomness } from '../turn/ports/randomness.js';
import { PolicyRegistry } from '../turn/ports/reply-policy.js';
import { RewardModelSlot } from '../turn/ports/reward-model.js';
import { Telemetry } from '../turn/ports/telemetry.js';
import { RewardSettings } from '../turn/reward-settings.js';
import { DEFAULT_TURN_SETTINGS, TurnSettingsProvider, type TurnSettings } from '../turn/turn-settings.js';
import { WebhookSender } from '../webhooks/ports/webhook-sender.js';
import { createArms } from './arms.js';
import { createInterpreter, createJudge, createRewardSettings } from './checks.js';
import { type OpenedModels } from './models.js';

/** What an installation runs on. */
export interface Installation {
  configuration: Configuration;
  database: PrismaDatabase;
  clock: Clock;
  randomness: Randomness;
  models: OpenedModels;
  /** Other processes on the same database; absent: there are none. */
  nodes?: OtherNodes;
  /** Times and bounds that differ from the configured ones; for tests and simulations. */
  turn?: Partial<TurnSettings>;
}

/** The ports of turn and webhooks that are no database, bound to what this installation has. */
@Global()
@Module({})
export class PortsModule {
  static for({ configuration, clock, randomness, models, nodes, turn }: Installation): DynamicModule {
    const settings: TurnSettings = {
      ...DEFAULT_TURN_SETTINGS,
      burstQuietMs: configuration.burstQuietMs,
      burstMaximumMs: configuration.burstMaximumMs,
      candidates: configuration.candidates,
      quietHours: configuration.quietHours,
      allowedHosts: configuration.allowedHosts,
      ...turn,
    };
    // One for all: circuit, what is known of the endpoint and the accounts belong together.
    const client = configuration.openai && new ChatClient(configuration.openai, clock, randomness);
    const values = new Map<object, unknown>([
      [Clock, clock],
      [Randomness, randomness],
      [TurnSettingsProvider, { settings }],
      [PolicyRegistry, createArms(configuration, client, models)],
      [ModelDirectory, models],
      [OtherNodes, nodes ?? new Alone()],
      [Telemetry, createTelemetry(configuration)],
      [Judge, createJudge(configuration, client, models)],
      [PartnerInterpreter, createInterpreter(configuration, client, models)],
      [RewardModelSlot, new RewardModelSlot(models.rewards?.rewardModel ?? null)],
      [RewardSettings, createRewardSettings(models)],
      [RetentionSettings, { partnerDays: configuration.retentionDays }],
      [WebhookSender, new HttpWebhookSender(configuration.webhookHosts)],
    ]);
    const providers = [...values].map(([provide, useValue]) => ({ provide: provide as abstract new () => unknown, useValue }));
    return { module: PortsModule, providers, exports: providers.map((provider) => provider.provide) };
  }
}

/** Numbers always, traces where somebody collects them. */
function createTelemetry({ tracesUrl }: Configuration): Telemetry {
  const numbers = new PrometheusTelemetry();
  return tracesUrl === undefined ? numbers : TracedTelemetry.sendingTo(tracesUrl, numbers);
}
