import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { Outages } from '../../turn/ports/outages.js';

/**
 * SQLSTATE of a server that goes down, comes up or takes nobody else: classes 08 (connection), 53 (resources) and 57P (operator),
 * https://www.postgresql.org/docs/15/errcodes-appendix.html.
 */
const SERVER_AWAY = /^(08|53|57P)/;
/** Of the operating system. */
const NETWORK_AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Not reached, timed out, closed by the server; no free connection, no transaction in time: https://www.prisma.io/docs/orm/reference/error-reference. */
const PRISMA_AWAY = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);
/** Kinds of `@prisma/adapter-pg`. */
const ADAPTER_AWAY = new Set(['ConnectionClosed', 'DatabaseNotReachable', 'SocketTimeout', 'TooManyConnections']);
/** What the driver says without a code. */
const DRIVER_AWAY =
  /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded when trying to connect|timeout expired)/;
const DEEPEST_CAUSE = 5;

/** Knows outages by the codes of PostgreSQL, the network, Prisma and the driver, however deep they are wrapped. */
@Injectable()
export class PrismaOutages extends Outages {
  isOutage(error: unknown): boolean {
    let at: unknown = error;
    for (let depth = 0; at instanceof Error && depth < DEEPEST_CAUSE; depth++) {
      if (saysAway(at)) return true;
      at = at.cause;
    }
    return false;
  }
}

function saysAway(error: Error): boolean {
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    if (error instanceof pg.DatabaseError) return SERVER_AWAY.test(code);
    if (NETWORK_AWAY.has(code) || PRISMA_AWAY.has(code)) return true;
  }
  const { kind, originalCode } = adapterCause(error);
  if (ADAPTER_AWAY.has(kind) || SERVER_AWAY.test(originalCode)) return true;
  return DRIVER_AWAY.test(error.message);
}

/** What Prisma's adapter made of the driver's error: thrown as it is in a transaction, elsewhere wrapped by the client. */
function adapterCause(error: Error): { kind: string; originalCode: string } {
  const wrapped = (error as { meta?: { driverAdapterError?: { cause?: unknown } } }).meta?.driverAdapterError;
  const cause = wrapped?.cause ?? (error.name === 'DriverAdapterError' ? error.cause : undefined);
  const { kind, originalCode } = (cause ?? {}) as { kind?: unknown; originalCode?: unknown };
  return { kind: typeof kind === 'string' ? kind : '', originalCode: typeof originalCode === 'string' ? originalCode : '' };
}
