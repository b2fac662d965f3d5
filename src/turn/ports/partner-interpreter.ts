import { type InterpretInput, type PartnerReading } from '../../domain/understanding/reading.js';

/** Reads what a partner wrote. Never throws for any text; falls back to the deterministic reading. */
export abstract class PartnerInterpreter {
  abstract readonly version: string;

  /** Whether it sends what it reads over the network. */
  get readsElsewhere(): boolean {
    return false;
  }

  abstract interpret(input: InterpretInput, signal?: AbortSignal): Promise<PartnerReading>;
}
