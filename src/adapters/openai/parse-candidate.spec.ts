import { describe, expect, it } from 'vitest';
import { bargainingContext, twoTicketContext } from '../../../test/support/negotiation-contexts.js';
import { type AskStep } from '../../domain/taxonomy.js';
import { parseCandidate } from './parse-candidate.js';
import { namedAsks } from './policy-menu.js';

const context = bargainingContext();
/** The boldest step of the menu, and another. */
const [another, move] = context.menu.asks.slice(-2).map(({ step }) => step) as [AskStep, AskStep];
const sound = {
  act: 'counter',
  tactic: 'reciprocity',
  asks: [move],
  levers: [],
  text: 'Thank you for coming down to {quote}. Could you do {ask_rate} for the {room}?',
};
const reasonFor = (change: Record<string, unknown>, within = context) => {
  const parsed = parseCandidate({ ...sound, ...change }, within);
  return parsed.ok ? 'taken' : parsed.reason;
};

describe('A proposal of the model', () => {
  it('becomes a candidate whose slots the server fills', () => {
    const rate = context.menu.asks.find(({ step }) => step === move)!.rate;
    const parsed = parseCandidate(sound, context);
    expect(parsed).toEqual({
      ok: true,
      candidate: {
        plan: { act: 'counter', tactic: 'reciprocity', asks: [{ ticketId: 'deluxe', step: move }], leverIds: [] },
        template: sound.text,
        text: `Thank you for coming down to EUR 500. Could you do EUR ${rate} for the Deluxe Double?`,
      },
    });
  });

  it('may name asks and levers by a word, or leave them out', () => {
    expect(reasonFor({ asks: undefined, ask: move, levers: 'none' })).toBe('taken');
    expect(reasonFor({ act: 'ask_reason', asks: 'none', levers: null, tactic: undefined, text: 'What stands in the way?' })).toBe(
      'taken',
    );
  });

  it('carries the interruption that the procedure wants answered, not one of its own', () => {
    const within = bargainingContext({ directive: { ...context.directive, prelude: 'identify' } });
    const parsed = parseCandidate({ ...sound, prelude: 'apologise' }, within);
    expect(parsed).toMatchObject({ ok: true, candidate: { plan: { prelude: 'identify' } } });
  });

  it.each([
    ['an act that this turn does not permit', { act: 'close_agreed' }, 'act_not_permitted'],
    ['an act that does not exist', { act: 'haggle' }, 'act_not_permitted'],
    ['an act that is no word', { act: ['counter'] }, 'act_not_permitted'],
    ['an unknown tactic', { tactic: 'flattery' }, 'unknown_tactic'],
    ['an ask off the menu', { asks: ['first'] }, 'ask_not_permitted'],
    ['an amount for an ask', { asks: [{ rate: 480 }] }, 'ask_not_permitted'],
    ['two asks for one ticket', { asks: [another, move] }, 'ask_not_permitted'],
    ['the same ask twice', { asks: [move, move] }, 'ask_not_permitted'],
    ['an ask with an act that asks nothing', { act: 'ask_reason' }, 'ask_not_permitted'],
    ['a hold that moves', { act: 'hold' }, 'ask_not_permitted'],
    ['a counter without an ask', { asks: [] }, 'ask_missing'],
    ['an ask that its text does not say', { text: 'Could you come a little closer?' }, 'ask_not_stated'],
    ['a lever off the menu', { levers: ['top-placement'] }, 'lever_not_permitted'],
    ['an offer of nothing', { act: 'offer_lever', asks: [], text: 'We can give you something.' }, 'lever_missing'],
    ['terms that are not restated', { act: 'accept', asks: [], text: 'Lovely, we take it.' }, 'terms_not_restated'],
    ['no text', { text: '  ' }, 'text_missing'],
    ['a text that is no text', { text: { de: 'Hallo' } }, 'text_missing'],
    ['a text without end', { text: 'word '.repeat(600) }, 'text_too_long'],
    ['a slot that does not exist', { text: '{ask_rate} and {limit_rate}' }, 'slot_without_value'],
    ['the slot of an ask it does not make', { act: 'ask_reason', asks: [], text: 'Why not {ask_rate}?' }, 'slot_without_value'],
    ['the slot of a lever it does not offer', { text: '{ask_rate} with {lever}?' }, 'slot_without_value'],
    ['something that only looks like a slot', { text: 'Could you do {ask_rate} for {Room Name}?' }, 'slot_without_value'],
  ])('is dropped for %s', (_name, change, reason) => {
    expect(reasonFor(change)).toBe(reason);
  });

  it('fills a lever in by its title', () => {
    const parsed = parseCandidate(
      { ...sound, act: 'offer_lever', levers: ['badge'], text: 'With {lever}, could you do {ask_rate}?' },
      context,
    );
    expect(parsed).toMatchObject({ ok: true, candidate: { plan: { leverIds: ['badge'] } } });
    expect(parsed.ok && parsed.candidate.text).toContain('a Preferred badge for 60 days');
  });
});

describe('A proposal about several tickets', () => {
  const within = twoTicketContext();
  const named = namedAsks(within);

  it('names asks and slots by the number of the ticket', () => {
    expect(named.map(({ name, slot }) => `${name} ${slot}`)).toContain('first_2 ask_rate_2');
    const first = named.find(({ ask }) => ask.ticketId === 'deluxe' && ask.step !== 'same')!;
    const second = named.find(({ ask }) => ask.ticketId === 'suite')!;
    const text = '{room_1} at {ask_rate_1} and {room_2} at {ask_rate_2}, could you do that?';
    const parsed = parseCandidate({ ...sound, asks: [first.name, second.name], text }, within);
    expect(parsed.ok && parsed.candidate.text).toBe(
      `Deluxe Double at EUR ${first.ask.rate} and Junior Suite at EUR ${second.ask.rate}, could you do that?`,
    );
  });

  it('keeps the numbers of tickets where only the second is asked about', () => {
    const text = 'And the {room_2}, {stay_2}: could you do {ask_rate_2}?';
    const parsed = parseCandidate({ ...sound, asks: ['first_2'], text }, within);
    expect(parsed.ok && parsed.candidate.text).toContain('And the Junior Suite');
    expect(parsed.ok && parsed.candidate.text).toContain('EUR 690');
    expect(reasonFor({ asks: ['first_2'], text: 'Could you do {ask_rate_1}?' }, within)).toBe('slot_without_value');
  });

  it('must say each of its asks', () => {
    expect(reasonFor({ asks: [`${move}_1`, 'first_2'], text: 'Could you do {ask_rate_2}?' }, within)).toBe('ask_not_stated');
  });
});
