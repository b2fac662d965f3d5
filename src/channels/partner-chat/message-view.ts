import { type StoredMessage } from '../../turn/ports/conversation-store.js';

/** A message as the contract shows it to the partner. */
export type MessageView = Pick<StoredMessage, 'id' | 'seq' | 'author' | 'text' | 'sentAt' | 'clientMessageId' | 'terms'>;

/** Picks field by field: what a stored message gains later must not leak out by itself. */
export function messageView(message: StoredMessage): MessageView {
  const { id, seq, author, text, sentAt, clientMessageId, terms } = message;
  return {
    id,
    seq,
    author,
    text,
    sentAt,
    ...(clientMessageId === undefined ? {} : { clientMessageId }),
    ...(terms === undefined ? {} : { terms: { termsId: terms.termsId, tickets: terms.tickets } }),
  };
}
