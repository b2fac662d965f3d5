import { describeGuardrail, type GuardrailCase } from '../../../test/support/guardrail-cases.js';
import { sampleContext, samplePlan, sampleTerms } from '../../../test/support/reply-contexts.js';
import { type AgentAct } from '../taxonomy.js';
import { wrongStageActGuardrail } from './wrong-stage-act.js';

const { menu, directive } = sampleContext();
const may = (...acts: AgentAct[]) => ({ directive: { ...directive, may: acts } });
const first = (prelude: AgentAct, ...acts: AgentAct[]) => ({ directive: { ...directive, may: acts, prelude } });
const terms = {
  ...may('confirm_terms', 'accept', 'close_agreed'),
  menu: { ...menu, acceptable: [{ ticketId: 'double', rate: '490' }], terms: [sampleTerms()] },
};
const small = [{ ticketId: 'double', step: 'small' as const }];
const TEXT = 'Some text.';
const act = (
  name: AgentAct,
  over: Partial<Parameters<typeof sampleContext>[0]> = {},
  rest: Partial<ReturnType<typeof samplePlan>> = {},
): GuardrailCase => [TEXT, over, samplePlan({ act: name, ...rest })];

describeGuardrail(wrongStageActGuardrail, {
  refused: [
    act('close_agreed'),
    act('greet'),
    act('stop'),
    act('propose', {}, { asks: small }),
    act('confirm_terms'),
    act('accept'),
    act('counter'),
    act('counter', {}, { asks: [{ ticketId: 'double', step: 'none' }] }),
    act('counter', {}, { asks: [{ ticketId: 'double', step: 'first' }] }),
    act('counter', {}, { asks: [{ ticketId: 'other', step: 'small' }] }),
    act('counter', {}, { asks: [...small, { ticketId: 'double', step: 'medium' }] }),
    act('offer_lever'),
    act('offer_lever', {}, { leverIds: ['unknown'] }),
    act('answer', { directive: { ...directive, reply: false } }),
    act('counter', first('identify', 'counter'), { asks: small }),
    act('counter', first('identify', 'counter'), { asks: small, prelude: 'apologise' }),
    act('close_agreed', may('close_agreed')),
    act('confirm_terms', may('confirm_terms')),
    act('accept', may('accept')),
    act('hold', { ...may('hold'), standings: [{ ticketId: 'double', currentRate: '520', round: 0 }] }),
    act('propose', may('propose')),
  ],
  allowed: [
    TEXT,
    ['', {}],
    act('counter', {}, { asks: small }),
    act('counter', {}, { asks: [{ ticketId: 'double', step: 'large' }] }),
    act('hold'),
    act('hold', {}, { asks: [{ ticketId: 'double', step: 'same' }] }),
    act('ask_reason'),
    act('answer'),
    act('offer_lever', {}, { leverIds: ['badge'] }),
    act('accept', terms),
    act('confirm_terms', terms),
    act('close_agreed', { ...may('close_agreed'), agreed: [sampleTerms()] }),
    act('close_agreed', { ...may('close_agreed'), results: { double: 'agreed' } }),
    act('counter', first('identify', 'counter'), { asks: small, prelude: 'identify' }),
    act('identify', first('identify', 'counter')),
    act('apologise', first('apologise', 'hold')),
    act('stop', may('stop')),
    act('hand_over', may('hand_over')),
    act('greet', { ...may('greet', 'identify'), stage: 'opening' }),
    act(
      'propose',
      { ...may('propose'), menu: { ...menu, asks: [{ ticketId: 'double', step: 'first', rate: '440' }] } },
      { asks: [{ ticketId: 'double', step: 'first' }] },
    ),
    act('hold', { menu: { ...menu, asks: [] } }, { asks: [{ ticketId: 'double', step: 'same' }] }),
    act('counter', {}, { asks: small, leverIds: ['badge'] }),
  ],
});
