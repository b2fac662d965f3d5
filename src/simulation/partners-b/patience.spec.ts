import { describe, expect, it } from 'vitest';
import { type Pressed, strainAfter } from './patience.js';

const held: Pressed = { moves: false, serious: 1, supported: false, affronts: false, reminds: false };

describe('patience', () => {
  it('is spent by asks that stay put, less where they could be met, least where something comes with them', () => {
    const impossible = strainAfter(0, { ...held, serious: 0 });
    const possible = strainAfter(0, held);
    const supported = strainAfter(0, { ...held, supported: true });
    expect(impossible).toBeGreaterThan(possible);
    expect(possible).toBeGreaterThan(supported);
    expect(supported).toBeGreaterThan(0);
  });

  it('comes back with a move, as far as the ask is taken seriously', () => {
    expect(strainAfter(2, { ...held, moves: true })).toBe(0);
    expect(strainAfter(2, { ...held, moves: true, serious: 0.25 })).toBe(1.5);
  });

  it('is spent by an affront however much it moved', () =>
    expect(strainAfter(0, { ...held, moves: true, serious: 0.1, affronts: true })).toBeGreaterThan(0));

  it('is not spent by a reminder of what they have not answered', () =>
    expect(strainAfter(1, { ...held, serious: 0, affronts: true, reminds: true })).toBe(1));
});
