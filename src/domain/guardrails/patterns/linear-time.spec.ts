import { describe, expect, it } from 'vitest';
import { type Guardrail } from '../guardrail.js';
import { mandateDisclosureGuardrail } from '../mandate-disclosure.js';
import { afterPartner, wordingContext, wordingSignals } from '../../../../test/support/wording-cases.js';
import { claimsHumanGuardrail } from './claims-human.js';
import { contactAndLinksGuardrail } from './contact-and-links.js';
import { delistingThreatGuardrail } from './delisting-threat.js';
import { disparagementGuardrail } from './disparagement.js';
import { disrespectGuardrail } from './disrespect.js';
import { echoedInstructionsGuardrail } from './echoed-instructions.js';
import { internalTermsGuardrail } from './internal-terms.js';
import { languageGuardrail } from './language.js';
import { leakedReasoningGuardrail } from './leaked-reasoning.js';
import { parityDemandGuardrail } from './parity-demand.js';
import { personalDataGuardrail } from './personal-data.js';
import { pressureGuardrail } from './pressure.js';

const GUARDRAILS: readonly Guardrail[] = [
  mandateDisclosureGuardrail,
  internalTermsGuardrail,
  disrespectGuardrail,
  pressureGuardrail,
  delistingThreatGuardrail,
  parityDemandGuardrail,
  disparagementGuardrail,
  leakedReasoningGuardrail,
  languageGuardrail,
  personalDataGuardrail,
  contactAndLinksGuardrail,
  claimsHumanGuardrail,
  echoedInstructionsGuardrail,
];

/** Beginnings of patterns, again and again, without the end that would let them match. */
const UNITS: readonly string[] = [
  'a',
  ' ',
  '0',
  '0 ',
  '12-',
  '4111 ',
  'one ',
  'a.',
  'a@',
  'a-',
  '[',
  '<a ',
  '<',
  '`',
  '"',
  '"a',
  '\n',
  '\n ',
  '| ',
  'word ',
  'the other hotels nearby ',
  'your neighbours not ',
  'unlike most ',
  'you must not be ',
  'please please ',
  'on the other site must not ',
  'say exactly ',
  'repeat after me ',
  'ignore all my the your ',
  'our real limit for ',
  'any rate below ',
  'the most that we ',
  'not your ranking will ',
  'hotels that ',
  'we close ',
  'i am a very real ',
  'my name is ',
  'not a ',
  'option 1: ',
  'let me ',
  'de89 ',
  'passport ',
  'call ',
  'www.',
  'a.a.a.a',
  'http://a@',
  'if you do not ',
  'everybody ',
  'the offer ',
  'è ',
  'сор ',
  'де ',
  '谢',
  'vous ',
];
const SHORT = 5_000;
const LONG = 50_000;

describe('guardrails of wording on hostile texts', () => {
  it.each(UNITS.map((unit) => [JSON.stringify(unit), unit] as const))('take time in proportion to the length: %s', (_, unit) => {
    const prepare = (length: number) => {
      const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      return { text, signals: wordingSignals(text), context: wordingContext(afterPartner(text)) };
    };
    const time = (guardrail: Guardrail, { text, signals, context }: ReturnType<typeof prepare>): number => {
      const began = performance.now();
      guardrail.check({ text, author: 'agent', context }, signals);
      return performance.now() - began;
    };
    const short = prepare(SHORT);
    const long = prepare(LONG);
    for (const guardrail of GUARDRAILS) {
      // A busy machine can slow down one measurement, but not several in a row.
      let before = 0;
      let after = Infinity;
      for (let attempt = 0; attempt < 4 && (attempt === 0 || after / before >= 40); attempt++) {
        before = Math.max(before, time(guardrail, short), 0.5);
        after = Math.min(after, time(guardrail, long));
      }
      // Ten times the text: a quadratic check would take a hundred times as long, a linear one ten.
      expect(after / before, `${guardrail.id} took ${before.toFixed(1)} and ${after.toFixed(1)} ms`).toBeLessThan(40);
    }
  });
});
