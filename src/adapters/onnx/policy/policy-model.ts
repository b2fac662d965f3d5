import { SERIALISER_VERSION } from '../../../domain/policy/serialiser/version.js';
import { graphOf, identityOf, openModelFolder, readModelJson } from '../model-folder.js';
import { PolicyGraph } from './policy-graph.js';
import { PolicyTokenizer } from './policy-tokenizer.js';
import { type SamplingVocabulary } from './token-grammar.js';

/** A policy that is ready to read and write. */
export interface PolicyModel {
  graph: PolicyGraph;
  tokenizer: PolicyTokenizer;
  vocabulary: SamplingVocabulary;
  /** Name, version and adapter: `policy@1.0.0/repo`. */
  identity: string;
}

export interface LoadPolicyOptions {
  /** One of the manifest's adapters; absent: the base. */
  adapter?: string;
  threads: number;
}

/** @throws ModelError where the folder is not to be used */
export async function loadPolicyModel(folder: string, { adapter, threads }: LoadPolicyOptions): Promise<PolicyModel> {
  const opened = await openModelFolder(folder, { kind: 'policy', serialiser: SERIALISER_VERSION });
  return {
    graph: await PolicyGraph.load(graphOf(opened, adapter), threads),
    tokenizer: new PolicyTokenizer(readModelJson<object>(folder, 'tokenizer.json')),
    vocabulary: readModelJson<SamplingVocabulary>(folder, 'sampling.json'),
    identity: identityOf(opened.manifest, adapter),
  };
}
