import { describe, expect, it } from 'vitest';
import { type Experiment } from './experiment.js';
import { ExperimentTally, type Observation, partnersNeeded } from './results.js';

const EXPERIMENT: Experiment = {
  id: 'e1',
  name: 'Does the model bargain better?',
  variants: [
    { name: 'script', arm: 'intent', weight: 1 },
    { name: 'model', arm: 'onnx', weight: 1 },
  ],
  control: 'script',
  windowDays: 14,
  expectedAgreed: 0.4,
  smallestDifference: 0.2,
  status: 'running',
  createdBy: 'Ines',
  createdAt: new Date('2026-11-01T00:00:00Z'),
};

const observation = (variant: string, partnerId: string, change: Partial<Observation> = {}): Observation => ({
  variant,
  partnerId,
  agreed: false,
  reduction: 0,
  optedOut: false,
  person: false,
  replies: 5,
  turns: 5,
  scripted: 0,
  elsewhere: 0,
  ...change,
});

/** So many partners of each variant, the first of them with an agreement. */
function tallied(sizes: Record<string, { partners: number; agreed: number }>, experiment = EXPERIMENT): ExperimentTally {
  const tally = new ExperimentTally(experiment);
  for (const [variant, { partners, agreed }] of Object.entries(sizes))
    for (let index = 0; index < partners; index++)
      tally.add(observation(variant, `${variant}-${index}`, index < agreed ? { agreed: true, reduction: 0.1 } : {}));
  return tally;
}

const verdictOf = (sizes: Parameters<typeof tallied>[0]): string => tallied(sizes).results().comparisons[0]!.verdict;

describe('results of an experiment', () => {
  it('are counted by partner: what was said to one partner hangs together', () => {
    const tally = new ExperimentTally(EXPERIMENT);
    tally.add(observation('model', 'a', { agreed: true, reduction: 0.12, replies: 4 }));
    tally.add(observation('model', 'a', { replies: 8 }));
    tally.add(observation('model', 'b', { agreed: true, reduction: 0.06, turns: 10, scripted: 1 }));
    const { partners, negotiations, metrics } = tally.results().variants[1]!;
    expect({ partners, negotiations }).toEqual({ partners: 2, negotiations: 3 });
    expect(metrics.agreed!.value).toBeCloseTo(2 / 3, 12);
    expect(metrics.reduction!.value).toBeCloseTo(0.06, 12);
    expect(metrics.replies!.value).toBeCloseTo(17 / 3, 12);
    expect(metrics.scripted!.value).toBeCloseTo(1 / 20, 12);
  });

  it('leave out what cannot be known any more, and nothing else of that negotiation', () => {
    const tally = new ExperimentTally(EXPERIMENT);
    tally.add(observation('script', 'a', { agreed: true, reduction: 0.1 }));
    const erased = observation('script', 'b', { agreed: true });
    delete erased.reduction;
    tally.add(erased);
    const { metrics } = tally.results().variants[0]!;
    expect(metrics.agreed!.value).toBe(1);
    expect(metrics.reduction!.value).toBe(0.1);
  });

  it('say nothing before as many partners were met as were planned, however good it looks', () => {
    const needed = partnersNeeded(EXPERIMENT);
    expect(verdictOf({ script: { partners: needed - 1, agreed: 0 }, model: { partners: needed, agreed: needed } })).toBe(
      'too_early',
    );
    expect(verdictOf({ script: { partners: needed, agreed: 0 }, model: { partners: needed, agreed: needed } })).toBe('better');
  });

  it('say which is better, or that no difference was shown', () => {
    expect(verdictOf({ script: { partners: 200, agreed: 100 }, model: { partners: 200, agreed: 60 } })).toBe('worse');
    expect(verdictOf({ script: { partners: 200, agreed: 100 }, model: { partners: 200, agreed: 104 } })).toBe(
      'no_difference_shown',
    );
  });

  it('say nothing where partners got lost on one side', () => {
    expect(verdictOf({ script: { partners: 300, agreed: 100 }, model: { partners: 200, agreed: 150 } })).toBe('sizes_do_not_fit');
  });

  it('hold each of several comparisons to a stricter interval', () => {
    const third = { name: 'llm', arm: 'openai', weight: 1 };
    const three = { ...EXPERIMENT, variants: [...EXPERIMENT.variants, third] };
    expect(tallied({}, three).results().confidence).toBeCloseTo(0.975, 12);
    expect(partnersNeeded(three)).toBeGreaterThan(partnersNeeded(EXPERIMENT));
    const sizes = { script: { partners: 200, agreed: 80 }, model: { partners: 200, agreed: 100 } };
    const widthOf = (experiment: Experiment): number => {
      const { low, high } = tallied(sizes, experiment).results().comparisons[0]!.differences.agreed!.interval!;
      return high - low;
    };
    expect(widthOf(three)).toBeGreaterThan(widthOf(EXPERIMENT));
  });

  it('are empty and no errors before the first negotiation', () => {
    const { variants, comparisons, sizesFit } = tallied({}).results();
    expect(variants.map(({ partners, metrics }) => ({ partners, metrics }))).toEqual([
      { partners: 0, metrics: {} },
      { partners: 0, metrics: {} },
    ]);
    expect(comparisons).toEqual([{ variant: 'model', differences: {}, verdict: 'too_early' }]);
    expect(sizesFit).toBe(true);
  });
});
