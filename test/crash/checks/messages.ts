import { type ConversationHistory } from '../history.js';
import { countsFromOne, eachRepeated, reporter, type Violation } from '../violation.js';

/** What was acknowledged is stored: once, under the id and number of the receipt, in the words that were written. */
export function checkReceipts({ negotiationId, sent, messages }: ConversationHistory): Violation[] {
  const { found, report } = reporter(negotiationId);
  for (const { clientMessageId, text, receipts, refused } of sent) {
    const stored = messages.filter((message) => message.clientMessageId === clientMessageId);
    if (stored.length > 1) report('doubled', `${clientMessageId} is stored ${stored.length} times`);
    if (receipts.length > 0 && stored.length === 0) report('lost', `${clientMessageId} was acknowledged and is not stored`);
    if (receipts.length === 0 && !refused) report('lost', `${clientMessageId} was never acknowledged, however often it was sent`);
    if (refused && stored.length > 0) report('phantom', `${clientMessageId} was refused and is stored`);
    for (const message of stored) {
      if (text !== null && message.text !== text) report('altered', `${clientMessageId} is stored with another text`);
      if (message.author !== 'partner') report('altered', `${clientMessageId} is stored as a message of ${message.author}`);
      for (const { messageId, seq } of receipts) {
        if (messageId === message.id && seq === message.seq) continue;
        report('altered', `${clientMessageId} was acknowledged as number ${seq} and is stored as number ${message.seq}`);
      }
    }
  }
  return found;
}

/** Every stored message of the partner was written by them, and numbers have neither gaps nor repetitions. */
export function checkStored({ negotiationId, sent, messages, row }: ConversationHistory): Violation[] {
  const { found, report } = reporter(negotiationId);
  eachRepeated(
    messages.map((message) => message.id),
    (id) => report('doubled', `message ${id} is stored twice`),
  );
  if (!countsFromOne(messages.map((message) => message.seq))) report('inconsistent', 'the messages are not numbered 1, 2, 3 …');
  if (row.lastSeq !== (messages.at(-1)?.seq ?? 0))
    report('inconsistent', `the last number given is ${row.lastSeq}, the last stored ${messages.at(-1)?.seq}`);
  const written = new Set(sent.map((message) => message.clientMessageId));
  for (const { author, seq, clientMessageId } of messages) {
    if (author === 'partner' && (clientMessageId === null || !written.has(clientMessageId)))
      report('phantom', `nobody wrote message ${seq}`);
  }
  return found;
}
