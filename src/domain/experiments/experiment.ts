/** One of the ways of writing that an experiment compares. */
export interface Variant {
  /** How results name it. */
  name: string;
  arm: string;
  /** The model that writes for the arm `onnx`. */
  policyModel?: string;
  /** Partners it gets, in proportion to the weights of the others. */
  weight: number;
}

/** What is fixed before the first partner is assigned, so that nobody can choose afterwards what would have been measured. */
export interface ExperimentPlan {
  name: string;
  variants: Variant[];
  /** Name of the variant that the others are compared with. */
  control: string;
  /** Days after its creation in which a negotiation counts; younger ones are not counted yet. */
  windowDays: number;
  /** Share of negotiations in which a rate is agreed with the control, as far as is known. */
  expectedAgreed: number;
  /** The smallest difference of that share, up or down, that must not be missed. */
  smallestDifference: number;
}

export const EXPERIMENT_STATUSES = ['draft', 'running', 'stopped'] as const;
export type ExperimentStatus = (typeof EXPERIMENT_STATUSES)[number];

export interface Experiment extends ExperimentPlan {
  id: string;
  status: ExperimentStatus;
  createdBy: string;
  createdAt: Date;
  startedAt?: Date;
  stoppedAt?: Date;
}

/** What is wrong with a plan, field by field; of arms and models only the server knows which there are. */
export function faultsOfPlan(plan: ExperimentPlan): { path: string; message: string }[] {
  const { variants, control, expectedAgreed, smallestDifference } = plan;
  const names = variants.map(({ name }) => name);
  const faults = variants.flatMap(({ name, arm, policyModel }, index) => [
    ...(names.indexOf(name) < index ? [{ path: `variants[${index}].name`, message: 'is the name of another variant' }] : []),
    ...(policyModel !== undefined && arm !== 'onnx'
      ? [{ path: `variants[${index}].policyModel`, message: 'can be named for the arm onnx only' }]
      : []),
    ...(variants.slice(0, index).some((other) => other.arm === arm && other.policyModel === policyModel)
      ? [{ path: `variants[${index}]`, message: 'writes as another variant does: there is nothing to compare' }]
      : []),
  ]);
  if (!names.includes(control)) faults.push({ path: 'control', message: `must be one of the variants: ${names.join(', ')}` });
  if (expectedAgreed + smallestDifference > 1 && expectedAgreed - smallestDifference < 0)
    faults.push({ path: 'smallestDifference', message: 'leads to a share outside of 0 and 1, up and down' });
  return faults;
}
