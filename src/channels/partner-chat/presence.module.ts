import { Global, Module } from '@nestjs/common';
import { PartnerPresence } from '../../turn/ports/partner-presence.js';
import { SocketPresence } from './socket-presence.js';

/** Presence is global, because the turn asks for it and the chat, which keeps it, needs the turn. */
@Global()
@Module({
  providers: [SocketPresence, { provide: PartnerPresence, useExisting: SocketPresence }],
  exports: [SocketPresence, PartnerPresence],
})
export class PresenceModule {}
