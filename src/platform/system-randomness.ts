import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Randomness } from '../turn/ports/randomness.js';

const ID_BYTES = 16;
/** Random bytes for so many identifiers are fetched at once: asking for few costs as much as asking for many. */
const IDS_AT_ONCE = 256;

@Injectable()
export class SystemRandomness extends Randomness {
  private pool = Buffer.alloc(0);

  /** UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits. */
  id(): string {
    if (this.pool.length === 0) this.pool = randomBytes(IDS_AT_ONCE * ID_BYTES);
    // Never handed out twice: what was taken is cut off.
    const bytes = this.pool.subarray(0, ID_BYTES);
    this.pool = this.pool.subarray(ID_BYTES);
    bytes.writeUIntBE(Date.now(), 0, 6);
    bytes[6] = (bytes[6]! & 0x0f) | 0x70;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  uniform(): number {
    return randomBytes(6).readUIntBE(0, 6) / 2 ** 48;
  }

  bytes(length: number): Buffer {
    return randomBytes(length);
  }
}
