import { type Estimate } from '../../domain/experiments/comparison.js';
import { type Experiment } from '../../domain/experiments/experiment.js';
import { type Metrics, partnersNeeded } from '../../domain/experiments/results.js';
import { type ExperimentState } from '../../negotiations/manage-experiments.js';
import { type EstimateView, type ExperimentResultsView, type ExperimentView, type MetricsView } from './experiments.dto.js';

export function presentExperiment(experiment: Experiment): ExperimentView {
  const { id, name, status, variants, control, windowDays, expectedAgreed, smallestDifference } = experiment;
  const { createdBy, createdAt, startedAt, stoppedAt } = experiment;
  return {
    id,
    name,
    status,
    variants: variants.map(({ name: variant, arm, policyModel, weight }) => ({
      name: variant,
      arm,
      ...(policyModel === undefined ? {} : { policyModel }),
      weight,
    })),
    control,
    windowDays,
    expectedAgreed,
    smallestDifference,
    partnersNeeded: partnersNeeded(experiment),
    createdBy,
    createdAt: createdAt.toISOString(),
    ...(startedAt ? { startedAt: startedAt.toISOString() } : {}),
    ...(stoppedAt ? { stoppedAt: stoppedAt.toISOString() } : {}),
  };
}

export function presentResults({ experiment, results, tooYoung }: ExperimentState): ExperimentResultsView {
  const { sizesFit, confidence, variants, comparisons } = results;
  return {
    experiment: presentExperiment(experiment),
    sizesFit,
    tooYoung,
    confidence,
    variants: variants.map(({ name, partners, negotiations, metrics }) => ({
      name,
      partners,
      negotiations,
      metrics: presentMetrics(metrics),
    })),
    comparisons: comparisons.map(({ variant, differences, verdict }) => ({
      variant,
      differences: presentMetrics(differences),
      verdict,
    })),
  };
}

const presentMetrics = (metrics: Metrics): MetricsView =>
  Object.fromEntries(Object.entries(metrics).map(([metric, estimate]) => [metric, presentEstimate(estimate)]));

const presentEstimate = ({ value, interval }: Estimate): EstimateView => ({ value, ...interval });
