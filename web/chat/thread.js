/**
 * The conversation as this page knows it: messages by sequence number, and what was written here and is not yet
 * received. No page, no socket; chat.js connects it with both.
 */

/** Longest message that the server takes. */
export const MAXIMUM_LENGTH = 4000;

export class Thread {
  constructor(pending = []) {
    this.bySeq = new Map();
    this.pending = pending;
    /** The partner's messages up to here were read by the other side. */
    this.readSeq = 0;
    /** Terms that the server says no longer wait for an answer (a written answer settles them, too). */
    this.settledTerms = new Set();
  }

  /** Messages in order, oldest first. */
  get messages() {
    return [...this.bySeq.values()].sort((one, other) => one.seq - other.seq);
  }

  get lastSeq() {
    return Math.max(0, ...this.bySeq.keys());
  }

  /** Everything up to here is known; what comes after it has to be asked for. */
  get completeUpTo() {
    let seq = 0;
    while (this.bySeq.has(seq + 1)) seq += 1;
    return seq;
  }

  /** False where it was known already. A message that was written here stops being pending. */
  add(message) {
    if (message.clientMessageId !== undefined) this.drop(message.clientMessageId);
    const known = this.bySeq.get(message.seq);
    this.bySeq.set(message.seq, message);
    if (message.author !== 'partner') this.read(message.seq);
    return known === undefined;
  }

  /** Keeps a text until the server has it. The id stays the same however often it is sent. */
  write(text, clientMessageId, writtenAt) {
    const message = { clientMessageId, text, writtenAt, refused: null };
    this.pending.push(message);
    return message;
  }

  /** The server has it. */
  received(clientMessageId, { messageId, seq }) {
    const written = this.pending.find((message) => message.clientMessageId === clientMessageId);
    this.drop(clientMessageId);
    if (!written || this.bySeq.has(seq)) return;
    this.add({ id: messageId, seq, author: 'partner', text: written.text, sentAt: written.writtenAt, clientMessageId });
  }

  /** The server will not have it; the reason is shown and the text kept for changing. */
  refuse(clientMessageId, reason) {
    const message = this.pending.find((candidate) => candidate.clientMessageId === clientMessageId);
    if (message) message.refused = reason;
  }

  drop(clientMessageId) {
    this.pending = this.pending.filter((message) => message.clientMessageId !== clientMessageId);
  }

  /** The next text to send: one at a time, so that they arrive in the order in which they were written. */
  get nextToSend() {
    return this.pending.find((message) => message.refused === null) ?? null;
  }

  read(seq) {
    this.readSeq = Math.max(this.readSeq, seq);
  }

  settleTerms(termsId) {
    this.settledTerms.add(termsId);
  }

  /** `open`: waits for an answer. `outdated`: does so no longer. Absent for messages without terms. */
  termsState(message) {
    if (!message.terms) return undefined;
    const { termsId } = message.terms;
    for (const other of this.bySeq.values()) {
      if (other.author !== 'partner') continue;
      if (other.clientMessageId === `terms:${termsId}:yes`) return 'accepted';
      if (other.clientMessageId === `terms:${termsId}:no`) return 'declined';
    }
    if (this.settledTerms.has(termsId)) return 'outdated';
    const newer = [...this.bySeq.values()].some((other) => other.terms && other.seq > message.seq);
    return newer ? 'outdated' : 'open';
  }
}
