import { type MessageAuthor } from '../../domain/conversation/message.js';
import { type StoredMessage } from '../../turn/ports/conversation-store.js';
import { boundTo } from './conversation-row.js';
import { type PartnerCipher } from './encryption/partner-cipher.js';

/** Columns of `messages`, as raw SQL returns them. */
export interface MessageRow {
  id: string;
  seq: number;
  author: string;
  text: Uint8Array;
  client_message_id: string | null;
  terms: StoredMessage['terms'] | null;
  sent_at: Date;
}

export function toStoredMessage(row: MessageRow, cipher: PartnerCipher): StoredMessage {
  return {
    id: row.id,
    seq: row.seq,
    author: row.author as MessageAuthor,
    text: cipher.openText(row.text, boundTo.message(row.id)),
    sentAt: row.sent_at.toISOString(),
    ...(row.client_message_id === null ? {} : { clientMessageId: row.client_message_id }),
    ...(row.terms ? { terms: row.terms } : {}),
  };
}
