import { describe, expect, it } from 'vitest';
import { type ExperimentPlan, faultsOfPlan } from './experiment.js';

const PLAN: ExperimentPlan = {
  name: 'Does the model bargain better?',
  variants: [
    { name: 'script', arm: 'intent', weight: 1 },
    { name: 'model', arm: 'onnx', policyModel: 'policy@1.0.0/grpo-repo', weight: 1 },
  ],
  control: 'script',
  windowDays: 14,
  expectedAgreed: 0.4,
  smallestDifference: 0.1,
};
const [script, model] = PLAN.variants as [ExperimentPlan['variants'][number], ExperimentPlan['variants'][number]];

describe('the plan of an experiment', () => {
  it('has no faults where its variants differ and one of them is the control', () => {
    expect(faultsOfPlan(PLAN)).toEqual([]);
    const other = { ...model, name: 'base', policyModel: 'policy@1.0.0' };
    expect(faultsOfPlan({ ...PLAN, variants: [script, model, other] })).toEqual([]);
  });

  it.each<[string, Partial<ExperimentPlan>, string]>([
    ['two variants of one name', { variants: [script, { ...model, name: 'script' }] }, 'variants[1].name'],
    ['two variants that write alike', { variants: [script, { ...script, name: 'again' }] }, 'variants[1]'],
    [
      'a model for an arm without models',
      { variants: [{ ...script, policyModel: 'policy@1' }, model] },
      'variants[0].policyModel',
    ],
    ['a control that is no variant', { control: 'nobody' }, 'control'],
    ['a difference that no share can have', { expectedAgreed: 0.5, smallestDifference: 0.6 }, 'smallestDifference'],
  ])('is refused with %s', (_, change, path) => {
    expect(faultsOfPlan({ ...PLAN, ...change }).map((fault) => fault.path)).toEqual([path]);
  });
});
