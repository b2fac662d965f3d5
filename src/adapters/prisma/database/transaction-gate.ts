import { type EmbeddedEngine } from './embedded-engine.js';

const QUERY = 0x51;
const PARSE = 0x50;
const READY_FOR_QUERY = 0x5a;
const IDLE = 0x49;
const BEGINS = /^\s*(?:begin|start\s+transaction)\b/i;
const ROLLBACK = Buffer.from([QUERY, 0, 0, 0, 13, ...Buffer.from('ROLLBACK'), 0]);

/**
 * Lets several connections share the one session of an embedded database. Single statements go through in the order in
 * which they come, so the database has its next one at hand while an answer is still being read; a transaction has the
 * session to itself from its BEGIN to its end.
 */
export class TransactionGate {
  private holder: object | null = null;
  private waiting: (() => void)[] = [];

  constructor(private readonly engine: EmbeddedEngine) {}

  ready(): Promise<void> {
    return this.engine.ready();
  }

  /** Whole protocol messages of one connection, the last of which asks for an answer. */
  async execute(connection: object, messages: Buffer): Promise<Uint8Array> {
    while (this.holder !== null && this.holder !== connection) await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (beginsTransaction(messages)) this.holder = connection;
    const answer = await this.engine.execute(messages);
    if (this.holder === connection && isIdle(answer)) this.release();
    return answer;
  }

  /** The connection is gone; a transaction that it has left open is undone. */
  async abandon(connection: object): Promise<void> {
    if (this.holder !== connection) return;
    try {
      await this.engine.execute(ROLLBACK);
    } finally {
      this.release();
    }
  }

  private release(): void {
    this.holder = null;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resume of waiting) resume();
  }
}

/** Whether a query, or the text of a prepared one, begins a transaction. */
function beginsTransaction(messages: Buffer): boolean {
  for (let at = 0; at + 5 <= messages.length; at += 1 + messages.readInt32BE(at + 1)) {
    const type = messages[at];
    if (type !== QUERY && type !== PARSE) continue;
    // A prepared statement has its name before its text.
    const text = type === QUERY ? at + 5 : messages.indexOf(0, at + 5) + 1;
    if (BEGINS.test(messages.toString('latin1', text, text + 32))) return true;
  }
  return false;
}

/** The last message of an answer is ReadyForQuery with the state of the session. */
function isIdle(answer: Uint8Array): boolean {
  return answer[answer.length - 6] === READY_FOR_QUERY && answer[answer.length - 1] === IDLE;
}
