import { randomBytes } from 'node:crypto';
import { open, seal } from '../../../platform/sealed.js';

const KEY_BYTES = 32;

/** Text that was erased: its partner's key is gone. */
export const ERASED_TEXT = '[erased]';

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
