import { type Experiment, type ExperimentPlan } from '../../domain/experiments/experiment.js';
import { type Observation } from '../../domain/experiments/results.js';
import { type Page } from './negotiation-queries.js';

export interface NewExperiment extends ExperimentPlan {
  id: string;
  createdBy: string;
  createdAt: Date;
}

/** What new negotiations need to know of experiments. */
export abstract class RunningExperiments {
  /** The one that new negotiations of a tenant take part in. */
  abstract running(tenantId: string): Promise<Experiment | null>;
}

/** Experiments and what became of their negotiations; every method is bound to a tenant. */
export abstract class ExperimentStore extends RunningExperiments {
  abstract add(tenantId: string, experiment: NewExperiment): Promise<void>;
  abstract find(tenantId: string, id: string): Promise<Experiment | null>;
  /** The latest first. Throws {@link InvalidCursorError} for a cursor it did not issue. */
  abstract list(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<Experiment>>;
  /** `another_runs`: at most one does at a time. `not_a_draft`: it was started before, or is not there. */
  abstract start(tenantId: string, id: string, at: Date): Promise<'started' | 'another_runs' | 'not_a_draft'>;
  /** False where it does not run. */
  abstract stop(tenantId: string, id: string, at: Date): Promise<boolean>;
  /** Negotiations that took part and were created before then, in small pages, so that memory stays bounded. */
  abstract observations(tenantId: string, experiment: Experiment, createdBefore: Date): AsyncIterable<Observation>;
  /** Negotiations that took part and were created then or later. */
  abstract countSince(tenantId: string, experimentId: string, since: Date): Promise<number>;
}
