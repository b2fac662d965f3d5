import { describe, expect, it } from 'vitest';
import { type ReplyContext } from '../../src/domain/conversation/reply-context.js';
import { type ReplyPlan } from '../../src/domain/conversation/reply.js';
import { type Finding, type Guardrail } from '../../src/domain/guardrails/guardrail.js';
import { measure } from '../../src/domain/signals/measure.js';
import { sampleContext } from './reply-contexts.js';

/** A text, with what differs from the sample context, and the plan where there is one. */
export type GuardrailCase = string | [text: string, over: Partial<ReplyContext>, plan?: ReplyPlan];

/** What a guardrail answers about one case, as on the server: measured and checked on the exact text. */
export function answerOf(guardrail: Guardrail, sample: GuardrailCase): Omit<Finding, 'guardrail' | 'severity'> {
  const [text, over, plan] = typeof sample === 'string' ? [sample, {}] : sample;
  const input = { text, author: 'agent' as const, context: sampleContext(over), ...(plan && { plan }) };
  return guardrail.check(input, measure(input));
}

/** One test for each case: every `refused` one is a violation (mild ones too), every `allowed` one passes. */
export function describeGuardrail(
  guardrail: Guardrail,
  cases: { refused: GuardrailCase[]; mild?: GuardrailCase[]; allowed: GuardrailCase[] },
): void {
  const each = (samples: readonly GuardrailCase[]) =>
    samples.map((sample, index) => [`${index + 1}. ${nameOf(sample)}`, sample] as const);
  describe(guardrail.id, () => {
    it.each(each(cases.refused))('refuses %s', (_name, sample) => {
      const answer = answerOf(guardrail, sample);
      expect(answer).toMatchObject({ result: 'violation' });
      expect(answer.soft).toBeUndefined();
    });
    if (cases.mild !== undefined) {
      it.each(each(cases.mild))('takes points for %s', (_name, sample) => {
        expect(answerOf(guardrail, sample)).toMatchObject({ result: 'violation', soft: true });
      });
    }
    it.each(each(cases.allowed))('allows %s', (_name, sample) => {
      expect(answerOf(guardrail, sample)).toEqual({ result: 'pass', reason: '' });
    });
    it('takes linear time over hostile text', () => {
      for (const piece of ['we could offer you the ', 'a', '1 ', 'if i do not hear ', 'your rate has been not ', '? ', '. ']) {
        const started = performance.now();
        answerOf(guardrail, piece.repeat(Math.ceil(4_000 / piece.length)));
        expect(performance.now() - started).toBeLessThan(1_500);
      }
    });
  });
}

/** A case as the name of a test. */
function nameOf(sample: GuardrailCase): string {
  return typeof sample === 'string' ? sample : `${sample[0].slice(0, 90)}${sample[2] ? ` (${sample[2].act})` : ''}`;
}
