import { type Failure } from '../domain/failure.js';
import { type PolicyModelOption } from '../turn/ports/model-directory.js';
import { type PolicyRegistry } from '../turn/ports/reply-policy.js';

type Faults = NonNullable<Failure['errors']>;

/** None where this installation has the arm. */
export function faultsOfArm(policies: PolicyRegistry, arm: string, path: string): Faults {
  const arms = policies.arms();
  return arms.includes(arm) ? [] : [{ path, message: `is not configured; configured are ${arms.join(', ')}` }];
}

/** None where the model lies on the shelf; whether it may be used shows when it is prepared. */
export function faultsOfPolicyModel(options: readonly PolicyModelOption[], identity: string, path: string): Faults {
  const known = options.map((option) => option.identity);
  return known.includes(identity) ? [] : [{ path, message: `is not there; there are ${known.join(', ') || 'none'}` }];
}

/** The model that writes for the arm `onnx` where a tenant has chosen this one, or none. */
export function servingPolicyModel(options: readonly PolicyModelOption[], chosen: string | undefined): string | undefined {
  return chosen ?? options.find((option) => option.default)?.identity;
}
