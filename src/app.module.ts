import { Module, type DynamicModule } from '@nestjs/common';
import { PrismaModule } from './adapters/prisma/prisma.module.js';
import { HttpCommonModule } from './channels/common/http-common.module.js';
import { DashboardPageModule } from './channels/dashboard-page/dashboard-page.module.js';
import { HealthModule } from './channels/health/health.module.js';
import { OpsApiModule } from './channels/ops-api/ops-api.module.js';
import { OpsFeedModule } from './channels/ops-feed/ops-feed.module.js';
import { OtaApiModule } from './channels/ota-api/ota-api.module.js';
import { PartnerChatModule } from './channels/partner-chat/partner-chat.module.js';
import { RewardApiModule } from './channels/reward-api/reward-api.module.js';
import { PortsModule, type Installation } from './composition/ports.module.js';
import { TurnModule } from './turn/turn.module.js';

/** The composition root: ports to adapters, here and in `composition/`, nowhere else. */
@Module({})
export class AppModule {
  static for(installation: Installation): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PortsModule.for(installation),
        PrismaModule.on(installation.database),
        TurnModule,
        HttpCommonModule,
        OtaApiModule,
        OpsApiModule,
        OpsFeedModule,
        RewardApiModule,
        DashboardPageModule,
        PartnerChatModule,
        HealthModule,
      ],
    };
  }
}
