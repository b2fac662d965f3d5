import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { builtInSop } from '../../../platform/built-in-sop.js';
import { SAMPLE_FILE } from '../dialogues.fixtures.js';
import { parseDialogues } from '../parse-dialogues.js';
import { factsOfDialogue } from './dialogue-facts.js';
import { replayDialogue } from './replay-dialogue.js';

const sop = builtInSop();
const replayed = parseDialogues('sample.txt', SAMPLE_FILE).dialogues.map((dialogue) => replayDialogue(dialogue, sop));
const [one, two] = replayed;

describe('a written dialogue that is played through ledger and procedure', () => {
  it('has amounts in place of slots, and nothing that has nothing to hold', () => {
    for (const { messages, replies } of replayed) {
      expect(messages.map(({ text }) => text).filter((text) => text.includes('{'))).toEqual([]);
      expect(replies.flatMap(({ missing }) => missing)).toEqual([]);
    }
  });

  it('ends as the writer said', () => {
    for (const { final } of replayed) expect(final.position.status).toBe('agreed');
    expect(Object.values(two!.final.state.results)).toEqual(['agreed', 'agreed']);
  });

  it('puts both sides on the ledger: asks only rise, and what is taken lies within the mandate', () => {
    for (const { final, dialogue } of replayed) {
      const { mandates } = factsOfDialogue(dialogue);
      for (const { ticketId, limitRate, targetRate } of mandates) {
        const own = final.state.ledger.filter((entry) => entry.ticketId === ticketId);
        const asks = own.flatMap((entry) => (entry.type === 'ask' ? [new Decimal(entry.rate)] : []));
        expect(asks.length).toBeGreaterThan(0);
        asks.forEach((ask, index) => expect(index === 0 || ask.gte(asks[index - 1]!)).toBe(true));
        const agreed = own.find((entry) => entry.type === 'agreement');
        expect(agreed?.type === 'agreement' && new Decimal(agreed.terms.rate).lte(limitRate)).toBe(true);
        expect(asks[0]!.eq(targetRate)).toBe(true);
      }
    }
  });

  it('is let out by the guardrails where it is good, and permitted by the procedure', () => {
    const blocked = replayed.flatMap(({ replies }) => replies.flatMap(({ findings }) => findings.filter(({ soft }) => !soft)));
    expect(blocked).toEqual([]);
    expect(one!.replies.filter(({ permitted }) => permitted).length).toBeGreaterThanOrEqual(one!.replies.length - 1);
  });

  it('puts the room that a reply is about first, whichever the writer counted as the second', () => {
    const counter = two!.replies.find(({ plan }) => plan.act === 'counter')!;
    expect(counter.plan.asks).toEqual([{ ticketId: 'room-2', step: expect.any(String) }]);
    expect(counter.template).toContain('For the {room}, would {ask_rate}');
    expect(counter.text).toContain(two!.final.state.tickets[1]!.roomType);
  });

  it('is the same every time', () => {
    expect(JSON.stringify(replayDialogue(one!.dialogue, sop).messages)).toBe(JSON.stringify(one!.messages));
  });
});
