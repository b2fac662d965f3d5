/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, §4.2.2). */
const ROUND_CONSTANTS = primes(64).map((prime) => fractionBits(Math.cbrt(prime)));
/** The same of the square roots of the first 8 primes (§5.3.3). */
const INITIAL = primes(8).map((prime) => fractionBits(Math.sqrt(prime)));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

/** Doubles hold 53 bits; the whole part takes at most 5 of them. */
function fractionBits(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** SHA-256 of the text's UTF-8 bytes, 64 hexadecimal digits (FIPS 180-4). For content hashes; keeps no secret. */
export function sha256(text: string): string {
  const state = [...INITIAL];
  const words = padded(utf8(text));
  const schedule = new Array<number>(64).fill(0);
  for (let block = 0; block < words.length; block += 16) {
    for (let step = 0; step < 64; step++) schedule[step] = step < 16 ? words[block + step]! : nextWord(schedule, step);
    compress(state, schedule);
  }
  return state.map((word) => word.toString(16).padStart(8, '0')).join('');
}

function nextWord(schedule: readonly number[], step: number): number {
  const far = schedule[step - 15]!;
  const near = schedule[step - 2]!;
  const sigma0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3);
  const sigma1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10);
  return (schedule[step - 16]! + sigma0 + schedule[step - 7]! + sigma1) >>> 0;
}

function compress(state: number[], schedule: readonly number[]): void {
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
  for (let step = 0; step < 64; step++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + ROUND_CONSTANTS[step]! + schedule[step]!) >>> 0;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = (sum0 + majority) >>> 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) >>> 0, c, b, a, (first + second) >>> 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = (state[index]! + word) >>> 0));
}

/** Message words: the bytes, a one bit, zeros, and the length in bits. */
function padded(bytes: readonly number[]): Uint32Array {
  const words = new Uint32Array((((bytes.length + 8) >> 6) + 1) * 16);
  bytes.forEach((byte, index) => (words[index >> 2]! |= byte << (24 - (index % 4) * 8)));
  words[bytes.length >> 2]! |= 0x80 << (24 - (bytes.length % 4) * 8);
  words[words.length - 2] = Math.floor((bytes.length * 8) / 2 ** 32);
  words[words.length - 1] = (bytes.length * 8) >>> 0;
  return words;
}

/** A lone surrogate becomes U+FFFD, as TextEncoder does. */
function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
  }
  return bytes;
}

const tail = (code: number): number => 0x80 | (code & 0x3f);
