import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DatasetStore } from '../../datasets/ports/dataset-store.js';
import { DecisionLog } from '../../datasets/ports/decision-log.js';
import { AccessStore } from '../../negotiations/ports/access-store.js';
import { ExperimentStore, RunningExperiments } from '../../negotiations/ports/experiment-store.js';
import { HousekeepingStore } from '../../negotiations/ports/housekeeping-store.js';
import { IdempotencyStore } from '../../negotiations/ports/idempotency-store.js';
import { NegotiationQueries } from '../../negotiations/ports/negotiation-queries.js';
import { Outages } from '../../turn/ports/outages.js';
import { PartnerStore } from '../../negotiations/ports/partner-store.js';
import { RatingStore } from '../../negotiations/ports/rating-store.js';
import { SettingsStore } from '../../negotiations/ports/settings-store.js';
import { ConversationStore } from '../../turn/ports/conversation-store.js';
import { OutboxStore } from '../../turn/ports/outbox-store.js';
import { TenantDirectory } from '../../turn/ports/tenant-directory.js';
import { WebhookStore } from '../../webhooks/ports/webhook-store.js';
import { PrismaDatabase } from './prisma-database.js';
import { PrismaOutages } from './prisma-outages.js';
import { PrismaAccessStore } from './stores/prisma-access-store.js';
import { PrismaConversationStore } from './stores/prisma-conversation-store.js';
import { PrismaDatasetStore } from './stores/prisma-dataset-store.js';
import { PrismaDecisionLog } from './stores/prisma-decision-log.js';
import { PrismaExperimentStore } from './stores/prisma-experiment-store.js';
import { PrismaHousekeepingStore } from './stores/prisma-housekeeping-store.js';
import { PrismaIdempotencyStore } from './stores/prisma-idempotency-store.js';
import { PrismaNegotiationQueries } from './stores/prisma-negotiation-queries.js';
import { PrismaOutboxStore } from './stores/prisma-outbox-store.js';
import { PrismaPartnerStore } from './stores/prisma-partner-store.js';
import { PrismaRatingStore } from './stores/prisma-rating-store.js';
import { PrismaSettingsStore } from './stores/prisma-settings-store.js';
import { PrismaTenantDirectory } from './stores/prisma-tenant-directory.js';
import { PrismaWebhookStore } from './stores/prisma-webhook-store.js';

const STORES = [
  { provide: AccessStore, useClass: PrismaAccessStore },
  { provide: ConversationStore, useClass: PrismaConversationStore },
  { provide: DatasetStore, useClass: PrismaDatasetStore },
  { provide: DecisionLog, useClass: PrismaDecisionLog },
  { provide: ExperimentStore, useClass: PrismaExperimentStore },
  { provide: RunningExperiments, useExisting: ExperimentStore },
  { provide: HousekeepingStore, useClass: PrismaHousekeepingStore },
  { provide: IdempotencyStore, useClass: PrismaIdempotencyStore },
  { provide: NegotiationQueries, useClass: PrismaNegotiationQueries },
  { provide: Outages, useClass: PrismaOutages },
  { provide: OutboxStore, useClass: PrismaOutboxStore },
  { provide: PartnerStore, useClass: PrismaPartnerStore },
  { provide: RatingStore, useClass: PrismaRatingStore },
  { provide: SettingsStore, useClass: PrismaSettingsStore },
  { provide: TenantDirectory, useClass: PrismaTenantDirectory },
  { provide: WebhookStore, useClass: PrismaWebhookStore },
];

/** Every port that is a database, bound to PostgreSQL. Global: the composition root decides once. */
@Module({})
export class PrismaModule implements OnApplicationShutdown {
  constructor(private readonly database: PrismaDatabase) {}

  static on(database: PrismaDatabase): DynamicModule {
    return {
      module: PrismaModule,
      global: true,
      providers: [{ provide: PrismaDatabase, useValue: database }, ...STORES],
      exports: [PrismaDatabase, ...STORES.map((store) => store.provide)],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
