import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Nonces that are fetched at once: asking for few bytes costs as much as asking for many. */
const NONCES_AT_ONCE = 256;

let nonces = Buffer.alloc(0);

/** Never the same twice: what was handed out is cut off. */
function freshNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(NONCES_AT_ONCE * NONCE_BYTES);
  const nonce = nonces.subarray(0, NONCE_BYTES);
  nonces = nonces.subarray(NONCE_BYTES);
  return nonce;
}

/** AES-256-GCM; layout: format byte, nonce, tag, ciphertext. `bound` is authenticated: a value moved to another row does not open. */
export function seal(key: Buffer, plain: Buffer, bound: string): Uint8Array<ArrayBuffer> {
  const nonce = freshNonce();
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
