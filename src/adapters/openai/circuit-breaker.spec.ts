import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from './circuit-breaker.js';

describe('A circuit breaker', () => {
  const sut = () => new CircuitBreaker({ failures: 2, coolDownMs: 100 });

  it('counts only failures in a row', () => {
    const breaker = sut();
    breaker.failed(0);
    breaker.answered();
    breaker.failed(1);
    expect(breaker.permits(2)).toBe(true);
    breaker.failed(2);
    expect(breaker.permits(3)).toBe(false);
  });

  it('lets a single probe through after the cool-down', () => {
    const breaker = sut();
    breaker.failed(0);
    breaker.failed(0);
    expect([breaker.permits(99), breaker.permits(100), breaker.permits(100)]).toEqual([false, true, false]);
  });

  it('starts the cool-down anew where the probe fails', () => {
    const breaker = sut();
    breaker.failed(0);
    breaker.failed(0);
    breaker.permits(100);
    breaker.failed(150);
    expect([breaker.permits(249), breaker.permits(250)]).toEqual([false, true]);
  });

  it('does not hold a cool-down against calls that went out before it opened', () => {
    const breaker = sut();
    breaker.failed(0);
    breaker.failed(0);
    breaker.failed(90);
    expect(breaker.permits(100)).toBe(true);
  });

  it('gives the place of a probe that was given up to the next call', () => {
    const breaker = sut();
    breaker.failed(0);
    breaker.failed(0);
    breaker.permits(100);
    breaker.abandoned();
    expect([breaker.permits(101), breaker.permits(101)]).toEqual([true, false]);
  });
});
