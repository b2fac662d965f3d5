/** Tells a database that is away for a moment, which is worth another try, from a fault of ours. */
export abstract class Outages {
  /** Whether the error says that the database could not be reached, went away meanwhile, or did not answer in time. */
  abstract isOutage(error: unknown): boolean;
}

/** Stores in memory are never away. */
export class NeverAway extends Outages {
  isOutage(): boolean {
    return false;
  }
}
