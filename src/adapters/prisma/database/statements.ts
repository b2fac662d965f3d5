import pg from 'pg';
import { type Prisma } from '../generated/client.js';

/** Runs one statement outside of any transaction and returns its rows. */
export interface Statements {
  /** Columns come as the driver reads them: `timestamptz` as Date, `bytea` as bytes, JSON parsed, `bigint` as text. */
  rows<Row>(statement: Prisma.Sql): Promise<Row[]>;
}

/**
 * Statements straight through the driver, prepared once by each connection. A turn takes half a dozen of them, and Prisma's
 * client spends several times as long on a raw statement as the driver does, and has it planned every time. Everything that
 * is not on the way of a message goes through Prisma.
 *
 * A connection keeps every text that it has prepared: a text must not vary with what is asked for (lists go in as arrays or
 * JSON).
 */
export class PooledStatements implements Statements {
  private readonly numbers = new Map<string, number>();
  private readonly connections = new WeakMap<pg.PoolClient, number>();
  private connectionCount = 0;

  constructor(private readonly pool: pg.Pool) {}

  async rows<Row>({ text, values }: Prisma.Sql): Promise<Row[]> {
    const connection = await this.pool.connect();
    try {
      const { rows } = await connection.query({ name: this.nameOf(text, connection), text, values });
      connection.release();
      return rows as Row[];
    } catch (error) {
      // What the database refuses leaves the connection as it was; anything else may have broken it.
      connection.release(!(error instanceof pg.DatabaseError));
      throw error;
    }
  }

  /** Connections to the embedded database share one session, so a name says which of them has prepared it. */
  private nameOf(text: string, connection: pg.PoolClient): string {
    const number = this.numbers.get(text) ?? this.numbers.size + 1;
    this.numbers.set(text, number);
    const owner = this.connections.get(connection) ?? ++this.connectionCount;
    this.connections.set(connection, owner);
    return `statement_${number}_of_connection_${owner}`;
  }
}

/** The same inside a transaction of Prisma's. */
export function statementsIn(transaction: Prisma.TransactionClient): Statements {
  return { rows: <Row>(statement: Prisma.Sql) => transaction.$queryRaw<Row[]>(statement) };
}
