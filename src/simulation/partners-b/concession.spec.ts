import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openingAspiration, scheduledAspiration } from './aspiration.js';
import { concede, isAffront, newsOf, restraint, seriousness, shareConceded, timePressure } from './concession.js';
import { PERSONA_RANGES } from './persona.js';
import { sampleRoom } from './sample-scenarios.js';

const room = sampleRoom();
const persona = { adaptation: 0, tolerance: 0.02, ratio: 1, usualStep: 0.02, goodwillPull: 1, largestStep: 0.06, drift: 0 };
const persuadable = { ...persona, adaptation: 0.5 };
const move = { aspiration: 500, lastAsk: 450, ask: 460, leverWorth: 0, news: 1 };
const between = ([low, high]: readonly [number, number]) => fc.double({ min: low, max: high, noNaN: true });

describe('what we conceded', () => {
  it('is a share of the gap that our last ask left', () => expect(shareConceded(move, 520)).toBeCloseTo(0.2));
  it('is nothing for a first ask, a repeated or a lower one', () => {
    expect(shareConceded({ aspiration: 500, ask: 460, leverWorth: 0, news: 1 }, 520)).toBe(0);
    expect(shareConceded({ ...move, ask: 450 }, 520)).toBe(0);
    expect(shareConceded({ ...move, ask: 440 }, 520)).toBe(0);
  });
  it('counts a lever as what it is worth to them', () =>
    expect(shareConceded({ ...move, ask: 450, leverWorth: 0.02 }, 520)).toBeCloseTo(10.4 / 50));
  it('is all of it where we reach their aspiration', () => expect(shareConceded({ ...move, ask: 505 }, 520)).toBe(1));
});

describe('what a partner concedes', () => {
  it('is its ratio times our share of what is left above the floor', () =>
    expect(concede(move, room, 'high', persona, 0)).toBeCloseTo(500 - 0.2 * 60));
  it('is nothing where we do not move and nothing presses', () =>
    expect(concede({ ...move, ask: 450 }, room, 'low', persona, 0.5)).toBe(500));
  it('is a little by itself where the hotel is empty in a quiet season', () => {
    const empty = sampleRoom({}, { occupancy: 0 });
    expect(concede({ ...move, ask: 450 }, empty, 'low', { ...persona, drift: 0.1 }, 0)).toBeCloseTo(494);
    expect(timePressure(empty, 'event')).toBe(0);
  });
  it('is more with goodwill and less with ill will', () => {
    const at = (goodwill: number): number => concede(move, room, 'high', persona, goodwill);
    expect(at(0.5)).toBeLessThan(at(0));
    expect(at(-0.5)).toBeGreaterThan(at(0));
  });
  it('is at most its largest step', () =>
    expect(
      concede({ ...move, ask: 495 }, room, 'low', { ...persona, ratio: 4, usualStep: 0.1, largestStep: 0.02 }, 1),
    ).toBeCloseTo(500 - 10.4));

  it('never goes below the floor nor up', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 440, max: 520, noNaN: true }),
        fc.integer({ min: 300, max: 519 }),
        fc.integer({ min: 300, max: 519 }),
        between(PERSONA_RANGES.ratio),
        between(PERSONA_RANGES.largestStep),
        between(PERSONA_RANGES.drift),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (aspiration, lastAsk, ask, ratio, largestStep, drift, goodwill) => {
          const next = concede(
            { aspiration, lastAsk, ask, leverWorth: 0.03, news: 1 },
            room,
            'low',
            { ...persuadable, ratio, largestStep, drift, goodwillPull: 2 },
            goodwill,
          );
          expect(next).toBeGreaterThanOrEqual(room.reservationRate);
          expect(next).toBeLessThanOrEqual(aspiration);
        },
      ),
      { numRuns: 200 },
    ));
});

describe('how seriously an ask is taken', () => {
  it('is wholly where they could do it, and less the further below their floor it lies', () => {
    expect(seriousness(440, room, persona)).toBe(1);
    expect(seriousness(500, room, persona)).toBe(1);
    expect(seriousness(440 - 10.4, room, persona)).toBeCloseTo(Math.exp(-1));
    expect(seriousness(400, room, persona)).toBeLessThan(seriousness(430, room, persona));
  });
  it('makes an affront of what is beyond anything they could do', () => {
    expect(isAffront(435, room, persona)).toBe(false);
    expect(isAffront(380, room, persona)).toBe(true);
  });
});

describe('an ask that they could do', () => {
  const first = { aspiration: 500, ask: 460, leverWorth: 0, news: 1 };
  it('draws the aspiration towards it, also where it is the first', () =>
    expect(concede(first, room, 'high', persuadable, 0)).toBeCloseTo(480));
  it('draws hardly at all where it is far below the floor', () =>
    expect(concede({ ...first, ask: 380 }, room, 'high', persuadable, 0)).toBeGreaterThan(499));
  it('draws less when it is said again, least of all bare, and not at all as a reminder', () => {
    const news = [
      { moves: true, supported: false, reminds: false },
      { moves: false, supported: true, reminds: false },
      { moves: false, supported: false, reminds: false },
      { moves: false, supported: false, reminds: true },
    ].map(newsOf);
    expect(news).toEqual([...news].sort((one, other) => other - one));
    expect(new Set(news).size).toBe(4);
    expect(news.at(-1)).toBe(0);
  });
});

describe('a step of ours', () => {
  it('is a concession up to the usual step, and counts less where it is larger', () => {
    expect(restraint({ ...move, ask: 460 }, 520, persona)).toBe(1);
    expect(restraint({ ...move, ask: 470.8 }, 520, persona)).toBeCloseTo(0.25);
  });
  it('gets less in all where it is twice the usual one', () =>
    expect(concede({ ...move, ask: 470.8 }, room, 'high', persona, 0)).toBeGreaterThan(
      concede({ ...move, ask: 460.4 }, room, 'high', persona, 0),
    ));
});

describe('the schedule of a placebo partner', () => {
  const slow = { openingDiscount: 0.02, scheduleRounds: 8, scheduleDepth: 0.5, scheduleShape: 1 };
  it('goes from the first aspiration as deep as it goes, and stays there', () => {
    const opening = openingAspiration(slow, room);
    expect(scheduledAspiration(slow, room, 0)).toBe(opening);
    expect(scheduledAspiration(slow, room, 4)).toBeCloseTo(opening - 0.25 * (opening - 440));
    expect(scheduledAspiration(slow, room, 80)).toBeCloseTo(opening - 0.5 * (opening - 440));
  });
});
