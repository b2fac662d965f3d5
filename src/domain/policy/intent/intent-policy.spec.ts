import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReplyContext } from '../../conversation/reply-context.js';
import { evaluate } from '../../guardrails/evaluate.js';
import { buildMenu } from '../../negotiation/concession.js';
import { factsOf } from '../../negotiation/facts-of.js';
import { type LedgerEntry } from '../../negotiation/ledger.js';
import { aMandate, aNegotiation, aTicket, MOMENT } from '../../negotiation/negotiation.fixtures.js';
import { slotsOf } from '../../negotiation/slots-of.js';
import { standingsOf } from '../../negotiation/standing.js';
import { AGENT_ACTS, CONCERNS, MOODS, type AgentAct, type Concern, type Mood, type PartnerAct } from '../../taxonomy.js';
import { LINES, proposeByIntent } from './intent-policy.js';
import { LEADS } from './leads.js';

/** Slots that a context can fill, one way or another. */
const SLOTS = new Set(
  'ota hotel room room_2 stay basis current_rate competitor_rate competitor standing_ask quote ask_rate lever terms agreed_terms'.split(
    ' ',
  ),
);
const TEXTS = [...LINES, ...LEADS].flatMap(({ texts }) => texts);

const suite = aTicket({ id: 'suite', roomType: 'Garden Suite', currentRate: '720' });
const base = { ticketId: 'deluxe', messageSeq: 2, at: MOMENT.now };

interface Moment {
  act: AgentAct;
  partner: PartnerAct;
  concern: Concern;
  mood: Mood;
  quoted: boolean;
  several: boolean;
  history?: ReplyContext['history'];
}

function contextOf({ act, partner, concern, mood, quoted, several, history }: Moment): ReplyContext {
  const begun: LedgerEntry[] =
    act === 'propose' || act === 'brief' || act === 'greet'
      ? []
      : [{ type: 'ask', ...base, author: 'agent', rate: '455', leverIds: [] }];
  const quotes: LedgerEntry[] = quoted
    ? [{ type: 'quote', ...base, author: 'partner', rate: '490', firmness: 'stated', conditions: [] }]
    : [];
  const state = { ...aNegotiation(several ? [aTicket(), suite] : [aTicket()]), ledger: [...begun, ...quotes] };
  const menu = buildMenu(state, [aMandate(), aMandate({ ticketId: 'suite', targetRate: '640', limitRate: '668.43' })], MOMENT);
  const levers = menu.levers;
  return {
    ota: 'Staywell',
    hotel: { id: 'h', name: 'Hotel Anker' },
    partner: { id: 'p' },
    language: 'en',
    now: MOMENT.now,
    stage: act === 'greet' ? 'opening' : act === 'brief' ? 'briefing' : 'bargaining',
    directive: { reply: true, may: [act], scripts: [], because: [] },
    tickets: state.tickets,
    levers,
    standings: standingsOf(state),
    results: state.results,
    agreed: [],
    menu,
    facts: factsOf(state, menu, MOMENT.now),
    slots: slotsOf(state, menu, { ota: 'Staywell', hotelName: 'Hotel Anker', now: MOMENT.now }),
    history: history ?? [{ id: 'm', seq: 1, author: 'partner', text: 'well', sentAt: MOMENT.now }],
    reading: {
      mentions: [],
      quotes: quoted
        ? [{ kind: 'absolute', amount: '490', ticketId: 'deluxe', basis: 'unknown', firmness: 'stated', span: [0, 3] }]
        : [],
      acts: [{ act: partner, confidence: 0.9 }],
      topics: [],
      concerns: [concern],
      mood,
      conditions: [],
      ambiguous: false,
      ambiguities: [],
      language: 'en',
      inbound: [],
    },
    usedTactics: [],
    timesTermsRestated: 0,
    allowedHosts: [],
  };
}

/** Acts whose lines need neither terms nor a script of the procedure. */
const FREE_ACTS = [
  'greet',
  'brief',
  'propose',
  'counter',
  'hold',
  'offer_lever',
  'ask_reason',
  'empathise',
  'clarify',
  'answer',
  'defer',
  'redirect',
  'apologise',
  'follow_up',
  'identify',
] as const;
const moment = fc.record({
  act: fc.constantFrom<AgentAct>(...FREE_ACTS),
  partner: fc.constantFrom<PartnerAct>('reject', 'counter', 'give_reason', 'acknowledge', 'upset', 'question', 'need_approval'),
  concern: fc.constantFrom(...CONCERNS),
  mood: fc.constantFrom(...MOODS),
  quoted: fc.boolean(),
  several: fc.boolean(),
});

describe('the lines of the intent arm', () => {
  it.each(TEXTS)('%s: plain words, known slots, no figures, at most one question', (text) => {
    const slots = [...text.matchAll(/\{([a-z0-9_]+)\}/g)].map(([, name]) => name!);
    for (const slot of slots) expect(SLOTS).toContain(slot);
    expect(text.replace(/\{[a-z0-9_]+\}/g, '')).not.toMatch(/\d/);
    expect(text.match(/\?/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(text.split(/\s+/).length).toBeLessThanOrEqual(35);
  });

  it('are there for every act', () => {
    const lined = new Set(LINES.map(({ act }) => act));
    expect(AGENT_ACTS.filter((act) => !lined.has(act))).toEqual([]);
  });

  it('are each said once', () => {
    expect(new Set(TEXTS).size).toBe(TEXTS.length);
  });
});

describe('proposing by intent', () => {
  it('gives the same replies for the same context and seed', () => {
    fc.assert(
      fc.property(moment, fc.string(), (each, seed) => {
        const context = contextOf(each);
        expect(proposeByIntent(context, { count: 4, seed })).toEqual(proposeByIntent(context, { count: 4, seed }));
      }),
      { numRuns: 30 },
    );
  });

  it('writes a reply that the guardrails let through, whatever the partner does', () => {
    fc.assert(
      fc.property(moment, fc.string(), (each, seed) => {
        const context = contextOf(each);
        const candidates = proposeByIntent(context, { count: 8, seed });
        if (context.menu.asks.length > 0) expect(candidates, each.act).not.toEqual([]);
        for (const { text, plan } of candidates) {
          const { findings, blocked } = evaluate(
            { text, plan, author: 'agent', context, disclosureExpected: false },
            { modes: {} },
          );
          const found = findings.filter(({ result }) => result !== 'pass');
          expect(blocked, `"${text}" ${JSON.stringify(found)}`).toBe(false);
        }
      }),
      { numRuns: 120 },
    );
  }, 30_000);

  it('names the room of every figure where several are open', () => {
    fc.assert(
      fc.property(moment, fc.string(), (each, seed) => {
        for (const { text, plan } of proposeByIntent(contextOf({ ...each, several: true }), { count: 8, seed })) {
          if (plan.asks.length > 0) expect(text).toMatch(/Deluxe Double|Garden Suite/);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('says nothing twice over a long conversation of the kind that happens', () => {
    const turn = fc.record({
      act: fc.constantFrom<AgentAct>('counter', 'hold', 'ask_reason', 'empathise', 'offer_lever', 'answer'),
      partner: fc.constantFrom<PartnerAct>('reject', 'counter', 'give_reason', 'acknowledge'),
      concern: fc.constantFrom(...CONCERNS),
      mood: fc.constantFrom(...MOODS),
      quoted: fc.boolean(),
      several: fc.constant(false),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(turn, { minLength: 4, maxLength: 8, selector: ({ act, concern }) => `${act} ${concern}` }),
        fc.string(),
        (turns, seed) => {
          const history: ReplyContext['history'] = [];
          const said: string[] = [];
          for (const each of turns.filter(
            ({ act }, index) => turns.slice(0, index).filter((other) => other.act === act).length < 2,
          )) {
            history.push({ id: `p${history.length}`, seq: history.length, author: 'partner', text: 'well', sentAt: MOMENT.now });
            const text = proposeByIntent(contextOf({ ...each, history }), { count: 4, seed })[0]?.text;
            if (text === undefined) continue;
            expect(said).not.toContain(text);
            said.push(text);
            history.push({ id: `a${history.length}`, seq: history.length, author: 'agent', text, sentAt: MOMENT.now });
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
