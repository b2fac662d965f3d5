import { type InterpretInput, type PartnerReading } from '../../domain/understanding/reading.js';

/** Reads what a partner wrote. Never throws for any text; falls back to the deterministic reading. */
export abstract class PartnerInterpreter {
  abstract readonly version: string;
  abstract interpret(input: InterpretInput, signal?: AbortSignal): Promise<PartnerReading>;
}
