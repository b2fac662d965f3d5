import { type Database } from './database/database.js';
import { type Statements } from './database/statements.js';
import { type PrismaClient } from './generated/client.js';

/** Holds the opened database for injection; every store takes its client from here. */
export class PrismaDatabase {
  constructor(
    private readonly database: Database,
    /** Wraps the partners' keys. */
    readonly masterKey: Buffer,
  ) {}

  get client(): PrismaClient {
    return this.database.prisma;
  }

  /** For the few statements on the way of every message. */
  get statements(): Statements {
    return this.database.statements;
  }

  get embedded(): boolean {
    return this.database.embedded !== null;
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
