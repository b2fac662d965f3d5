import { Chance } from '../world/chance.js';

/**
 * Draws for one message of ours. Each has a name and a stream of its own, so that what is drawn for one thing never depends
 * on what else was drawn: two conversations that differ in one message have the same luck in all others.
 */
export class Draws {
  constructor(
    private readonly seed: number,
    private readonly scenarioId: string,
    private readonly message: number,
  ) {}

  of(...names: readonly (string | number)[]): Chance {
    return Chance.of(this.seed, 'partner-b', this.scenarioId, 'message', this.message, ...names);
  }

  happens(name: string, probability: number): boolean {
    return this.of(name).happens(probability);
  }
}
