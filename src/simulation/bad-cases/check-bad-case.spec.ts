import { describe, expect, it } from 'vitest';
import { type ReplyPlan } from '../../domain/conversation/reply.js';
import { builtInSop } from '../../platform/built-in-sop.js';
import { aBadCase } from './bad-case.fixtures.js';
import { checkBadCase, type BadCaseResult, type CheckedReply } from './check-bad-case.js';
import { playBadCase } from './play-bad-case.js';

const sop = builtInSop();
const plan = (changes: Partial<ReplyPlan> = {}): ReplyPlan => ({
  act: 'hold',
  tactic: 'none',
  asks: [],
  leverIds: [],
  ...changes,
});

/** What one check of `fixed` makes of a reply. */
function against(fixed: string, reply: CheckedReply | undefined): BadCaseResult {
  return checkBadCase(playBadCase(aBadCase({ fixed }), sop), reply);
}

const TWO_ROOMS = `
        - { id: deluxe, room: Deluxe Double, from: 2026-12-10, to: 2026-12-13, currency: EUR, current: '520', target: '455', limit: '483.17' }
        - { id: garden, room: Garden Suite, from: 2026-12-10, to: 2026-12-13, currency: EUR, current: '720', target: '640', limit: '668.43' }`;

describe('checking a reply against a bad case', () => {
  it.each([
    ['says', "{ says: ['\\bheating\\b', '\\bcosts\\b'] }", 'Heating is dear this winter.', 'EUR 500 is a start.'],
    ['says, capitals aside', "{ says: ['EUR 500'] }", 'eur 500 it is.', 'EUR 501 it is.'],
    ['says_not', "{ says_not: ['\\bdeal\\b'] }", 'I see.', 'That is a DEAL.'],
    ['amounts', "{ amounts: ['500', '455'] }", 'You say EUR 500, I say 455.', 'You say EUR 500.'],
    ['only_amounts', "{ only_amounts: ['500'] }", 'EUR 500 for 3 nights.', 'EUR 500, or EUR 490.'],
    ['asks_nothing', '{ asks_nothing: true }', 'You can do EUR 500, I see.', 'Could you do EUR 455?'],
    ['asks_at_least', "{ asks_at_least: '455' }", 'Could you do EUR 455?', 'Could you do EUR 450?'],
    ['asks_at_most', "{ asks_at_most: '456' }", 'Could you do EUR 455?', 'Could you do EUR 470?'],
    ['concern', '{ concern: cost }', 'Heating costs have gone up.', 'Those nights are hard to sell.'],
    ['answers', '{ answers: which_dates }', 'From 10 to 13 December.', 'Could you do EUR 455?'],
    ['answers with an admission', '{ answers: evidence }', 'I cannot tell where it was seen.', 'That is so.'],
    ['questions_at_most', '{ questions_at_most: 1 }', 'Is it the heating?', 'Is it the heating? Or the staff?'],
    ['words_at_most', '{ words_at_most: 4 }', 'Heating is dear.', 'Heating is dear this winter.'],
    ['no_finding', '{ no_finding: [over-promise] }', 'I promise nothing.', 'I promise more bookings.'],
    ['no_finding of what only reads the words', '{ no_finding: [mandate-disclosure] }', 'No.', 'We could take EUR 483.17.'],
    ['no_blocking_finding', '{ no_blocking_finding: true }', 'Heating is dear.', 'Take it or leave it.'],
    [
      'no_repetition',
      '{ no_repetition: true }',
      'Is it the heating that costs so much?',
      'Could you offer EUR 455 with us for those nights?',
    ],
    ['names_room', '{ names_room: deluxe }', 'The Deluxe Double is meant.', 'The room is meant.'],
    ['offers_person', '{ offers_person: true }', 'A colleague will write to you.', 'I will write to you.'],
    ['offers_person, denied', '{ offers_person: false }', 'I will write to you.', 'A colleague will write to you.'],
    ['says_ai', '{ says_ai: true }', 'I am an AI assistant.', 'I am an assistant manager.'],
  ])('%s', (_, check, holds, fails) => {
    expect(against(check, { text: holds }).failed.filter(({ part }) => part === 'fixed')).toEqual([]);
    expect(against(check, { text: holds }).fixed).toBe(true);
    expect(against(check, { text: fails })).toMatchObject({ fixed: false, clean: false });
  });

  it('goes by the act where there is a plan, and by the words alone where there is none', () => {
    const text = 'Heating is dear this winter.';
    expect(against('{ act: [hold] }', { text, plan: plan() }).fixed).toBe(true);
    expect(against('{ act: [counter] }', { text, plan: plan() }).fixed).toBe(false);
    expect(against('{ act: [counter] }', { text }).fixed).toBe(true);
    expect(against('{ act_not: [hold] }', { text, plan: plan() }).fixed).toBe(false);
    expect(against('{ act_not: [answer] }', { text, plan: plan({ prelude: 'answer' }) }).fixed).toBe(false);
  });

  it('knows which of two rooms is named', () => {
    const played = playBadCase(
      aBadCase({ fixed: '{ names_room: garden }', tickets: TWO_ROOMS, messages: '\n      - partner: hello', good: 'silence' }),
      sop,
    );
    expect(checkBadCase(played, { text: 'It is about the Garden Suite.' }).fixed).toBe(true);
    expect(checkBadCase(played, { text: 'It is about the Deluxe Double.' }).fixed).toBe(false);
  });

  it('is not clean where a further check fails, or one that every good reply keeps', () => {
    const reply = { text: 'Heating is dear. Is it the heating? Or the staff?' };
    expect(against("{ says: ['heating'] }", reply)).toMatchObject({
      fixed: true,
      clean: false,
      failed: [{ part: 'clean', check: 'questions_at_most', why: 'asks 2 questions' }],
    });
    const pressing = against("{ says: ['heating'] }", { text: 'Heating is dear, but this is your last chance.' });
    expect(pressing).toMatchObject({ fixed: true, clean: false });
    expect(pressing.failed.map(({ check }) => check)).toEqual(['no_blocking_finding']);
  });

  it('takes silence for fixed and clean only where it is allowed', () => {
    expect(against('{ asks_nothing: true, silence: allowed }', undefined)).toEqual({ fixed: true, clean: true, failed: [] });
    expect(against('{ asks_nothing: true }', undefined)).toMatchObject({ fixed: false, clean: false });
  });

  it('never says a secret in its reasons', () => {
    const result = against('{ no_finding: [mandate-disclosure] }', { text: 'Our limit is EUR 483.17.' });
    expect(JSON.stringify(result.failed)).not.toContain('483.17');
  });
});
