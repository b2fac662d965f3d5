import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { PrismaOutages } from './prisma-outages.js';

const outages = new PrismaOutages();

function coded(code: string, more: object = {}, message = 'it did not work'): Error {
  return Object.assign(new Error(message), { code, ...more });
}

function fromServer(code: string): Error {
  return Object.assign(new pg.DatabaseError('refused', 7, 'error'), { code });
}

const adapterSaid = (cause: object): Error =>
  coded('P2010', { meta: { driverAdapterError: { name: 'DriverAdapterError', cause } } });

describe('an outage of the database', () => {
  it.each([
    ['a refused connection', coded('ECONNREFUSED')],
    ['a reset connection', coded('ECONNRESET')],
    ['a server that goes down', fromServer('57P01')],
    ['a server that crashed', fromServer('57P02')],
    ['a server that comes up', fromServer('57P03')],
    ['a server that takes nobody else', fromServer('53300')],
    ['a statement that nobody answered', new Error('Query read timeout')],
    ['a pool without a free connection', new Error('timeout exceeded when trying to connect')],
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
    ['what the client says of a closed connection', coded('P1017')],
    ['a transaction that did not begin in time', coded('P2028')],
    ['a raw statement on a closed connection', adapterSaid({ kind: 'ConnectionClosed' })],
    ['a raw statement on a server that goes down', adapterSaid({ kind: 'postgres', originalCode: '57P01' })],
    [
      'what the adapter throws inside a transaction',
      Object.assign(new Error('ConnectionClosed', { cause: { kind: 'ConnectionClosed' } }), { name: 'DriverAdapterError' }),
    ],
    ['a cause below others', new Error('outer', { cause: new Error('inner', { cause: coded('ECONNREFUSED') }) })],
  ])('is %s', (_, error) => {
    expect(outages.isOutage(error)).toBe(true);
  });

  it.each([
    ['a unique constraint', fromServer('23505')],
    ['a syntax error', fromServer('42601')],
    ['a unique constraint that the client tells', coded('P2002', { meta: { target: 'id' } })],
    ['a raw statement that the database refused', adapterSaid({ kind: 'postgres', originalCode: '22P02' })],
    ['a fault of ours', new TypeError('x is not a function')],
    ['words about a connection inside a message', new Error('The partner said: Connection terminated')],
    ['nothing', null],
    ['text', 'ECONNREFUSED'],
  ])('is not %s', (_, error) => {
    expect(outages.isOutage(error)).toBe(false);
  });

  it('does not follow causes that go in a circle for ever', () => {
    const error = new Error('round');
    error.cause = error;
    expect(outages.isOutage(error)).toBe(false);
  });
});
