import { describe, expect, it } from 'vitest';
import { builtInSop } from '../../platform/built-in-sop.js';
import { aBadCase } from './bad-case.fixtures.js';
import { playBadCase } from './play-bad-case.js';

const sop = builtInSop();
const START = `
      - us: Good morning, this is the AI assistant of Staywell. May I ask about the Deluxe Double?
        act: greet
      - partner: yes`;
const playing = (messages: string) => (): unknown => playBadCase(aBadCase({ messages: START + messages }), sop);

describe('playing a bad case', () => {
  it("ends in the moment after the partner's last words, with what was said on the ledger", () => {
    const { context } = playBadCase(aBadCase(), sop);
    expect(context.stage).toBe('bargaining');
    expect(context.history).toHaveLength(6);
    expect(context.standings).toEqual([
      { ticketId: 'deluxe', currentRate: '520', standingAsk: '455', partnerQuote: '500', round: 1 },
    ]);
    expect(context.reading?.concerns).toContain('cost');
  });

  it('is the same every time', () => {
    expect(playBadCase(aBadCase(), sop).context).toEqual(playBadCase(aBadCase(), sop).context);
  });

  it('knows the limit only as a probe', () => {
    const { context, disclosure } = playBadCase(aBadCase(), sop);
    expect(disclosure.discloses('483.17', 'EUR')).toBe(true);
    expect(JSON.stringify({ context, disclosure })).not.toContain('483.17');
  });

  it('keeps the moment of each reply of ours as it was', () => {
    const { ours } = playBadCase(aBadCase(), sop);
    expect(ours.map(({ context }) => context.history.length)).toEqual([0, 2, 4]);
  });

  it('takes a second message of ours in a row for a follow-up', () => {
    const { context } = playBadCase(
      aBadCase({
        messages: `${START}
      - us: It is EUR 520 with us, and EUR 462 elsewhere.
        act: brief
      - us: Hello again, may we talk about the Deluxe Double?
        act: follow_up
      - partner: yes, sorry`,
      }),
      sop,
    );
    expect(Date.parse(context.now) - Date.parse('2026-11-24T09:00:00Z')).toBeGreaterThan(24 * 3_600_000);
  });

  it.each([
    ['an act that the procedure does not permit', '{ us: Thank you., act: close_agreed }', /permits propose/],
    [
      'an ask that is not on the menu',
      '{ us: Could you do EUR 460?, act: propose, ask: small }',
      /no ask "small".*first EUR 455/,
    ],
    [
      'an ask that the text does not say',
      '{ us: Could you do EUR 450?, act: propose, ask: first }',
      /"first" is EUR 455, which the text does not say/,
    ],
    [
      'a lever that may not be offered',
      '{ us: Could you do EUR 455? We add a badge., act: propose, ask: first, levers: [badge] }',
      /the lever "badge" may not be offered/,
    ],
  ])('refuses %s, naming case and message', (_, reply, expected) => {
    const play = playing(`\n      - partner: what rate do you want?\n      - ${reply}\n      - partner: ok`);
    expect(play).toThrow(/^bad case sample-case, message 4: /);
    expect(play).toThrow(expected);
  });

  it('refuses a reply where nothing is to be said', () => {
    const play = playing(`
      - { us: 'It is EUR 520 with us, and EUR 462 elsewhere.', act: brief }
      - { partner: "don't contact me again" }
      - { us: I will not write again., act: stop }
      - { partner: thanks }
      - { us: You are welcome., act: answer }
      - { partner: bye }`);
    expect(play).toThrow('bad case sample-case, message 7: nothing is to be said here');
  });
});
