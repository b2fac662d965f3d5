import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OWN_PATTERNS } from '../language/own-patterns.js';
import { UtteranceBank } from '../language/utterance-bank.js';
import { Chance } from '../world/chance.js';
import { drawScenario } from '../world/draw-scenario.js';
import { Goodwill } from './goodwill.js';
import { negotiate, type Tone } from './negotiators.fixtures.js';
import { PartnerA, partnerSeed } from './partner-a.js';
import { drawPersona, HABIT_SHARES } from './persona.js';
import { Reader } from './reader.js';
import { MOST_SHIFT } from './rooms.js';

const bank = UtteranceBank.of([]);
const partnerOf = (index: number, responsive = true) => new PartnerA(drawScenario(5, index), index, { bank, responsive });
const READING = {
  currency: 'EUR',
  today: '2026-05-01',
  rooms: [{ name: 'Double', currentRate: 100, figures: [], seen: [] }],
  levers: [],
  focus: 0,
  said: '',
};
const YES = new Set(
  OWN_PATTERNS.filter(({ saying }) => ['accept', 'confirm', 'approval_given'].includes(saying)).map(({ text }) =>
    text.toLowerCase().replace(/\.$/, ''),
  ),
);
const isYes = (text: string): boolean =>
  YES.has(
    text
      .toLowerCase()
      .replace(/\.$/, '')
      .replace(/^(?:for the )?[^:]+: /, ''),
  );

/** Scenarios in which a deal is possible, with partners who answer: elsewhere no tone makes a difference. */
const POSSIBLE = Array.from({ length: 90 }, (_, index) => index).filter((index) => {
  const { mandate, reservationRate } = drawScenario(5, index).tickets[0]!;
  const { habit } = drawPersona(drawScenario(5, index), Chance.of(partnerSeed(drawScenario(5, index), index), 'persona'));
  return reservationRate <= Number(mandate.limitRate) && habit !== 'never';
});
const rates = new Map<Tone, number>();

/** Share of agreements in them. */
function agreements(tone: Tone): number {
  const known = rates.get(tone);
  if (known !== undefined) return known;
  const agreed = POSSIBLE.filter((index) => negotiate(partnerOf(index), drawScenario(5, index), tone).agreed).length;
  rates.set(tone, agreed / POSSIBLE.length);
  return agreed / POSSIBLE.length;
}

describe('PartnerA', () => {
  it('gives the same conversation for the same scenario and seed, also after a reset', () => {
    for (let index = 0; index < 12; index++) {
      const scenario = drawScenario(5, index);
      const partner = partnerOf(index);
      const first = negotiate(partner, scenario, 'good');
      expect(negotiate(partner, scenario, 'good')).toEqual(first);
      expect(negotiate(partnerOf(index), scenario, 'good')).toEqual(first);
    }
  });

  it('never says yes to a rate more than two percent of the current rate below its reservation rate', () => {
    fc.assert(
      fc.property(
        fc.nat(3000),
        fc.boolean(),
        fc.array(fc.tuple(fc.double({ min: 0.55, max: 1, noNaN: true }), fc.boolean()), { minLength: 3, maxLength: 10 }),
        (index, responsive, asks) => {
          const scenario = drawScenario(5, index);
          const { ticket, reservationRate } = scenario.tickets[0]!;
          const partner = partnerOf(index, responsive);
          const levers = scenario.levers.map(({ lever }) => lever.title).join(' and ');
          const current = Number(ticket.currentRate);
          let highest = 0;
          for (const [share, terms] of asks) {
            const rate = Math.floor(current * share);
            highest = Math.max(highest, rate);
            const text = `I understand you, and in return you would get ${levers}. Would ${ticket.currency} ${rate} be possible for the ${ticket.roomType}?`;
            const move = partner.step({ text, ...(terms ? { terms: [{ ticketId: ticket.id, rate: String(rate) }] } : {}) });
            const floor = reservationRate - MOST_SHIFT * current - 0.51;
            if (rate < floor && (terms || highest < floor))
              expect(move.messages.filter((message) => isYes(message.text))).toEqual([]);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it('agrees more often the better it is talked to, with the same asks', () => {
    expect(agreements('good')).toBeGreaterThan(agreements('neutral') + 0.15);
    expect(agreements('neutral')).toBeGreaterThan(agreements('rude') + 0.08);
  });

  it.each(['stuffing', 'flattering', 'all concerns', 'hollow empathy', 'pushy'] as const)('does not pay for %s', (tone) => {
    expect(agreements(tone)).toBeLessThan(agreements('neutral'));
  });

  it('answers no offer of a colleague with a yes to the rate', () => {
    for (let index = 0; index < 80; index++) {
      const partner = partnerOf(index);
      // An owner who was asked may say yes at any time, and who has said yes may say it again.
      if (partner.description.includes('asks the owner')) continue;
      const { ticket } = drawScenario(5, index).tickets[0]!;
      const text = `Would ${ticket.currency} ${Math.floor(Number(ticket.currentRate) * 0.99)} be possible?`;
      if (partner.step({ text }).messages.some((message) => isYes(message.text))) continue;
      for (const offer of ['I do not know that. Shall I ask a colleague?', 'Would you like a person to take over?'])
        expect(partner.step({ text: offer }).messages.filter((message) => isYes(message.text))).toEqual([]);
    }
  });

  it('takes it amiss to be asked for a reason that it has given', () => {
    const goodwill = new Goodwill(drawPersona(drawScenario(5, 1), Chance.of(1, 'persona')), true);
    const ask = { asks: false, same: false, lower: false, raised: 0, gave: 0, short: 0, newLever: false };
    const why = (): number => {
      const { trust } = goodwill;
      goodwill.take(new Reader().read({ text: 'What makes a lower rate difficult for those nights?' }, READING, ['one']), ask);
      return goodwill.trust - trust;
    };
    expect(Math.abs(why())).toBeLessThan(0.02);
    goodwill.concernTold = true;
    expect(why()).toBeLessThan(-0.08);
    expect(goodwill.pointless).toBe(true);
  });

  it('ends a conversation in which nothing is ever asked for', () => {
    for (let index = 0; index < 20; index++) {
      const partner = partnerOf(index);
      const said = Array.from({ length: 40 }, () => partner.step({ text: 'How are you today?' }).messages.length);
      expect(said.slice(-6)).toEqual([0, 0, 0, 0, 0, 0]);
    }
  });

  it('leaves the placebo indifferent to wording', () => {
    const tones: Tone[] = ['good', 'neutral', 'rude', 'stuffing'];
    for (let index = 0; index < 25; index++) {
      const scenario = drawScenario(5, index);
      const [first, ...others] = tones.map((tone) =>
        negotiate(partnerOf(index, false), scenario, tone).transcript.filter((line) => line.startsWith('P: ')),
      );
      for (const other of others) expect(other).toEqual(first);
    }
  });

  it('has partners who never answer, in the stated share', () => {
    const scenario = drawScenario(5, 1);
    const habits = Array.from(
      { length: 3000 },
      (_, index) => drawPersona(scenario, Chance.of(partnerSeed(scenario, index), 'persona')).habit,
    );
    const share = habits.filter((habit) => habit === 'never').length / habits.length;
    expect(Math.abs(share - HABIT_SHARES.never)).toBeLessThan(0.015);
    const never = habits.indexOf('never');
    expect(new PartnerA(scenario, never, { bank }).step({ text: 'Hello?' }).messages).toEqual([]);
  });

  it('corrects terms that are not what it named, and confirms those that are', () => {
    let corrected = 0;
    let confirmed = 0;
    for (let index = 0; index < 150; index++) {
      const scenario = drawScenario(5, index);
      const { ticket } = scenario.tickets[0]!;
      const partner = partnerOf(index);
      const ask = Math.floor(Number(ticket.currentRate) * 0.98);
      const amount = `${ticket.currency} ${ask}`;
      const asks = [
        `Would ${amount} be possible for the ${ticket.roomType}?`,
        `I ask because guests compare. Could you offer ${amount}?`,
        `It would be easier to choose for guests. Is ${amount} something you could do?`,
        `Fair enough, it is your decision. Can we say ${amount}?`,
      ];
      let said: string[] = [];
      for (const text of asks) if (!said.some(isYes)) said = partner.step({ text }).messages.map((message) => message.text);
      if (said.length !== 1 || !isYes(said[0]!)) continue;
      const restate = (rate: number) =>
        partner
          .step({ text: 'Do you agree to these terms?', terms: [{ ticketId: ticket.id, rate: String(rate) }] })
          .messages.map((message) => message.text);
      if (index % 2 === 0) {
        expect(restate(Math.floor(ask * 0.9)).filter(isYes)).toEqual([]);
        corrected += 1;
      } else if (restate(ask).some(isYes)) confirmed += 1;
    }
    expect(corrected).toBeGreaterThan(3);
    expect(confirmed).toBeGreaterThan(3);
  });

  it('talks of two rooms together or one after the other, by name', () => {
    let together = 0;
    let single = 0;
    for (let index = 0; index < 250; index++) {
      const scenario = drawScenario(5, index);
      if (scenario.tickets.length !== 2) continue;
      const partner = partnerOf(index);
      const asks = scenario.tickets.map(
        ({ ticket, mandate }) => `the ${ticket.roomType} to ${ticket.currency} ${mandate.limitRate}`,
      );
      const text = partner
        .step({ text: `Could you lower ${asks.join(' and ')}?` })
        .messages.map((message) => message.text.toLowerCase())
        .join('\n');
      const named = scenario.tickets.filter(({ ticket }) => text.includes(ticket.roomType.toLowerCase())).length;
      if (named === 2) together += 1;
      if (named === 1) single += 1;
    }
    expect(together).toBeGreaterThan(2);
    expect(single).toBeGreaterThan(5);
  });

  it('takes as long as its habit to answer', () => {
    for (let index = 0; index < 100; index++) {
      const [first] = partnerOf(index).step({ text: 'Hello, is now a good moment?' }).messages;
      if (!first) continue;
      expect(first.delayMs).toBeGreaterThanOrEqual(5000);
      expect(first.delayMs).toBeLessThanOrEqual(28 * 3_600_000);
      const { habit } = drawPersona(drawScenario(5, index), Chance.of(partnerSeed(drawScenario(5, index), index), 'persona'));
      if (habit === 'prompt') expect(first.delayMs).toBeLessThanOrEqual(15 * 60_000);
    }
  });

  it('are different people in the scenarios of one run', () => {
    const SAME_SEED = 31;
    const descriptions = Array.from(
      { length: 60 },
      (_, index) => new PartnerA(drawScenario(5, index), SAME_SEED, { bank }).description,
    );
    const habits = new Set(descriptions.map((description) => /answers ([^,]+)/.exec(description)?.[1]));
    expect(habits.size).toBeGreaterThan(3);
    const silent = descriptions.filter((description) => description.includes('answers never'));
    expect(silent.length).toBeLessThan(15);
  });
});
