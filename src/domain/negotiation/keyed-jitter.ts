/**
 * A number in [0, 1) that depends on nothing but key and label: FNV-1a over both, then the finaliser of MurmurHash3 so
 * that neighbouring labels land far apart. The key is a keyed hash already, so outsiders cannot predict it.
 */
export function keyedJitter(key: string, label: string): number {
  let hash = 0x811c9dc5;
  const text = `${key}\u0000${label}`;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** A jittered number between two bounds. */
export function jitterBetween(key: string, label: string, low: number, high: number): number {
  return low + (high - low) * keyedJitter(key, label);
}
