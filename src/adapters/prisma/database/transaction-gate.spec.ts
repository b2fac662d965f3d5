import { describe, expect, it } from 'vitest';
import { type EmbeddedEngine } from './embedded-engine.js';
import { TransactionGate } from './transaction-gate.js';

const IDLE = Uint8Array.from([0x5a, 0, 0, 0, 5, 0x49]);
const IN_TRANSACTION = Uint8Array.from([0x5a, 0, 0, 0, 5, 0x54]);

function query(text: string): Buffer {
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.alloc(5);
  head[0] = 0x51;
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function prepared(text: string): Buffer {
  const body = Buffer.from(`name\0${text}\0\0\0`);
  const head = Buffer.alloc(5);
  head[0] = 0x50;
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body, Buffer.from([0x53, 0, 0, 0, 4])]);
}

/** Notes what reaches the session, and keeps its state as PostgreSQL would. */
function session() {
  const heard: string[] = [];
  let open = false;
  const engine = {
    ready: () => Promise.resolve(),
    execute: (messages: Uint8Array) => {
      const text = Buffer.from(messages)
        .toString('latin1')
        .replace(/[^ -~]+/g, ' ')
        .trim();
      heard.push(text);
      if (/begin|start transaction/i.test(text)) open = true;
      if (/commit|rollback/i.test(text)) open = false;
      return Promise.resolve(open ? IN_TRANSACTION : IDLE);
    },
  } as unknown as EmbeddedEngine;
  return {
    gate: new TransactionGate(engine),
    said: () => heard.map((text) => /[a-zA-Z]{4,}.*/.exec(text.replace('name', ''))?.[0]),
  };
}

describe('connections that share the session of an embedded database', () => {
  it('hand on single statements at once, in their order', async () => {
    const { gate, said } = session();
    await Promise.all([gate.execute({}, query('select a')), gate.execute({}, query('select b'))]);
    expect(said()).toEqual(['select a', 'select b']);
  });

  it.each([
    ['a query', query('BEGIN')],
    ['a query in other words', query('  start transaction read only')],
    ['a prepared statement', prepared('begin')],
  ])('wait while another one has a transaction open that began as %s', async (_, begin) => {
    const { gate, said } = session();
    const [one, other] = [{}, {}];
    const begun = gate.execute(one, begin);
    const waiting = gate.execute(other, query('select outside'));
    await begun;
    await gate.execute(one, query('select inside'));
    expect(said()).not.toContain('select outside');
    await gate.execute(one, query('COMMIT'));
    await waiting;
    expect(said().slice(1)).toEqual(['select inside', 'COMMIT', 'select outside']);
  });

  it('do not take a column named begin for a transaction', async () => {
    const { gate, said } = session();
    const one = {};
    await gate.execute(one, query('select begin from periods'));
    await gate.execute({}, query('select after'));
    expect(said()).toEqual(['select begin from periods', 'select after']);
  });

  it('undo what a connection that went away has left open', async () => {
    const { gate, said } = session();
    const gone = {};
    await gate.execute(gone, query('BEGIN'));
    const waiting = gate.execute({}, query('select after'));
    await gate.abandon(gone);
    await waiting;
    expect(said()).toEqual(['BEGIN', 'ROLLBACK', 'select after']);
  });
});
