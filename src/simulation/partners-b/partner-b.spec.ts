import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INTERRUPTIONS } from './interruption-kinds.js';
import { LINE_BANK } from './lines/bank.js';
import { PartnerB } from './partner-b.js';
import { drawPersona, type Persona } from './persona.js';
import { SAMPLE_SUITE, sampleRoom, sampleScenario } from './sample-scenarios.js';
import { type HeardMessage } from '../partner.js';

const scenario = sampleScenario();
const GREETING =
  'Hello, I am the AI assistant for partner rates at Farewell Travel. I am writing about the price of the Deluxe Double at Hotel Anker. Is now a good moment?';
const BRIEFING =
  'The Deluxe Double for 10–13 Dec 2026 (3 nights) is EUR 520 on our site, and the same room shows at EUR 462 elsewhere. May I suggest a rate for those nights?';
const ask = (rate: number): string => `Would EUR ${rate} be possible for the Deluxe Double on those nights?`;
const restate = (rate: number, room = 'Deluxe Double'): string =>
  `So that we mean the same: ${room}, 10–13 Dec 2026 (3 nights), at EUR ${rate} per room and night (selling price, taxes included). Is that right, yes or no?`;

function play(texts: readonly (string | HeardMessage)[], seed: number, options: { responsive?: boolean } = {}, of = scenario) {
  const partner = new PartnerB(of, seed, options);
  const moves = [partner.reset(), ...texts.map((text) => partner.step(typeof text === 'string' ? { text } : text))];
  return {
    partner,
    moves,
    journal: partner.journal,
    texts: moves.map(({ messages }) => messages.map(({ text }) => text).join(' | ')),
  };
}

/** The first seeds whose persona is like that, whether or not something comes in between. */
function seedsWhere(like: (persona: Persona) => boolean, count: number, of = scenario): number[] {
  const seeds: number[] = [];
  for (let seed = 0; seeds.length < count && seed < 4000; seed++) if (like(drawPersona(of, seed))) seeds.push(seed);
  return seeds;
}

/** Answers every message, interrupts with nothing. */
const steady = (persona: Persona): boolean =>
  persona.answersFrom === 1 &&
  persona.absence === undefined &&
  persona.ownerChance === 0 &&
  persona.attention > 0.97 &&
  !persona.speaksFirst &&
  Object.values(persona.interruptions).every((rate) => rate < 0.03);

const DISTURBANCES: readonly string[] = INTERRUPTIONS.map(({ kind }) => kind);

/** The first steady ones among them who also let nothing come between in this very conversation. */
function undisturbed(
  like: (persona: Persona) => boolean,
  count: number,
  script: readonly (string | HeardMessage)[],
  of = scenario,
) {
  return seedsWhere((persona) => steady(persona) && like(persona), 150, of)
    .map((seed) => ({ seed, ...play(script, seed, {}, of) }))
    .filter(({ journal }) => !journal.some(({ said }) => said.some((kind) => DISTURBANCES.includes(kind) || kind === 'back')))
    .slice(0, count);
}

const YES = new Set(Object.values(LINE_BANK.confirm_yes ?? {}).flat());

describe('a partner B', () => {
  it('never agrees below the floor, whatever we ask or restate', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.array(fc.record({ rate: fc.integer({ min: 250, max: 519 }), how: fc.constantFrom('ask', 'restate', 'terms') }), {
          minLength: 4,
          maxLength: 10,
        }),
        fc.boolean(),
        (seed, tries, responsive) => {
          const messages = tries.map(({ rate, how }): HeardMessage => {
            if (how === 'ask') return { text: ask(rate) };
            if (how === 'restate') return { text: restate(rate) };
            return { text: 'Are the terms above right for you?', terms: [{ ticketId: 'deluxe', rate: String(rate) }] };
          });
          const { partner, journal } = play([GREETING], seed, { responsive });
          for (const [index, message] of messages.entries()) {
            const { messages: said } = partner.step(message);
            const { rate, how } = tries[index]!;
            if (how !== 'ask' && rate < 440) expect(said.filter(({ text }) => YES.has(text))).toEqual([]);
          }
          for (const { rate } of journal.flatMap(({ accepted, agreed }) => [...accepted, ...agreed]))
            expect(rate).toBeGreaterThanOrEqual(440);
          for (const { aspirations } of journal) expect(aspirations['deluxe']).toBeGreaterThanOrEqual(440);
        },
      ),
      { numRuns: 80 },
    ));

  it('says the same for the same scenario and seed, and begins anew after a reset', () => {
    const script = [GREETING, BRIEFING, ask(455), ask(462), restate(470)];
    for (const seed of [1, 2, 3, 4, 5]) {
      const { moves, partner } = play(script, seed);
      expect(play(script, seed).moves).toEqual(moves);
      expect([partner.reset(), ...script.map((text) => partner.step({ text }))]).toEqual(moves);
    }
    expect(play(script, 1).moves).not.toEqual(play(script, 2).moves);
  });

  it('knows nothing of the mandate', () => {
    const other = sampleScenario([sampleRoom({}, { mandate: { ticketId: 'deluxe', targetRate: '300', limitRate: '510' } })]);
    const script = [GREETING, BRIEFING, ask(455), ask(480), restate(480)];
    for (const seed of [1, 2, 3]) expect(play(script, seed, {}, other).moves).toEqual(play(script, seed).moves);
  });

  it('moves when we move and hardly when we stay', () => {
    for (const seed of seedsWhere((persona) => steady(persona) && persona.drift === 0, 5)) {
      const aspirations = play([GREETING, ask(441), ask(441), ask(444)], seed).journal.map(
        (entry) => entry.aspirations['deluxe']!,
      );
      const [first, same, moved] = aspirations.slice(-3) as [number, number, number];
      expect(same).toBeGreaterThan(moved);
      expect(first - same).toBeLessThan(same - moved);
    }
  });

  it('gives to an ask that it could do, and next to nothing to one that it could not', () => {
    for (const seed of seedsWhere((persona) => steady(persona) && persona.drift === 0, 5)) {
      const after = (rate: number): number => play([GREETING, ask(rate)], seed).journal.at(-1)!.aspirations['deluxe']!;
      const before = play([GREETING], seed).journal.at(-1)!.aspirations['deluxe']!;
      expect(before - after(445)).toBeGreaterThan(5 * (before - after(380)));
    }
  });

  it('says what it would do before it says a last no', () => {
    const script = [GREETING, ask(441), ...Array.from({ length: 8 }, () => 'I ask for EUR 441 again.')];
    const like = ({ hardensBy, unusualFigureChance, otherBasisChance, slipChance }: Persona): boolean =>
      hardensBy === 'final_word' && unusualFigureChance + otherBasisChance + slipChance === 0;
    const hardened = undisturbed(like, 20, script)
      .map(({ journal }) => journal.flatMap(({ said }) => said))
      .filter((said) => said.includes('final'));
    for (const said of hardened)
      expect(said.slice(0, said.indexOf('final')).some((kind) => /^(?:counter|stick)/.test(kind))).toBe(true);
    expect(hardened.length).toBeGreaterThan(3);
  });

  it('says yes to the same figure a few times, then no more', () => {
    const script = [GREETING, ask(518), ...Array.from({ length: 6 }, () => 'Which room is that for, then?')];
    const [played] = undisturbed(() => true, 1, script);
    const yes = played!.journal.filter(({ said }) => said.includes('accept')).length;
    expect(yes).toBeGreaterThan(0);
    expect(yes).toBeLessThan(5);
  });

  it('comes back from "later" when we write again, not when we say that we will', () => {
    const wait = 'That is fine. I will write again at a better time.';
    const later = seedsWhere((persona) => persona.interruptions.later > 0.2 && persona.answersFrom === 1, 60)
      .map((seed) => play([GREETING, wait, 'Hello again, have you had a moment?'], seed).journal)
      .filter(([first, , third]) => first?.said[0] === 'later' && third?.said.length)
      .filter(([, , third]) => !third!.said.some((kind) => DISTURBANCES.includes(kind)));
    expect(later.length).toBeGreaterThan(0);
    for (const [, second, third] of later) {
      expect(second!.said.filter((kind) => kind !== 'acknowledge')).toEqual([]);
      expect(third!.said[0]).toBe('back_from_later');
    }
  });

  it('hardens where we never move: says a last no, or falls silent', () => {
    const script = [GREETING, ...Array.from({ length: 8 }, () => 'I ask for EUR 400 again.')];
    const like = (persona: Persona): boolean => persona.drift === 0 && persona.patience <= 3;
    const final = undisturbed((persona) => like(persona) && persona.hardensBy === 'final_word', 3, script);
    for (const { journal } of final) expect(journal.flatMap(({ said }) => said)).toContain('final');
    const silent = undisturbed((persona) => like(persona) && persona.hardensBy === 'silence', 3, script);
    for (const { moves } of silent) expect(moves.slice(-3).flatMap(({ messages }) => messages)).toEqual([]);
    expect(final.length + silent.length).toBe(6);
  });

  it('takes an ask as soon as it is good enough, and says a clear yes to the terms', () => {
    const played = undisturbed(({ hesitates }) => !hesitates, 6, [GREETING, ask(518), restate(518)]);
    for (const { journal } of played) {
      expect(journal.map(({ said }) => said.at(-1)).slice(-2)).toEqual(['accept', 'confirm_yes']);
      expect(journal.at(-1)?.agreed).toEqual([{ ticketId: 'deluxe', rate: 518 }]);
    }
    expect(played).toHaveLength(6);
  });

  it('knows which terms are meant by those above, also where a reminder of our ask came in between', () => {
    const script = [GREETING, ask(518), restate(518), 'Hello again, have you had a chance to think about EUR 518?'];
    const played = undisturbed(({ hesitates }) => !hesitates, 3, [...script, 'Are the terms above right for you?']);
    for (const { journal } of played) expect(journal.at(-1)?.said).toEqual(['confirm_yes']);
    expect(played).toHaveLength(3);
  });

  it('says ok first and yes only when asked again, where it hesitates', () => {
    const played = undisturbed(({ hesitates }) => hesitates, 3, [GREETING, ask(518), restate(518), restate(518)]);
    for (const { journal } of played)
      expect(journal.map(({ said }) => said.at(-1)).slice(-2)).toEqual(['confirm_hesitant', 'confirm_yes']);
    expect(played).toHaveLength(3);
  });

  it('says what its net figure comes to where it was taken for a selling price', () => {
    const script = [GREETING, ask(455), 'Is that the selling price that the guest pays, or net to you?'];
    const like = (persona: Persona): boolean =>
      persona.otherBasisChance > 0.5 && !persona.labelsBasis && persona.unusualFigureChance === 0;
    const { partner, texts } = undisturbed(like, 150, script).find(({ journal }) => journal[1]?.said.includes('counter'))!;
    const figure = Number(/\d{3}/.exec(texts[2]!)?.[0]);
    expect(texts[3]).toMatch(/net/i);
    const { messages } = partner.step({ text: restate(figure) });
    expect(partner.journal.at(-1)?.said).toEqual(['confirm_no_basis']);
    const selling = (Math.ceil((figure / 0.85) * 100) / 100).toFixed(2).replace('.00', '');
    expect(messages.map(({ text }) => text).join(' ')).toContain(selling);
  });
});

describe('what comes in between', () => {
  it('is the wrong person first and then the right one, at once or when we ask', () => {
    const inclined = seedsWhere(
      (persona) => persona.interruptions.wrong_person > 0.5 && persona.answersFrom === 1 && !persona.speaksFirst,
      8,
    );
    const played = inclined
      .map((seed) => play([GREETING, 'My mistake, then. Could you pass it on to whoever decides on rates at Hotel Anker?'], seed))
      .filter(({ journal }) => journal[0]?.said[0] === 'wrong_person');
    expect(played.length).toBeGreaterThan(0);
    for (const { journal } of played) {
      const said = journal.flatMap((entry) => entry.said);
      expect(said.indexOf('right_person')).toBeGreaterThan(said.indexOf('wrong_person'));
    }
  });

  it('is an owner who is asked once, and whose answer comes the next time', () => {
    const seeds = seedsWhere((persona) => persona.ownerChance > 0.6 && steady({ ...persona, ownerChance: 0 }), 40);
    const asking = seeds
      .map((seed) => play([GREETING, ask(518), 'Of course, take your time.'], seed).journal)
      .filter(([, second]) => second?.said.at(-1) === 'ask_owner');
    expect(asking.length).toBeGreaterThan(3);
    const answers = asking.map((journal) => journal.at(-1)!.said.find((kind) => kind !== 'back'));
    for (const answer of answers) expect(['owner_yes', 'owner_no', 'owner_figure', undefined]).toContain(answer);
    expect(new Set(answers).size).toBeGreaterThan(1);
  });

  it('is a second thought hours after the yes', () => {
    const closing = 'Your yes is noted: Deluxe Double, at EUR 518 per room and night. Thank you for your time.';
    const played = undisturbed(({ retracts, hesitates }) => retracts && !hesitates, 2, [
      GREETING,
      ask(518),
      restate(518),
      closing,
    ]);
    expect(played.length).toBeGreaterThan(0);
    for (const { journal, moves } of played) {
      expect(journal.at(-1)?.said).toEqual(['retract']);
      expect(moves.at(-1)?.messages[0]?.delayMs).toBeGreaterThan(30 * 60_000);
    }
  });
});

describe('a placebo partner', () => {
  const kind = [
    GREETING,
    'Your costs are a fair point, and I understand the season matters.',
    ask(455),
    'In return for EUR 460 I could add a Preferred badge for 60 days.',
    ask(465),
    ask(470),
  ];
  const rude = [
    GREETING,
    'You must lower it immediately, or else.',
    ask(400),
    ask(400),
    'This is your last chance: EUR 400.',
    ask(400),
  ];

  it('concedes the same whatever we write', () => {
    for (let seed = 0; seed < 25; seed++) {
      const [one, other] = [kind, rude].map((script) =>
        play(script, seed, { responsive: false }).journal.map(({ aspirations, goodwill }) => ({ aspirations, goodwill })),
      );
      expect(one).toEqual(other);
    }
  });

  it('has its last word at the same time, moved or not', () => {
    const low = [GREETING, ask(300), ask(305), ask(310), ask(315)];
    const same = [GREETING, ask(300), ask(300), ask(300), ask(300)];
    for (const seed of seedsWhere(steady, 10))
      expect(play(same, seed, { responsive: false }).journal.map(({ said }) => said.includes('final'))).toEqual(
        play(low, seed, { responsive: false }).journal.map(({ said }) => said.includes('final')),
      );
  });

  it('differs from one that is not: that one gives more to who treats it well', () => {
    const mean = (script: readonly string[]): number =>
      Array.from({ length: 30 }, (_, seed) => play(script, seed).journal.at(-1)!.aspirations['deluxe']!).reduce(
        (sum, each) => sum + each,
        0,
      ) / 30;
    const moves = [455, 460, 465, 470];
    const well = moves.map(
      (rate) => `I understand about your costs, your season, the owner and your other channels. ${ask(rate)}`,
    );
    const badly = moves.map((rate) => `You must accept, or else. Why not? When? ${ask(rate)}`);
    expect(mean([GREETING, ...well])).toBeLessThan(mean([GREETING, ...badly]) - 2);
  });
});

describe('silence', () => {
  it('is all that some ever say', () => {
    const seed = seedsWhere((persona) => persona.answersFrom === Infinity && !persona.speaksFirst, 1)[0]!;
    expect(play([GREETING, 'Hello again, have you had a moment?', ask(455)], seed).texts).toEqual(['', '', '', '']);
  });

  it('ends with a reminder where somebody was only away', () => {
    const seed = seedsWhere(
      (persona) => persona.absence?.from === 3 && persona.absence.messages === 1 && steady({ ...persona, absence: undefined }),
      1,
    )[0]!;
    const { texts, journal } = play(
      [GREETING, BRIEFING, ask(455), 'Hello again, have you had a chance to think about EUR 455 for the Deluxe Double?'],
      seed,
    );
    expect(texts[3]).toBe('');
    expect(texts[4]).not.toBe('');
    expect(journal.at(-1)?.said[0]).toBe('back');
  });

  it('comes where we write on and on without asking for anything', () => {
    const script = [GREETING, ...Array.from({ length: 25 }, () => 'I hear you.')];
    for (const { moves } of undisturbed(() => true, 1, script))
      expect(moves.slice(-5).flatMap(({ messages }) => messages)).toEqual([]);
  });

  it('follows on stop, and on an opt-out', () => {
    for (let seed = 0; seed < 20; seed++)
      expect(play([GREETING, 'I will stop here and not write to you again.', 'Thank you.'], seed).texts.slice(-2)).toEqual([
        '',
        '',
      ]);
  });

  it('lasts as long as their pace says', () => {
    const delays = (pace: Persona['pace']): number[] =>
      seedsWhere((persona) => persona.pace === pace && steady(persona), 6).map(
        (seed) => play([GREETING], seed).moves[1]!.messages[0]!.delayMs,
      );
    expect(Math.max(...delays('at_once'))).toBeLessThanOrEqual(5 * 60_000);
    expect(Math.min(...delays('hours'))).toBeGreaterThanOrEqual(40 * 60_000);
    expect(Math.min(...delays('next_day'))).toBeGreaterThanOrEqual(14 * 3_600_000);
  });
});

describe('a partner with two rooms', () => {
  const two = sampleScenario([sampleRoom(), SAMPLE_SUITE], 'shoulder', 'two');
  const both = 'Could you offer EUR 455 for the Deluxe Double and EUR 640 for the Garden Suite?';

  it('names the room with every figure', () => {
    for (const seed of seedsWhere((persona) => steady(persona) && persona.unusualFigureChance === 0, 25, two)) {
      const { moves, journal } = play([GREETING, both, ask(460), 'What about EUR 650 for the Garden Suite?'], seed, {}, two);
      moves.forEach(({ messages }, index) => {
        const said = journal[index - 1]?.said ?? [];
        if (!said.some((kind) => kind.startsWith('counter') || kind === 'stick')) return;
        expect(messages.map(({ text }) => text).join(' ')).toMatch(/deluxe|double|garden|suite/i);
      });
    }
  });

  it('takes both where both are good enough and it deals in bundles, else one after the other', () => {
    const good = 'Could you offer EUR 518 for the Deluxe Double and EUR 717 for the Garden Suite?';
    const script = [GREETING, good, 'Thank you, I have that. What about EUR 717 for the Garden Suite?'];
    const said = (bundles: boolean): (string | undefined)[] =>
      undisturbed((persona) => persona.bundles === bundles, 1, script, two)[0]!.journal.map((entry) => entry.said.at(-1));
    expect(said(true)[1]).toBe('accept_bundle');
    expect(said(false).slice(1)).toEqual(['accept', 'accept']);
  });

  it('agrees to one room and corrects the other where only one is right', () => {
    const text = `${restate(518).replace('. Is that right', '; and Garden Suite, 10–13 Dec 2026 (3 nights), at EUR 600 per room and night (selling price, taxes included). Is that right')}`;
    const answered = undisturbed(({ hesitates }) => !hesitates, 12, [GREETING, text], two)
      .map(({ journal }) => journal.at(-1)!)
      .filter(({ said }) => said.length > 0);
    for (const { agreed, said } of answered) {
      expect(agreed.map(({ ticketId }) => ticketId)).not.toContain('suite');
      expect(said.at(-1)).toMatch(/^confirm_(?:partial|no)$/);
    }
    expect(answered.length).toBeGreaterThan(6);
  });
});
