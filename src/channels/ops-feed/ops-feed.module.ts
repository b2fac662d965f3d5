import { Module } from '@nestjs/common';
import { TurnModule } from '../../turn/turn.module.js';
import { OpsFeedGateway } from './ops-feed.gateway.js';

/** What happens, as it happens, for the people who watch over the conversations. */
@Module({ imports: [TurnModule], providers: [OpsFeedGateway] })
export class OpsFeedModule {}
