import { ModelError } from '../adapters/onnx/model-folder.js';
import { PolicyThread, type PolicyWriter } from '../adapters/onnx/policy/policy-thread.js';
import { type Configuration, type PolicyModelConfiguration } from '../config/configuration.js';
import { ModelDirectory, type ModelState } from '../turn/ports/model-directory.js';

/** The models that were opened before the server listens. */
export class OpenedModels extends ModelDirectory {
  constructor(
    private readonly states: ModelState[],
    /** Writes for the arm `onnx`; absent where none is configured or it was refused. */
    readonly policy?: PolicyWriter,
  ) {
    super();
  }

  models(): ModelState[] {
    return this.states;
  }

  async close(): Promise<void> {
    await this.policy?.close();
  }
}

/** Nothing to open: no arm of this installation needs a model. */
export const NO_MODELS = new OpenedModels([]);

/**
 * Opens what the configuration asks for. A model that must not be used is refused, and said to be; the server starts
 * without it.
 */
export async function openModels({ policyModel }: Configuration): Promise<OpenedModels> {
  if (!policyModel) return NO_MODELS;
  const role = { role: 'policy', arm: 'onnx' } as const;
  try {
    const policy = await PolicyThread.start(threadOptions(policyModel));
    return new OpenedModels([{ ...role, identity: policy.identity, status: 'serving' }], policy);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return new OpenedModels([{ ...role, status: 'refused', reason: error.message, degradedTo: 'intent' }]);
  }
}

function threadOptions({ folder, adapter, threads, cacheBytes }: PolicyModelConfiguration) {
  return { folder, threads, cacheBytes, ...(adapter === undefined ? {} : { adapter }) };
}
