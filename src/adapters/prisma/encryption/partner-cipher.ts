import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Text that was erased: its partner's key is gone. */
export const ERASED_TEXT = '[erased]';

/** AES-256-GCM; layout: format byte, nonce, tag, ciphertext. `bound` is authenticated: a value moved to another row does not open. */
export function seal(key: Buffer, plain: Buffer, bound: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.from([FORMAT]), nonce, cipher.getAuthTag(), body]));
}

/** @throws where the key, the binding or a bit is wrong. */
export function open(key: Buffer, sealed: Uint8Array, bound: string): Buffer {
  const data = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (data[0] !== FORMAT) throw new Error(`Unknown format ${data[0]} of encrypted data`);
  const nonce = data.subarray(1, 1 + NONCE_BYTES);
  const tag = data.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound)).setAuthTag(tag);
  return Buffer.concat([decipher.update(data.subarray(1 + NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

/** Everything written with or by one partner is sealed with their own key; destroying the key erases it. */
export class PartnerCipher {
  private constructor(private readonly key: Buffer | null) {}

  /** A fresh key, wrapped with the master key for storage. */
  static create(master: Buffer, partnerId: string): { cipher: PartnerCipher; wrapped: Uint8Array<ArrayBuffer> } {
    const key = randomBytes(KEY_BYTES);
    return { cipher: new PartnerCipher(key), wrapped: seal(master, key, partnerId) };
  }

  /** A null key stands for an erased partner. */
  static unwrap(master: Buffer, partnerId: string, wrapped: Uint8Array | null): PartnerCipher {
    return new PartnerCipher(wrapped ? open(master, wrapped, partnerId) : null);
  }

  get erased(): boolean {
    return this.key === null;
  }

  sealText(text: string, bound: string): Uint8Array<ArrayBuffer> {
    if (!this.key) throw new Error('The partner was erased; nothing more can be written for them');
    return seal(this.key, Buffer.from(text, 'utf8'), bound);
  }

  openText(sealed: Uint8Array, bound: string): string {
    return this.key ? open(this.key, sealed, bound).toString('utf8') : ERASED_TEXT;
  }

  sealJson(value: unknown, bound: string): Uint8Array<ArrayBuffer> {
    return this.sealText(JSON.stringify(value), bound);
  }

  /** Null where the partner was erased. */
  openJson<T>(sealed: Uint8Array, bound: string): T | null {
    return this.key ? (JSON.parse(open(this.key, sealed, bound).toString('utf8')) as T) : null;
  }
}
