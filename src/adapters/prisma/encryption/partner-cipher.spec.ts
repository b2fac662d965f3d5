import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ERASED_TEXT, PartnerCipher } from './partner-cipher.js';

const MASTER = randomBytes(32);
const PARTNER = 'partner-1';

describe('the cipher of a partner', () => {
  const create = () => PartnerCipher.create(MASTER, PARTNER);

  it('opens what it has sealed, in any script and of any length', () => {
    const { cipher } = create();
    for (const text of ['', 'hello', '¥ 460/晚 🙂', 'x'.repeat(100_000), '\u0000']) {
      expect(cipher.openText(cipher.sealText(text, 'row'), 'row')).toBe(text);
    }
    expect(cipher.openJson(cipher.sealJson({ a: [1, null] }, 'row'), 'row')).toEqual({ a: [1, null] });
  });

  it('shows nothing of the text, and never seals to the same bytes twice', () => {
    const { cipher } = create();
    const [one, two] = [cipher.sealText('zanzibar', 'row'), cipher.sealText('zanzibar', 'row')];
    expect(Buffer.from(one).toString('latin1')).not.toContain('zanzibar');
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
  });

  it('opens with the key that was wrapped, and with no other', () => {
    const { cipher, wrapped } = create();
    const sealed = cipher.sealText('hello', 'row');
    expect(PartnerCipher.unwrap(MASTER, PARTNER, wrapped).openText(sealed, 'row')).toBe('hello');
    expect(() => create().cipher.openText(sealed, 'row')).toThrow();
    expect(() => PartnerCipher.unwrap(randomBytes(32), PARTNER, wrapped)).toThrow();
    expect(() => PartnerCipher.unwrap(MASTER, 'partner-2', wrapped)).toThrow();
  });

  it('does not open a value that was moved to another row', () => {
    const { cipher } = create();
    expect(() => cipher.openText(cipher.sealText('hello', 'message:1'), 'message:2')).toThrow();
  });

  it('does not open a value with a single bit changed, anywhere in it', () => {
    const { cipher } = create();
    const sealed = cipher.sealText('hello', 'row');
    for (let index = 0; index < sealed.length; index++) {
      const changed = new Uint8Array(sealed);
      changed[index]! ^= 1;
      expect(() => cipher.openText(changed, 'row'), `byte ${index}`).toThrow();
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => cipher.openText(sealed.slice(0, length), 'row')).toThrow();
  });

  it('opens a part of a larger buffer, as drivers return rows', () => {
    const { cipher } = create();
    const sealed = cipher.sealText('hello', 'row');
    const larger = new Uint8Array(sealed.length + 20);
    larger.set(sealed, 10);
    expect(cipher.openText(larger.subarray(10, 10 + sealed.length), 'row')).toBe('hello');
  });

  it('reads nothing and writes nothing once the key is destroyed', () => {
    const { cipher } = create();
    const sealed = cipher.sealText('hello', 'row');
    const erased = PartnerCipher.unwrap(MASTER, PARTNER, null);
    expect(erased.openText(sealed, 'row')).toBe(ERASED_TEXT);
    expect(erased.openJson(cipher.sealJson({}, 'row'), 'row')).toBeNull();
    expect(() => erased.sealText('hello', 'row')).toThrow('erased');
  });
});
