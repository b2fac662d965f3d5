import { interpret } from '../../domain/understanding/interpret.js';
import { type InterpretInput, type PartnerReading } from '../../domain/understanding/reading.js';
import { PartnerInterpreter } from '../../turn/ports/partner-interpreter.js';

/** Reads by rules alone: the same text gives the same reading, without a model or a network. */
export class DeterministicInterpreter extends PartnerInterpreter {
  readonly version = 'deterministic-1';

  interpret(input: InterpretInput): Promise<PartnerReading> {
    return Promise.resolve(interpret(input));
  }
}
