import { Injectable } from '@nestjs/common';
import { advanceConversation, type Advanced } from '../../domain/conversation/advance.js';
import { type PartnerReading } from '../../domain/understanding/reading.js';
import { TurnSettingsProvider } from '../turn-settings.js';
import { type Moment } from './moment.js';

/** Applies the partner's words to ledger and procedure. */
@Injectable()
export class AdvanceStep {
  constructor(private readonly settings: TurnSettingsProvider) {}

  advance(moment: Moment, reading: PartnerReading | undefined): Advanced {
    const { conversation } = moment;
    const { followUpsAllowed, allowedHosts } = this.settings.settings;
    return advanceConversation({
      snapshot: conversation.snapshot,
      trigger: moment.trigger,
      ...(reading === undefined ? {} : { reading }),
      messageSeq: moment.unanswered.at(-1)?.seq ?? conversation.lastSeq,
      history: moment.history,
      mandates: moment.mandates,
      sop: moment.sop,
      ota: moment.ota,
      hotel: conversation.hotel,
      partner: conversation.partner,
      now: moment.now.toISOString(),
      openedAt: conversation.createdAt,
      ...(conversation.deadline === undefined ? {} : { deadline: conversation.deadline }),
      concessionKey: moment.concessionKey,
      followUpsAllowed,
      allowedHosts,
    });
  }
}
