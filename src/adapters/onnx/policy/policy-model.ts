import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERIALISER_VERSION } from '../../../domain/policy/serialiser/version.js';
import { graphOf, identityOf, openModelFolder } from '../model-folder.js';
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
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(opened.path, name), 'utf8')) as T;
  return {
    graph: await PolicyGraph.load(graphOf(opened, adapter), threads),
    tokenizer: new PolicyTokenizer(read<object>('tokenizer.json')),
    vocabulary: read<SamplingVocabulary>('sampling.json'),
    identity: identityOf(opened.manifest, adapter),
  };
}
