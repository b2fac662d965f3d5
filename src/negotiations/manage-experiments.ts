import { Injectable } from '@nestjs/common';
import { type Experiment, type ExperimentPlan, faultsOfPlan } from '../domain/experiments/experiment.js';
import { type ExperimentResults, ExperimentTally } from '../domain/experiments/results.js';
import { fail, succeed, type Failure, type Result } from '../domain/failure.js';
import { DraftingSettingsLibrary } from '../turn/drafting-settings.js';
import { Clock } from '../turn/ports/clock.js';
import { ModelDirectory } from '../turn/ports/model-directory.js';
import { Randomness } from '../turn/ports/randomness.js';
import { PolicyRegistry } from '../turn/ports/reply-policy.js';
import { type Actor, auditEntry } from './actor.js';
import { ExperimentStore } from './ports/experiment-store.js';
import { NegotiationQueries, type Page } from './ports/negotiation-queries.js';
import { faultsOfArm, faultsOfPolicyModel, servingPolicyModel } from './who-writes.js';

const DAY_MS = 86_400_000;
const NOT_FOUND = fail('not_found', 'There is no such experiment');

interface Request {
  tenantId: string;
  id: string;
}

/** Results as they stand, and how many negotiations are too young to count in them. */
export interface ExperimentState {
  experiment: Experiment;
  results: ExperimentResults;
  tooYoung: number;
}

/** Compares ways of writing on new negotiations. Changes are in the audit log. */
@Injectable()
export class ManageExperiments {
  constructor(
    private readonly store: ExperimentStore,
    private readonly policies: PolicyRegistry,
    private readonly models: ModelDirectory,
    private readonly drafting: DraftingSettingsLibrary,
    private readonly queries: NegotiationQueries,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  /** A variant that names no model gets the one that writes for the tenant now: whoever chooses another later changes no experiment. */
  async create(input: { tenantId: string; plan: ExperimentPlan; actor: Actor }): Promise<Result<Experiment>> {
    const { tenantId, actor } = input;
    const plan = await this.withModels(tenantId, input.plan);
    const errors = [...faultsOfPlan(plan), ...this.notHere(plan)];
    if (errors.length > 0) return fail('invalid', 'The experiment is not valid', errors);
    const id = this.randomness.id();
    const createdAt = this.clock.now();
    await this.store.add(tenantId, { ...plan, id, createdBy: actor.name, createdAt });
    await this.audit(tenantId, actor, 'experiment.created', id);
    return succeed({ ...plan, id, status: 'draft', createdBy: actor.name, createdAt });
  }

  list(tenantId: string, page: { cursor?: string; limit: number }): Promise<Page<Experiment>> {
    return this.store.list(tenantId, page);
  }

  async find({ tenantId, id }: Request): Promise<Result<Experiment>> {
    const experiment = await this.store.find(tenantId, id);
    return experiment ? succeed(experiment) : NOT_FOUND;
  }

  /** Models are opened and checked first: a variant that cannot write would be the other one under a wrong name. */
  async start({ tenantId, id, actor }: Request & { actor: Actor }): Promise<Result<Experiment>> {
    const found = await this.find({ tenantId, id });
    if (!found.ok) return found;
    const missing = this.notHere(found.value);
    if (missing.length > 0) return fail('invalid', 'The experiment names what this server does not have', missing);
    const refused = await this.refusedModels(found.value);
    if (refused.length > 0) return fail('model_refused', 'A model of the experiment must not be used', refused);
    const started = await this.store.start(tenantId, id, this.clock.now());
    if (started === 'another_runs') return fail('another_runs', 'Another experiment runs; stop it first');
    if (started === 'not_a_draft') return fail('not_a_draft', 'The experiment was started before; plan a new one');
    await this.audit(tenantId, actor, 'experiment.started', id);
    return this.find({ tenantId, id });
  }

  /** New negotiations no longer take part; those that do go on as they began. */
  async stop({ tenantId, id, actor }: Request & { actor: Actor }): Promise<Result<Experiment>> {
    const found = await this.find({ tenantId, id });
    if (!found.ok) return found;
    if (!(await this.store.stop(tenantId, id, this.clock.now()))) return fail('not_running', 'The experiment does not run');
    await this.audit(tenantId, actor, 'experiment.stopped', id);
    return this.find({ tenantId, id });
  }

  async results(request: Request): Promise<Result<ExperimentState>> {
    const found = await this.find(request);
    if (!found.ok) return found;
    const experiment = found.value;
    const until = new Date(this.clock.now().getTime() - experiment.windowDays * DAY_MS);
    const tally = new ExperimentTally(experiment);
    for await (const observation of this.store.observations(request.tenantId, experiment, until)) tally.add(observation);
    const tooYoung = await this.store.countSince(request.tenantId, experiment.id, until);
    return succeed({ experiment, results: tally.results(), tooYoung });
  }

  private async withModels(tenantId: string, plan: ExperimentPlan): Promise<ExperimentPlan> {
    const { policyModel: chosen } = await this.drafting.of(tenantId);
    const model = servingPolicyModel(this.models.policies(), chosen);
    if (model === undefined) return plan;
    const variants = plan.variants.map((each) =>
      each.arm === 'onnx' && each.policyModel === undefined ? { ...each, policyModel: model } : each,
    );
    return { ...plan, variants };
  }

  private notHere({ variants }: ExperimentPlan): NonNullable<Failure['errors']> {
    const options = this.models.policies();
    return variants.flatMap(({ arm, policyModel }, index) => [
      ...faultsOfArm(this.policies, arm, `variants[${index}].arm`),
      ...(policyModel === undefined ? [] : faultsOfPolicyModel(options, policyModel, `variants[${index}].policyModel`)),
    ]);
  }

  private async refusedModels({ variants }: ExperimentPlan): Promise<NonNullable<Failure['errors']>> {
    const errors = [];
    // One after the other: each takes memory while it is checked.
    for (const [index, { policyModel }] of variants.entries()) {
      const reason = policyModel === undefined ? null : await this.models.prepare(policyModel);
      if (reason !== null) errors.push({ path: `variants[${index}].policyModel`, message: reason });
    }
    return errors;
  }

  private async audit(tenantId: string, actor: Actor, action: string, experiment: string): Promise<void> {
    await this.queries.recordAudit(tenantId, auditEntry(actor, action, { experiment }), this.clock.now());
  }
}
