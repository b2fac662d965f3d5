import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleContext, sampleTicket } from '../../../../test/support/reply-contexts.js';
import { type ReplyContext } from '../../conversation/reply-context.js';
import { type Directive } from '../../sop/directive.js';
import { parseCompletion } from './parse-completion.js';
import { replyGrammar, type ReplyGrammar } from './reply-grammar.js';
import { turnOf } from './turn.js';

const may = (...acts: Directive['may']): Directive => ({ reply: true, may: acts, scripts: [acts[0] ?? 'answer'], because: [] });

/** Two rooms, both of which may be asked about, and a lever. */
function severalRooms(over: Partial<ReplyContext> = {}): ReplyContext {
  const base = sampleContext();
  return sampleContext({
    tickets: [sampleTicket(), sampleTicket({ id: 'suite', roomType: 'Suite', currentRate: '800' })],
    standings: [...base.standings, { ticketId: 'suite', currentRate: '800', round: 0 }],
    menu: {
      asks: [
        { ticketId: 'double', step: 'small', rate: '450' },
        { ticketId: 'double', step: 'same', rate: '440' },
        { ticketId: 'suite', step: 'first', rate: '700' },
      ],
      acceptable: [],
      levers: base.levers.slice(0, 1),
      terms: [],
    },
    slots: { ...base.slots, room_1: 'Deluxe Double', room_2: 'Suite' },
    directive: may('counter', 'hold', 'answer', 'offer_lever'),
    ...over,
  });
}

/** Every way through the machine, as plans in tags. */
function plansOf({ states }: ReplyGrammar, state = 0): string[][] {
  const { next, slots } = states[state]!;
  if (slots !== undefined) return [[]];
  return Object.entries(next).flatMap(([tag, to]) => plansOf({ states, slots: [] }, to).map((rest) => [tag, ...rest]));
}

const completion = (plan: readonly string[], words = 'Thank you.'): string => ` ${plan.join(' ')} ${words} <end>`;

describe('the grammar of a reply', () => {
  it('leads to a whole plan whatever is chosen', () => {
    const { states } = replyGrammar(severalRooms());
    for (const { next, slots } of states) {
      expect(Object.keys(next).length > 0).toBe(slots === undefined);
      for (const to of Object.values(next)) expect(states[to]).toBeDefined();
    }
  });

  it('permits the acts of the directive and nothing else', () => {
    expect(Object.keys(replyGrammar(severalRooms({ directive: may('answer', 'hold') })).states[0]!.next)).toEqual([
      '<do:answer>',
      '<do:hold>',
    ]);
  });

  it('lets an act that names a figure name one, an act that does not none, and holding only the same', () => {
    const plans = plansOf(replyGrammar(severalRooms())).map((plan) => plan.join(' '));
    const of = (act: string): string[] => plans.filter((plan) => plan.startsWith(`<do:${act}> <tactic:none>`));
    expect(of('counter').some((plan) => plan.includes('<ask:none>'))).toBe(false);
    expect(of('answer').every((plan) => plan.includes('<ask:none>'))).toBe(true);
    expect(of('hold').flatMap((plan) => plan.match(/<ask:[a-z]+>/g) ?? [])).toEqual([
      '<ask:same>',
      '<ask:same>',
      '<ask:none>',
      '<ask:none>',
    ]);
    expect(of('counter')).toContain('<do:counter> <tactic:none> <ask:small> <ticket:2> <ask:first> <lever:none> </plan>');
  });

  it('offers no lever where there is none, and nothing but a lever with the act that offers one', () => {
    const { menu } = severalRooms();
    expect(Object.keys(replyGrammar(severalRooms({ menu: { ...menu, levers: [] } })).states[0]!.next)).not.toContain(
      '<do:offer_lever>',
    );
    const offering = plansOf(replyGrammar(severalRooms({ directive: may('offer_lever') })));
    expect(offering.length).toBeGreaterThan(0);
    expect(offering.every((plan) => plan.includes('<lever:1>') && !plan.includes('<lever:none>'))).toBe(true);
  });

  it('tells which slots the words may hold: the figure asked for only with an ask', () => {
    const grammar = replyGrammar(severalRooms());
    const slotsAfter = (...tags: string[]): string[] => {
      let state = 0;
      for (const tag of [...tags, '</plan>']) state = grammar.states[state]!.next[tag]!;
      return grammar.slots[grammar.states[state]!.slots!]!;
    };
    expect(slotsAfter('<do:counter>', '<tactic:none>', '<ask:small>', '<lever:none>')).toContain('{ask_rate}');
    expect(slotsAfter('<do:answer>', '<tactic:none>', '<ask:none>', '<lever:none>')).not.toContain('{ask_rate}');
  });
});

describe('what a model wrote', () => {
  it('is read back as the plan that was serialised, for every permitted plan', () => {
    const context = severalRooms();
    const plans = plansOf(replyGrammar(context));
    expect(plans.length).toBeGreaterThan(50);
    for (const tags of plans) {
      const parsed = parseCompletion(completion(tags), context);
      if (!parsed.ok) throw new Error(`${tags.join(' ')}: ${parsed.fault}`);
      const { plan } = parsed.candidate;
      expect(turnOf(context, 0, { kind: 'reply', plan, text: 'Thank you.' }).completion).toBe(completion(tags));
    }
  });

  it('is filled with the amounts of the ticket that it asks about', () => {
    const context = severalRooms();
    const parsed = parseCompletion(
      completion(
        ['<do:counter>', '<tactic:none>', '<ask:small>', '<ticket:2>', '<ask:first>', '<lever:none>', '</plan>'],
        '{ask_rate} for the {room_1} and {ask_rate_2} for the {room_2}?',
      ),
      context,
    );
    expect(parsed).toMatchObject({ ok: true, candidate: { text: 'EUR 450 for the Deluxe Double and EUR 700 for the Suite?' } });
  });

  it.each([
    ['plan_not_permitted', ' <do:close_agreed> <tactic:none> <ask:none> <lever:none> </plan> Done. <end>'],
    ['plan_not_permitted', ' <do:counter> <tactic:none> <ask:large> <lever:none> </plan> {ask_rate}? <end>'],
    ['plan_not_whole', ' <do:answer> <tactic:none> <ask:none> <lever:none>'],
    ['text_missing', ' <do:answer> <tactic:none> <ask:none> <lever:none> </plan> <end>'],
    ['tag_in_text', ' <do:answer> <tactic:none> <ask:none> <lever:none> </plan> Yes <partner> no <end>'],
    ['slot_without_value', ' <do:answer> <tactic:none> <ask:none> <lever:none> </plan> We ask for {ask_rate}. <end>'],
  ])('is refused as %s: %s', (fault, written) => {
    expect(parseCompletion(written, severalRooms())).toEqual({ ok: false, fault });
  });

  it('never throws, whatever it is', () => {
    const context = severalRooms();
    const tags = fc.constantFrom(
      '<do:counter>',
      '<tactic:none>',
      '<ask:small>',
      '<ticket:2>',
      '<lever:1>',
      '</plan>',
      '<end>',
      '{room}',
      'words',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(tags, fc.string())), (parts) => {
        expect(typeof parseCompletion(parts.join(' '), context).ok).toBe('boolean');
      }),
    );
  });
});
