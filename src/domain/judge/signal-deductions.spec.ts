import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleContext, sampleMessage, samplePlan, sampleReading, sampleTerms } from '../../../test/support/reply-contexts.js';
import { builtInRubric } from '../../platform/rubric-file.js';
import { type ReplyContext } from '../conversation/reply-context.js';
import { type ReplyPlan } from '../conversation/reply.js';
import { measure } from '../signals/measure.js';
import {
  AGENT_ACTS,
  CONCERNS,
  MOODS,
  PARTNER_ACTS,
  STAGES,
  type Concern,
  type Mood,
  type PartnerAct,
  type QuestionTopic,
} from '../taxonomy.js';
import { signalDeductions, unmeasuredItems } from './signal-deductions.js';

const RUBRIC = builtInRubric();

/** What the partner said last, and how it was read. */
interface Said {
  text: string;
  acts: PartnerAct[];
  mood?: Mood;
  concern?: Concern;
  topics?: QuestionTopic[];
}

function after(
  { text, acts, mood = 'neutral', concern = 'none', topics = [] }: Said,
  over: Partial<ReplyContext> = {},
): ReplyContext {
  const history = [...sampleContext().history.slice(0, 3), sampleMessage(4, 'partner', text)];
  return sampleContext({ history, reading: sampleReading(acts, { mood, concerns: [concern], topics }), ...over });
}

function deductions(context: ReplyContext, text: string, plan?: Partial<ReplyPlan>) {
  const full = plan && samplePlan(plan);
  const signals = measure({ text, author: 'agent', context, ...(full && { plan: full }) });
  return signalDeductions(RUBRIC, context, { text, signals, ...(full && { plan: full }) });
}

const items = (context: ReplyContext, text: string, plan?: Partial<ReplyPlan>): string[] =>
  deductions(context, text, plan).map(({ item }) => item);

const COUNTER: Partial<ReplyPlan> = { act: 'counter', asks: [{ ticketId: 'double', step: 'small' }] };
const CALM: Said = { text: '490 is what I can do', acts: ['counter'] };
const COSTS: Said = { text: 'no, we barely cover our costs as it is', acts: ['reject', 'give_reason'], concern: 'cost' };
const ANGRY: Said = { text: 'I am sick of these messages!!', acts: ['upset'], mood: 'angry' };

describe('every item of the built-in rubric', () => {
  it('is measured', () => {
    expect(unmeasuredItems(RUBRIC)).toEqual([]);
  });

  it('costs the points of the rubric, once', () => {
    const [first] = deductions(after(ANGRY), 'What about EUR 452 for the Deluxe Double?', COUNTER);
    expect(first).toMatchObject({
      item: 'feelings_ignored',
      points: RUBRIC.items.find(({ id }) => id === 'feelings_ignored')!.points,
    });
  });
});

describe('a reply that a decent person would write', () => {
  it.each<[string, Said, string, Partial<ReplyPlan>]>([
    ['moves with a reason', CALM, '490 helps, thank you for going that far. Could we meet at EUR 452 for those nights?', COUNTER],
    [
      'takes up the costs',
      COSTS,
      'Your costs leave little room, I see that. Would EUR 452 be a step you could take?',
      { ...COUNTER, tactic: 'empathy' },
    ],
    [
      'steps back from anger',
      ANGRY,
      'I am sorry for the trouble. Would you rather hear from a colleague of mine?',
      { act: 'apologise' },
    ],
    [
      'admits what it does not know',
      { text: 'who else pays that?', acts: ['question'] },
      'I cannot say, I only see public prices. Would EUR 452 be possible?',
      COUNTER,
    ],
  ])('loses nothing where it %s', (_, said, text, plan) => {
    expect(items(after(said, { directive: { reply: true, may: [plan.act!], scripts: [], because: [] } }), text, plan)).toEqual(
      [],
    );
  });
});

describe('emotional value', () => {
  it('is lost where anger or a stated worry is passed over', () => {
    expect(items(after(ANGRY), 'What about EUR 452 for the Deluxe Double?', COUNTER)).toContain('feelings_ignored');
    expect(items(after(COSTS), 'What about EUR 452 for the Deluxe Double?', COUNTER)).toContain('feelings_ignored');
  });

  it('wants the worry that was named, not another', () => {
    const parity: Said = { text: 'then every portal complains', acts: ['reject'], concern: 'parity' };
    expect(
      items(after(parity), 'Commission is high, I know it hurts the season. Could we say EUR 452?', {
        ...COUNTER,
        tactic: 'none',
      }),
    ).not.toContain('feelings_ignored');
    expect(items(after(parity), 'The season was long. Could we say EUR 452?', COUNTER)).toContain('feelings_ignored');
    expect(items(after(parity), 'The same price elsewhere need not change. Could we say EUR 452?', COUNTER)).not.toContain(
      'feelings_ignored',
    );
  });

  it('quotes the words that were passed over', () => {
    const found = deductions(after(ANGRY), 'What about EUR 452 for the Deluxe Double?', COUNTER).find(
      ({ item }) => item === 'feelings_ignored',
    );
    expect(found!.evidence).toBe(ANGRY.text);
  });

  it('is lost where a refusal is answered by the next ask alone, and kept where something is given', () => {
    const refusal: Said = { text: 'nope', acts: ['reject'] };
    expect(items(after(refusal), 'What about EUR 452 for the Deluxe Double?', COUNTER)).toContain('asks_without_acknowledging');
    expect(items(after(refusal), 'With the badge added, what about EUR 452?', { ...COUNTER, leverIds: ['badge'] })).not.toContain(
      'asks_without_acknowledging',
    );
    expect(items(after(refusal), 'That is clear, thank you for saying so. What about EUR 452?', COUNTER)).toEqual([]);
  });
});

describe('style', () => {
  it('is lost by opening as before, shouting, and exclamation marks', () => {
    const history = [sampleMessage(1, 'agent', 'Thank you for your time today.'), sampleMessage(2, 'partner', 'ok')];
    const context = sampleContext({ history, reading: sampleReading(['counter']) });
    expect(items(context, 'Thanks for the figure. Could we meet at EUR 452?', COUNTER)).toContain('cold_style');
    expect(items(context, 'That is good to hear! Could we meet at EUR 452? Great!', COUNTER)).toContain('cold_style');
    expect(items(context, 'COULD WE PLEASE MEET AT EUR 452 FOR THE ROOM', COUNTER)).toContain('cold_style');
    const sameWords = sampleContext({
      history: [sampleMessage(1, 'agent', 'Could we meet at EUR 440 for it?'), sampleMessage(2, 'partner', 'no')],
    });
    expect(items(sameWords, 'Could we meet at your own figure, less a little?', { act: 'counter' })).toContain('cold_style');
  });

  it('is lost by saying the same again, but terms may be said again', () => {
    const text = 'The Deluxe Double is at EUR 520 with us and at EUR 430 on Booking. Could you offer EUR 440?';
    expect(items(after(CALM), text, { act: 'hold' })).toContain('repetition');
    const terms = 'Deluxe Double at EUR 455 per room and night, taxes included, for 24–27 Nov 2026. Do you agree to these terms?';
    const context = sampleContext({
      history: [sampleMessage(1, 'agent', terms), sampleMessage(2, 'partner', 'say it again?')],
      reading: sampleReading(['question']),
    });
    expect(items(context, terms, { act: 'confirm_terms' })).not.toContain('repetition');
  });

  it('is lost by length and by asking two things, with the question as evidence', () => {
    const long = 'I see what you mean here. '.repeat(7);
    expect(items(after(CALM), long, { act: 'ask_reason' })).toContain('too_long');
    expect(items(after(CALM), long, { act: 'greet' })).not.toContain('too_long');
    const two = deductions(after(CALM), 'Which room is it? And could you do EUR 452?', COUNTER).find(
      ({ item }) => item === 'several_questions',
    );
    expect(two!.evidence).toBe('And could you do EUR 452?');
  });
});

describe('SOP compliance', () => {
  it('is lost where a question is passed over, with the question as evidence', () => {
    const said: Said = { text: 'Hm. Which dates is it for? I am busy.', acts: ['question'], topics: ['which_dates'] };
    const found = deductions(after(said), 'Could you do EUR 452 for it?', COUNTER).find(
      ({ item }) => item === 'question_ignored',
    );
    expect(found!.evidence).toBe('Which dates is it for?');
    expect(items(after(said), 'It is for 24–27 Nov 2026. Could you do EUR 452?', COUNTER)).not.toContain('question_ignored');
    expect(items(after(said), 'It is about three nights.', { act: 'answer' })).not.toContain('question_ignored');
  });

  it('is lost where the question whether this is a machine gets no answer, whatever the plan says', () => {
    const said: Said = { text: 'am I talking to a bot?', acts: ['ask_if_ai'] };
    expect(items(after(said), 'I work for Staywell and write about rates.', { act: 'identify' })).toContain('question_ignored');
    expect(items(after(said), 'Yes, I am the AI assistant of Staywell.', { act: 'identify' })).not.toContain('question_ignored');
  });

  it('is lost by an act that is not permitted, or by leaving out what comes first', () => {
    const directive = { reply: true, may: ['counter' as const], prelude: 'answer' as const, scripts: [], because: [] };
    expect(items(after(CALM, { directive }), '490 it is.', { act: 'accept', prelude: 'answer' })).toContain('wrong_step');
    expect(items(after(CALM, { directive }), '490 helps. Could we do EUR 452?', COUNTER)).toContain('wrong_step');
    expect(items(after(CALM, { directive }), '490 helps. Could we do EUR 452?', { ...COUNTER, prelude: 'answer' })).not.toContain(
      'wrong_step',
    );
    expect(items(after(CALM, { directive }), '490 helps. Could we do EUR 452?')).not.toContain('wrong_step');
  });

  it('is lost by terms without room, rate or question', () => {
    const menu = { ...sampleContext().menu, terms: [sampleTerms()] };
    const context = after(
      { text: 'fine', acts: ['accept'] },
      { menu, directive: { reply: true, may: ['confirm_terms'], scripts: [], because: [] } },
    );
    expect(
      deductions(context, 'Then we take your figure.', { act: 'confirm_terms' }).find(({ item }) => item === 'terms_incomplete')!
        .reason,
    ).toBe('restates terms without the rate and the room and the question for a yes');
    expect(items(context, 'Deluxe Double, 24–27 Nov 2026, at EUR 455. Do you agree?', { act: 'confirm_terms' })).toEqual([]);
  });
});

describe('progress', () => {
  it('is lost where the partner gets nothing to answer', () => {
    expect(items(after(CALM), '490 is noted.', { act: 'hold' })).toContain('no_progress');
    expect(items(after(CALM), '490 is noted.')).toContain('no_progress');
    expect(
      items(after(CALM), '490 is noted. I can add a "Great value" badge.', { act: 'offer_lever', leverIds: ['badge'] }),
    ).not.toContain('no_progress');
    expect(items(after({ text: 'bye', acts: ['opt_out'] }), 'Understood, I will stop here.', { act: 'stop' })).not.toContain(
      'no_progress',
    );
  });

  it('is lost by pressure', () => {
    const no: Said = { text: 'no', acts: ['reject'] };
    expect(items(after(no), 'I need your answer today, this is the last chance.', { act: 'counter' })).toContain('pressure');
    expect(items(after(no), 'EUR 440, please?', { act: 'hold', asks: [{ ticketId: 'double', step: 'same' }] })).toContain(
      'pressure',
    );
    expect(
      items(after(no), 'There is no hurry at all. Is EUR 440 out of reach?', { act: 'hold', tactic: 'empathy' }),
    ).not.toContain('pressure');
  });
});

describe('over-promising', () => {
  it.each([
    ['You will definitely sell more rooms.', true],
    ['We guarantee it works.', true],
    ['This will bring you more guests.', true],
    ['Your ranking will rise for sure.', true],
    ['I cannot guarantee bookings, and I do not want to pretend.', false],
    ['The badge makes the room easier to notice.', false],
    ['I will bring in a colleague for sure.', false],
  ])('is found in %j: %s', (text, expected) => {
    expect(items(after(CALM), text).includes('over_promise')).toBe(expected);
  });
});

describe('confirmation', () => {
  const terms = 'Deluxe Double at EUR 455 for 24–27 Nov 2026. Do you agree?';
  it('is repeated where nothing has changed, and not where the partner asked', () => {
    const quiet = after({ text: 'thanks', acts: ['thanks'] }, { timesTermsRestated: 1 });
    expect(items(quiet, terms, { act: 'confirm_terms' })).toContain('repeated_confirmation');
    const asked = after({ text: 'sorry, what was it?', acts: ['question'] }, { timesTermsRestated: 1 });
    expect(items(asked, terms, { act: 'confirm_terms' })).not.toContain('repeated_confirmation');
    expect(items(after(CALM), 'Is that right? Can you confirm it?', { act: 'clarify' })).toContain('repeated_confirmation');
  });

  it.each<[string, PartnerAct, string, Partial<ReplyPlan>, boolean]>([
    ['hmm', 'acknowledge', 'Perfect, then we are agreed.', { act: 'close_agreed' }, true],
    ['👍', 'unclear', 'I take that as a yes.', { act: 'counter' }, true],
    ['hmm', 'acknowledge', 'I will not take that as a yes. Is it one?', { act: 'clarify' }, false],
    ['hmm', 'acknowledge', 'Is that a yes or a no?', { act: 'clarify' }, false],
    ['ok, 490 then', 'counter', 'Agreed, I take your 490. Is that your yes to all of it?', { act: 'confirm_terms' }, false],
  ])('is not taken from %j (%s) by %j', (said, act, text, plan, expected) => {
    const menu = { ...sampleContext().menu, terms: plan.act === 'confirm_terms' ? [sampleTerms({ rate: '490' })] : [] };
    expect(items(after({ text: said, acts: [act] }, { menu }), text, plan).includes('silence_taken_for_consent')).toBe(expected);
  });
});

describe('evidence', () => {
  it('always occurs in the reply or in the conversation', () => {
    const phrase = fc.constantFrom(
      'Thanks!! ',
      'Could you do EUR 452? ',
      'You will definitely sell more. ',
      'It is the last chance, answer asap. ',
      'Then we are agreed. ',
      'Can you confirm? ',
      'hm… ',
      '490 ok. ',
      '  ',
    );
    const texts = fc.array(fc.oneof(phrase, fc.string()), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    const moment = fc.record({
      act: fc.constantFrom(...PARTNER_ACTS),
      mood: fc.constantFrom(...MOODS),
      concern: fc.constantFrom(...CONCERNS),
      stage: fc.constantFrom(...STAGES),
      plan: fc.option(fc.constantFrom(...AGENT_ACTS), { nil: undefined }),
    });
    fc.assert(
      fc.property(texts, texts, moment, (said, reply, { act, mood, concern, stage, plan }) => {
        const context = after({ text: said, acts: [act], mood, concern }, { stage, timesTermsRestated: 1 });
        const found = deductions(context, reply, plan && { act: plan });
        const texts = [reply, ...context.history.map(({ text }) => text)];
        for (const { evidence, reason, points } of found) {
          expect(reason).not.toBe('');
          expect(points).toBeGreaterThan(0);
          if (evidence !== undefined) expect(texts.some((text) => evidence !== '' && text.includes(evidence))).toBe(true);
        }
        expect(new Set(found.map(({ item }) => item)).size).toBe(found.length);
      }),
    );
  });
});
