import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;
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
  const body = cipher.update(plain);
  // A counter mode leaves nothing over for the end; that only computes the tag.
  cipher.final();
  const sealed = new Uint8Array(HEAD_BYTES + body.length);
  sealed[0] = FORMAT;
  sealed.set(nonce, 1);
  sealed.set(cipher.getAuthTag(), 1 + NONCE_BYTES);
  sealed.set(body, HEAD_BYTES);
  return sealed;
}

/** @throws where the key, the binding or a bit is wrong. */
export function open(key: Buffer, sealed: Uint8Array, bound: string): Buffer {
  const data = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (data[0] !== FORMAT) throw new Error(`Unknown format ${data[0]} of encrypted data`);
  const nonce = data.subarray(1, 1 + NONCE_BYTES);
  const tag = data.subarray(1 + NONCE_BYTES, HEAD_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound)).setAuthTag(tag);
  const plain = decipher.update(data.subarray(HEAD_BYTES));
  decipher.final();
  return plain;
}
