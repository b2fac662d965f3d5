import { Duplex } from 'node:stream';
import pg from 'pg';
import { type EmbeddedEngine } from './embedded-engine.js';
import { TransactionGate } from './transaction-gate.js';

const TERMINATE = 0x58;
/** Messages that ask for an answer; whatever comes before them is held until they come. */
const ASKING = new Set([0x51, 0x53]);
/** Statements that may be on their way at the same time: while one is executed, the answer to another is read. */
const CONNECTIONS = 8;
/** AuthenticationOk, BackendKeyData and ReadyForQuery: there is nobody to authenticate inside one process. */
const GREETING = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x4b, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 1, 0x5a, 0, 0, 0, 5, 0x49]);

/** Speaks the PostgreSQL wire protocol to an embedded database, in place of a network socket. */
class EmbeddedStream extends Duplex {
  private pending: Buffer = Buffer.alloc(0);
  private started = false;

  constructor(private readonly gate: TransactionGate) {
    super();
  }

  connect(): this {
    void this.gate.ready().then(
      () => this.emit('connect'),
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // Data is pushed as it arrives.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.consume(chunk).then(() => done(), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.consume(Buffer.concat(chunks.map((entry) => entry.chunk))).then(() => done(), done);
  }

  private async consume(chunk: Buffer): Promise<void> {
    let data = this.pending.length > 0 ? Buffer.concat([this.pending, chunk]) : chunk;
    if (!this.started) {
      if (data.length < 4 || data.length < data.readInt32BE(0)) {
        this.pending = data;
        return;
      }
      data = data.subarray(data.readInt32BE(0));
      this.started = true;
      this.push(GREETING);
    }
    let end = 0;
    let asked = 0;
    while (data.length - end >= 5) {
      const size = 1 + data.readInt32BE(end + 1);
      if (data.length - end < size) break;
      const type = data[end]!;
      if (type === TERMINATE) {
        await this.gate.abandon(this);
        this.push(null);
        return;
      }
      end += size;
      if (ASKING.has(type)) asked = end;
    }
    this.pending = data.subarray(asked);
    if (asked === 0) return;
    this.push(await this.gate.execute(this, data.subarray(0, asked)));
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.gate.abandon(this).then(
      () => done(error),
      (failure: Error) => done(error ?? failure),
    );
  }
}

/** A pool on an embedded database, so that Prisma's own adapter for pg runs on it unchanged. */
export function embeddedPool(engine: EmbeddedEngine, connections = CONNECTIONS): pg.Pool {
  const gate = new TransactionGate(engine);
  return new pg.Pool({ max: connections, idleTimeoutMillis: 0, stream: () => new EmbeddedStream(gate) });
}
