import { Module } from '@nestjs/common';
import { TurnModule } from '../turn/turn.module.js';
import { AfterWrite } from './after-write.js';
import { CancelNegotiation } from './cancel-negotiation.js';
import { ChangeTicket } from './change-ticket.js';
import { ChatAccess } from './chat-access.js';
import { ChatTokensModule } from './chat-tokens.module.js';
import { CloseByPerson } from './close-by-person.js';
import { CreateNegotiation } from './create-negotiation.js';
import { ErasePartner } from './erase-partner.js';
import { Housekeeping } from './housekeeping.js';
import { Interventions } from './interventions.js';
import { ManageExperiments } from './manage-experiments.js';
import { ManageKeys } from './manage-keys.js';
import { ManageSettings } from './manage-settings.js';
import { PublicAddress } from './public-address.js';
import { ReadNegotiations } from './read-negotiations.js';
import { Release } from './release.js';
import { ReviewTurns } from './review-turns.js';
import { Scenes } from './scene.js';
import { TakeOver } from './take-over.js';
import { VerifyTicket } from './verify-ticket.js';
import { WriteAsPerson } from './write-as-person.js';

const USE_CASES = [
  CancelNegotiation,
  ChangeTicket,
  ChatAccess,
  CloseByPerson,
  CreateNegotiation,
  ErasePartner,
  ManageExperiments,
  ManageKeys,
  ManageSettings,
  ReadNegotiations,
  Release,
  ReviewTurns,
  TakeOver,
  VerifyTicket,
  WriteAsPerson,
];

/** What backends and people can do with a negotiation. Ports are bound by the composition root. */
@Module({
  imports: [TurnModule, ChatTokensModule],
  providers: [...USE_CASES, AfterWrite, Housekeeping, Interventions, Scenes, PublicAddress],
  exports: [...USE_CASES, Housekeeping, PublicAddress],
})
export class NegotiationsModule {}
