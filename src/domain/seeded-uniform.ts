/**
 * Numbers in [0, 1) that are the same for the same key: sfc32 after a string hash, both in the public domain. Streams of
 * different keys are independent of each other. Not for secrets.
 */
export function seededUniform(key: string): () => number {
  let [a, b, c] = wordsOf(key);
  let counter = 1;
  const uniform = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let warm = 0; warm < 12; warm++) uniform();
  return uniform;
}

function wordsOf(key: string): [number, number, number] {
  let hash = 0x811c9dc5;
  const word = (round: number): number => {
    for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 16) ^ round, 0x85ebca6b) >>> 0;
    return hash;
  };
  return [word(0), word(1), word(2)];
}
