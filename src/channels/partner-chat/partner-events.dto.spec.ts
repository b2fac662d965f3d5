import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadHistory, SendMessage } from './partner-events.dto.js';
import { readNoPayload, readPayload } from '../common/read-payload.js';

const errorsOf = (payload: unknown) => {
  const read = readPayload(SendMessage, payload);
  return read.ok ? [] : read.failure.errors;
};

describe('reading the payload of a partner event', () => {
  it('takes what the contract names', () => {
    expect(readPayload(SendMessage, { clientMessageId: 'c-1', text: 'hello' })).toEqual({
      ok: true,
      value: { clientMessageId: 'c-1', text: 'hello' },
    });
  });

  it('lets optional fields be absent', () => {
    expect(readPayload(ReadHistory, { afterSeq: 0 }).ok).toBe(true);
  });

  it('names unknown fields', () => {
    expect(errorsOf({ clientMessageId: 'c-1', text: 'hello', admin: true })).toEqual([
      { path: 'admin', message: 'is not a known field' },
    ]);
  });

  it('names fields of the wrong type, without their value', () => {
    const errors = errorsOf({ clientMessageId: 'c-1', text: { toString: 'secret' } });
    expect(errors).toEqual([{ path: 'text', message: 'must be a string' }]);
  });

  it.each(['\u0000', 'a\nb', 'a\ud800', '', 'x'.repeat(129)])('refuses the client message id %j', (clientMessageId) => {
    expect(errorsOf({ clientMessageId, text: 'hello' })?.[0]?.path).toBe('clientMessageId');
  });

  it.each([
    { afterSeq: -1 },
    { afterSeq: 1.5 },
    { afterSeq: '0' },
    { afterSeq: 2 ** 40 },
    { afterSeq: 0, limit: 0 },
    { afterSeq: 0, limit: 201 },
    { afterSeq: 0, limit: {} },
  ])('refuses the history request %j', (payload) => {
    expect(readPayload(ReadHistory, payload).ok).toBe(false);
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
    'refuses the inherited name %s and pollutes nothing',
    (name) => {
      const payload: unknown = JSON.parse(`{"clientMessageId":"c-1","text":"x","${name}":{"polluted":true}}`);
      expect(errorsOf(payload)).toEqual([{ path: name, message: 'is not a known field' }]);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );

  it.each([undefined, null, 1, 'text', true, [], [{}], Buffer.from('x'), new Uint8Array(2)])(
    'refuses %j for an object',
    (payload) => {
      expect(errorsOf(payload)).toEqual([{ path: '', message: 'must be an object' }]);
    },
  );

  it('answers a thousand unknown fields with ten', () => {
    const payload = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`f${index}`, index]));
    expect(errorsOf(payload)).toHaveLength(10);
    const none = readNoPayload(payload);
    expect(none.ok ? [] : none.failure.errors).toHaveLength(10);
  });

  it('takes nothing, null and {} for an event without payload', () => {
    expect([undefined, null, {}].map((payload) => readNoPayload(payload).ok)).toEqual([true, true, true]);
    expect([1, 'x', [], { a: 1 }].map((payload) => readNoPayload(payload).ok)).toEqual([false, false, false, false]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (payload) => {
        readPayload(SendMessage, payload);
        readPayload(ReadHistory, payload);
        readNoPayload(payload);
      }),
    );
  });
});
