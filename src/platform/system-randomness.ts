import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Randomness } from '../turn/ports/randomness.js';

@Injectable()
export class SystemRandomness extends Randomness {
  /** UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits. */
  id(): string {
    const bytes = randomBytes(16);
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
