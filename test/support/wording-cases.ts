import { describe, expect, it } from 'vitest';
import { type ReplyContext } from '../../src/domain/conversation/reply-context.js';
import { type Finding, type Guardrail } from '../../src/domain/guardrails/guardrail.js';
import { fold } from '../../src/domain/signals/fold.js';
import { type ReplySignals } from '../../src/domain/signals/signals.js';
import { detectLanguage } from '../../src/domain/understanding/language/detect.js';
import { tokenise } from '../../src/domain/understanding/language/tokens.js';

/** A moment in a negotiation, as far as guardrails of wording look at it. */
export function wordingContext(over: Partial<ReplyContext> = {}): ReplyContext {
  const context: Partial<ReplyContext> = {
    ota: 'Roamly',
    hotel: { id: 'hotel-1', name: 'Casa de la Luna', city: 'Lisbon' },
    partner: { id: 'partner-1', name: 'Ana Costa' },
    language: 'en',
    stage: 'bargaining',
    tickets: [{ id: 'tk-88', roomType: 'Deluxe King [sea view]', evidence: [] }] as unknown as ReplyContext['tickets'],
    levers: [],
    slots: {},
    history: [],
    allowedHosts: ['roamly.example'],
    ...over,
  };
  return context as ReplyContext;
}

/** The signals that guardrails of wording read; numbers are left out. */
export function wordingSignals(text: string): ReplySignals {
  return { folded: fold(text), language: detectLanguage(tokenise(text)), mentions: [] } as unknown as ReplySignals;
}

/** A history that ends with these messages of the partner. */
export function afterPartner(...texts: string[]): Partial<ReplyContext> {
  return {
    history: texts.map((text, index) => ({
      id: `message-${String(index)}`,
      seq: index + 1,
      author: 'partner',
      text,
      sentAt: '2026-11-24T10:00:00Z',
    })),
  };
}

export function checkWording(
  guardrail: Guardrail,
  text: string,
  over: Partial<ReplyContext> = {},
): Omit<Finding, 'guardrail' | 'severity'> {
  return guardrail.check({ text, author: 'agent', context: wordingContext(over) }, wordingSignals(text));
}

/** A text, or a text in a context of its own. */
export type WordingCase = string | readonly [text: string, over: Partial<ReplyContext>];

const parts = (each: WordingCase): [string, Partial<ReplyContext>] =>
  typeof each === 'string' ? [each, {}] : [each[0], each[1]];

/** Describes a guardrail by at least twenty texts that it must catch and twenty that must pass. */
export function describeWording(guardrail: Guardrail, caught: readonly WordingCase[], passed: readonly WordingCase[]): void {
  describe(guardrail.id, () => {
    it('is tried on twenty texts of each kind or more', () => {
      expect(caught.length).toBeGreaterThanOrEqual(20);
      expect(passed.length).toBeGreaterThanOrEqual(20);
    });

    it.each(caught.map(parts))('catches: %s', (text, over) => {
      const { result, reason, span } = checkWording(guardrail, text, over);
      expect(result).toBe('violation');
      expect(reason).not.toBe('');
      if (span) expect(text.slice(...span).trim()).not.toBe('');
    });

    it.each(passed.map(parts))('lets pass: %s', (text, over) => {
      expect(checkWording(guardrail, text, over)).toEqual({ result: 'pass', reason: '' });
    });
  });
}
