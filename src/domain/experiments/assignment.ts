import { seededUniform } from '../seeded-uniform.js';
import { type Experiment, type Variant } from './experiment.js';

/**
 * The variant that writes to a partner: always the same one within an experiment, whatever was assigned before or at the same
 * time, and unrelated to the one in another experiment. Partners are assigned and not negotiations, because somebody who is
 * written to twice should meet one agent.
 */
export function variantOf({ id, variants }: Pick<Experiment, 'id' | 'variants'>, partnerId: string): Variant {
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  let left = seededUniform(`${id}/${partnerId}`)() * total;
  return variants.find(({ weight }) => (left -= weight) < 0) ?? variants.at(-1)!;
}
