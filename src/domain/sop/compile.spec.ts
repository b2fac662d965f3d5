import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  AGENT_ACTS,
  END_STATUSES,
  PARTNER_ACTS,
  QUESTION_TOPICS,
  STAGES,
  type PartnerAct,
  type QuestionTopic,
} from '../taxonomy.js';
import { compileSop } from './compile.js';
import { FACT_NAMES } from './guards.js';
import { parseSopDefinition } from './parse-definition.js';
import { type SopEvent, type SopFacts, type SopPosition } from './sop.js';

const parsed = parseSopDefinition(parse(readFileSync(new URL('definitions/hotel-rate.sop.yaml', import.meta.url), 'utf8')));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
const sop = compileSop(parsed.definition);

const FACTS: SopFacts = {
  ...(Object.fromEntries(FACT_NAMES.map((name) => [name, false])) as unknown as SopFacts),
  mayAsk: true,
  followUpsSent: 0,
  followUpsAllowed: 2,
};

const said = (...acts: PartnerAct[]): SopEvent => ({ type: 'partner.said', acts, topics: [] });
const askedAbout = (topic: QuestionTopic): SopEvent => ({ type: 'partner.said', acts: ['question'], topics: [topic] });
const at = (stage: SopPosition['stage'], status: SopPosition['status'] = 'open'): SopPosition => ({ stage, status });

function step(position: SopPosition, event: SopEvent, facts: Partial<SopFacts> = {}) {
  return sop.advance(position, event, { ...FACTS, ...facts });
}

describe('a quiet negotiation', () => {
  it('goes from opening over briefing and proposing to bargaining', () => {
    const opened = step(sop.start(), { type: 'conversation.opened' });
    expect(opened.directive).toMatchObject({ reply: true, may: ['greet'], scripts: ['greet'] });
    const greeted = step(opened.position, { type: 'agent.replied', act: 'greet' });
    expect(greeted).toMatchObject({ position: { stage: 'briefing' }, effects: [{ type: 'schedule_follow_up', inHours: 24 }] });
    const answered = step(greeted.position, said('small_talk'));
    expect(answered.directive.may).toEqual(['brief']);
    const briefed = step(answered.position, { type: 'agent.replied', act: 'brief' });
    expect(briefed.position.stage).toBe('proposing');
    expect(step(briefed.position, said('acknowledge'), { briefed: true }).directive.may[0]).toBe('propose');
    expect(step(at('proposing'), { type: 'agent.replied', act: 'propose' }).position.stage).toBe('bargaining');
  });

  it('asks for the reason first when the partner says no without one', () => {
    const refused = step(at('bargaining'), said('reject'), { briefed: true, hasStandingAsk: true });
    expect(refused).toMatchObject({ position: { stage: 'exploring' }, directive: { may: ['ask_reason', 'empathise', 'hold'] } });
    const reason = step(refused.position, said('give_reason'), { briefed: true, hasStandingAsk: true, concernKnown: true });
    expect(reason).toMatchObject({ position: { stage: 'bargaining' } });
    expect(reason.directive.may[0]).toBe('counter');
  });

  it('may name its figure after a no that came before any, and does so once something else is said', () => {
    const refused = step(at('proposing'), said('reject'), { briefed: true });
    expect(refused).toMatchObject({ position: { stage: 'exploring' } });
    expect(refused.directive.may).toEqual(['ask_reason', 'empathise', 'hold', 'propose']);
    const again = step(refused.position, said('reject'), { briefed: true });
    expect(again.directive.may).toContain('propose');
    const vague = step(refused.position, said('unclear'), { briefed: true });
    expect(vague).toMatchObject({ position: { stage: 'proposing' } });
    expect(vague.directive.may[0]).toBe('propose');
  });

  it('comes back after it was put off, also where the partner thanked it for waiting', () => {
    const thanked = step(at('bargaining'), said('thanks'), { briefed: true, hasStandingAsk: true, putOff: true });
    expect(thanked).toMatchObject({
      directive: { reply: false },
      effects: [{ type: 'schedule_follow_up', inHours: 24 }],
    });
  });

  it('restates terms when a quote may be taken, and closes on the explicit yes', () => {
    const facts = { briefed: true, hasStandingAsk: true, hasQuote: true };
    const taken = step(at('bargaining'), said('counter'), { ...facts, newQuote: true, hasAcceptable: true, mayAsk: false });
    expect(taken).toMatchObject({ position: { stage: 'confirming' }, directive: { may: ['confirm_terms'] } });
    const yes = step(taken.position, said('accept'), { ...facts, termsAccepted: true, allDecided: true, anyAgreed: true });
    expect(yes).toMatchObject({ position: { stage: 'closing', status: 'agreed' }, directive: { may: ['close_agreed'] } });
    expect(yes.effects).toContainEqual({ type: 'end', status: 'agreed' });
  });

  it('goes on with the next ticket after one is agreed', () => {
    const yes = step(at('confirming'), said('accept'), { termsAccepted: true, anyAgreed: true, briefed: true });
    expect(yes).toMatchObject({
      position: { stage: 'proposing', status: 'open' },
      directive: { may: ['propose', 'ask_reason'] },
    });
  });
});

describe('what is no consent', () => {
  it.each<[string, PartnerAct]>([
    ['an acknowledgement', 'acknowledge'],
    ['thanks', 'thanks'],
    ['something unclear', 'unclear'],
    ['a yes that was not certain', 'accept'],
  ])('asks for a clear yes after %s', (_what, act) => {
    const answer = step(at('confirming'), said(act), {
      termsPending: true,
      briefed: true,
      hasQuote: true,
      hasAcceptable: true,
      mayAsk: false,
    });
    expect(answer).toMatchObject({
      position: { stage: 'confirming', status: 'open' },
      directive: { may: ['clarify'], scripts: ['clarify_terms'] },
      effects: [],
    });
  });
});

describe('interruptions', () => {
  it.each<[string, SopEvent, Partial<SopFacts>, object]>([
    [
      'stops at once on an opt-out',
      said('opt_out', 'accept'),
      { hasAcceptable: true },
      { position: { status: 'opted_out' }, directive: { may: ['stop'] } },
    ],
    [
      'hands over when a person is wanted',
      said('wants_person'),
      {},
      { position: { status: 'escalated', stage: 'bargaining' }, directive: { may: ['hand_over'] } },
    ],
    [
      'defers when approval is needed',
      said('need_approval'),
      {},
      { directive: { may: ['defer'] }, effects: [{ type: 'schedule_follow_up', inHours: 24 }] },
    ],
    ['asks for the right person', said('wrong_person'), {}, { directive: { scripts: ['wrong_person'] } }],
    ['apologises to an upset partner', said('upset'), {}, { directive: { may: ['apologise', 'empathise'] } }],
    ['returns to the matter after something off topic', said('off_topic'), {}, { directive: { may: ['redirect'] } }],
    ['does not play along with a manipulation', said('manipulate'), {}, { directive: { scripts: ['redirect_manipulation'] } }],
    ['says what it is when asked', said('ask_if_ai'), { briefed: true }, { directive: { may: ['identify'] } }],
    ['answers a question', askedAbout('which_dates'), { briefed: true }, { directive: { may: ['answer', 'explain'] } }],
    ['keeps the limit to itself', askedAbout('limit'), { briefed: true }, { directive: { scripts: ['answer_limit'] } }],
  ])('%s', (_what, event, facts, expected) => {
    expect(step(at('bargaining'), event, facts)).toMatchObject(expected);
  });

  it('answers a question first and takes the quote in the same breath', () => {
    const both = step(at('bargaining'), said('counter', 'question'), {
      newQuote: true,
      hasAcceptable: true,
      hasQuote: true,
      briefed: true,
    });
    expect(both).toMatchObject({ position: { stage: 'confirming' }, directive: { may: ['confirm_terms'], prelude: 'answer' } });
  });

  it('comes back at the time that the partner named', () => {
    const later = step(at('bargaining'), { type: 'partner.said', acts: ['later'], topics: [], comeBackInHours: 72 });
    expect(later.effects).toEqual([{ type: 'schedule_follow_up', inHours: 72 }]);
  });
});

describe('the ends', () => {
  it('declines after the last refusal, and keeps what was agreed', () => {
    const facts = { finalRefusal: true, hasStandingAsk: true };
    expect(step(at('bargaining'), said('reject'), facts)).toMatchObject({
      position: { status: 'declined' },
      directive: { may: ['close_declined'] },
    });
    expect(step(at('bargaining'), said('reject'), { ...facts, anyAgreed: true }).position.status).toBe('agreed');
  });

  it('expires at the deadline, open or escalated', () => {
    for (const status of ['open', 'escalated'] as const) {
      expect(step(at('bargaining', status), { type: 'timer.deadline_passed' })).toMatchObject({
        position: { status: 'expired' },
        directive: { reply: false },
        effects: [{ type: 'end', status: 'expired' }],
      });
    }
  });

  it('follows up as often as allowed, then waits for the deadline', () => {
    expect(step(at('bargaining'), { type: 'timer.follow_up_due' }).directive.may).toEqual(['follow_up']);
    expect(step(at('bargaining'), { type: 'timer.follow_up_due' }, { followUpsSent: 2 })).toMatchObject({
      position: { status: 'open' },
      directive: { reply: false },
      effects: [{ type: 'cancel_follow_ups' }],
    });
  });

  it('is cancelled by the backend with one closing script', () => {
    expect(step(at('bargaining'), { type: 'backend.cancelled' })).toMatchObject({
      position: { status: 'cancelled' },
      directive: { scripts: ['cancelled'] },
    });
  });

  it('says nothing to thanks after the end, and reopens to a person on a retraction', () => {
    expect(step(at('closing', 'agreed'), said('thanks'), { anyAgreed: true }).directive.reply).toBe(false);
    const back = step(at('closing', 'agreed'), said('retract'), { anyAgreed: true });
    expect(back).toMatchObject({ position: { status: 'escalated' }, directive: { may: ['hand_over'] } });
    expect(back.effects).toMatchObject([{ type: 'reopen' }]);
  });

  it('is silent while a person is waited for, and goes on in the same stage when they hand back', () => {
    expect(step(at('bargaining', 'escalated'), said('counter'), { newQuote: true }).directive.reply).toBe(false);
    expect(step(at('bargaining', 'escalated'), said('opt_out')).position.status).toBe('opted_out');
    expect(step(at('bargaining', 'escalated'), { type: 'operator.released', partnerWaits: true }).position).toEqual(
      at('bargaining'),
    );
  });
});

const anyFacts: fc.Arbitrary<SopFacts> = fc
  .tuple(fc.record(Object.fromEntries(FACT_NAMES.map((name) => [name, fc.boolean()]))), fc.nat(3), fc.nat(3))
  .map(([facts, followUpsSent, followUpsAllowed]) => ({ ...(facts as unknown as SopFacts), followUpsSent, followUpsAllowed }));

const anyPosition: fc.Arbitrary<SopPosition> = fc.record({
  stage: fc.constantFrom(...STAGES),
  status: fc.constantFrom('open' as const, 'escalated' as const, ...END_STATUSES),
});

const anyEvent: fc.Arbitrary<SopEvent> = fc.oneof(
  fc.constant<SopEvent>({ type: 'conversation.opened' }),
  fc.record({
    type: fc.constant('partner.said' as const),
    acts: fc.uniqueArray(fc.constantFrom(...PARTNER_ACTS), { minLength: 1, maxLength: 4 }),
    topics: fc.uniqueArray(fc.constantFrom(...QUESTION_TOPICS), { maxLength: 2 }),
  }),
  fc.record({ type: fc.constant('agent.replied' as const), act: fc.constantFrom(...AGENT_ACTS) }),
  fc.constantFrom<SopEvent>(
    { type: 'timer.follow_up_due' },
    { type: 'timer.deadline_passed' },
    { type: 'operator.took_over' },
    { type: 'operator.released', partnerWaits: true },
    { type: 'operator.closed', status: 'agreed' },
    { type: 'backend.cancelled' },
  ),
);

describe('in every position, for every event and all facts', () => {
  it('says what to do, with an act and a script that exist', () => {
    fc.assert(
      fc.property(anyPosition, anyEvent, anyFacts, (position, event, facts) => {
        const { directive, position: next } = sop.advance(position, event, facts);
        expect(STAGES).toContain(next.stage);
        if (!directive.reply) return;
        expect(directive.may.length).toBeGreaterThan(0);
        expect(directive.scripts.length).toBeGreaterThan(0);
        for (const id of directive.scripts) expect(sop.scripts(id).length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
  });

  it('agrees only on an explicit yes to terms, or to what had been agreed before', () => {
    fc.assert(
      fc.property(anyPosition, anyEvent, anyFacts, (position, event, facts) => {
        const { position: next } = sop.advance(position, event, facts);
        if (next.status !== 'agreed' || position.status === 'agreed' || event.type === 'operator.closed') return;
        expect(facts.termsAccepted || facts.anyAgreed).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('never leaves an end but to wait for a person, and never writes after an opt-out but to confirm it', () => {
    fc.assert(
      fc.property(anyPosition, anyEvent, anyFacts, (position, event, facts) => {
        const { position: next, effects } = sop.advance(position, event, facts);
        const wasOver = (END_STATUSES as readonly string[]).includes(position.status);
        if (wasOver && next.status !== position.status && event.type !== 'operator.closed') {
          expect(next.status).toBe('escalated');
          expect(effects.some((effect) => effect.type === 'reopen')).toBe(true);
        }
        if (position.status === 'open' && event.type === 'partner.said' && event.acts.includes('opt_out'))
          expect(next.status).toBe('opted_out');
      }),
      { numRuns: 3000 },
    );
  });

  it('is pure: the same step for the same input', () => {
    fc.assert(
      fc.property(anyPosition, anyEvent, anyFacts, (position, event, facts) => {
        expect(sop.advance(position, event, facts)).toEqual(sop.advance(position, event, facts));
      }),
    );
  });
});
