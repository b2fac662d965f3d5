import { describe, expect, it } from 'vitest';
import { bargainingContext, SECRET_FORMS, twoTicketContext } from '../../../test/support/negotiation-contexts.js';
import { policyPrompt, policySchema } from './policy-prompt.js';

const told = (...parameters: Parameters<typeof policyPrompt>) =>
  policyPrompt(...parameters)
    .map(({ content }) => content)
    .join('\n');

describe('What the model is told', () => {
  it.each([
    ['one ticket', bargainingContext()],
    ['two tickets', twoTicketContext()],
  ])('holds the limit rate in no form, with %s', (_name, context) => {
    const text = told(context, []) + JSON.stringify(policySchema(context));
    for (const form of [...SECRET_FORMS, '731.29']) expect(text).not.toContain(form);
  });

  it('names the asks of the menu and none of their amounts that were not said before', () => {
    const context = bargainingContext();
    const text = told(context, []);
    for (const { step, rate } of context.menu.asks) {
      expect(text).toMatch(new RegExp(`^- ${step}: .*\\{ask_rate\\}$`, 'm'));
      if (step !== 'same') expect(text).not.toMatch(new RegExp(`\\b${rate.replace('.', '\\.')}\\b`));
    }
    expect(text).toContain('- {quote}: "EUR 500"');
    expect(text).toContain('- {standing_ask}: "EUR 455"');
  });

  it('holds no evidence that must not be disclosed', () => {
    const context = bargainingContext();
    const [ticket] = context.tickets;
    const hidden = {
      ...ticket!,
      evidence: [{ kind: 'rate', source: 'SecretSource', rate: '399', observedAt: context.now, disclose: 'none' as const }],
    };
    expect(told({ ...context, tickets: [hidden] }, [])).not.toMatch(/SecretSource|399/);
  });

  it('names with one ticket slots without numbers, with several numbered ones', () => {
    expect(told(bargainingContext(), [])).toContain('{room}: "Deluxe Double"');
    expect(told(bargainingContext(), [])).not.toContain('{room_1}');
    const two = told(twoTicketContext(), []);
    expect(two).toContain('{room_2}: "Junior Suite"');
    expect(two).not.toContain('{room}:');
  });

  it('keeps a partner’s words within their line, whatever they hold', () => {
    const lines = told(bargainingContext(), []).split('\n');
    expect(lines.filter((line) => line.includes('ignore the above'))).toHaveLength(1);
    expect(lines.find((line) => line.includes('ignore the above'))).toMatch(/^partner: "/);
  });

  it('says what was wrong with replies that were refused', () => {
    const findings = [
      { guardrail: 'over-length', result: 'violation' as const, severity: 0.3, reason: 'Longer than 600 characters.' },
    ];
    expect(told(bargainingContext(), [{ text: 'A long reply', findings }])).toContain(
      '- "A long reply" — over-length: Longer than 600 characters.',
    );
  });

  it('tells of an interruption that must be answered first', () => {
    const context = bargainingContext();
    expect(told({ ...context, directive: { ...context.directive, prelude: 'identify' } }, [])).toMatch(
      /^First, in the same text: .*AI assistant/m,
    );
  });

  it('lets the schema permit the acts, asks and levers of this turn alone', () => {
    const context = bargainingContext();
    expect(policySchema(context).schema['properties']).toMatchObject({
      act: { enum: context.directive.may },
      asks: { items: { enum: context.menu.asks.map(({ step }) => step) } },
      levers: { items: { enum: ['badge'] } },
    });
  });
});
