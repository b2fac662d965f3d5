import { resolve } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Environment } from './environment.js';
import { projectRoot } from './paths.js';

const MEBIBYTE = 2 ** 20;

export interface PolicyModelConfiguration {
  folder: string;
  adapter?: string;
  threads: number;
  cacheBytes: number;
  /** Models that lie in memory at a time. */
  mostOpen: number;
  sampling: { temperature: number; topP: number };
  admission: { running: number; waiting: number };
  deadlineMs: number;
}

export interface RewardModelConfiguration {
  folder: string;
  threads: number;
}

export interface OpenAiConfiguration {
  baseUrl: string;
  apiKey: string;
  model: string;
  /** For one call. */
  timeoutMs: number;
  /** For one question with its retries. */
  deadlineMs: number;
  retries: number;
  maximumTokens: number;
  parallelCalls: number;
  /** US dollars for a million tokens, decimal strings. */
  prices?: { promptPerMillion: string; completionPerMillion: string };
}

export interface Configuration {
  port: number;
  host: string;
  dataDirectory: string;
  databaseUrl?: string;
  redisUrl?: string;
  /** OTLP endpoint for traces of turns. */
  tracesUrl?: string;
  publicUrl?: string;
  masterKey?: Buffer;
  /** The key that is to take its place; servers pass over it. */
  newMasterKey?: Buffer;
  logLevel: string;
  arm: string;
  judge: 'signals' | 'openai';
  interpreter: 'deterministic' | 'onnx' | 'openai';
  /** Folder of the reader of partners' acts, which the interpreter `onnx` reads with. */
  partnerActsFolder: string;
  openai?: OpenAiConfiguration;
  /** Of the arm `onnx`, which tenants may choose where it is not the installation's. */
  policyModel: PolicyModelConfiguration;
  /** Where the trained reward model and judge are wanted. */
  rewardModel?: RewardModelConfiguration;
  candidates: number;
  burstQuietMs: number;
  burstMaximumMs: number;
  quietHours: { from: number; to: number };
  /** Days that what partners wrote is kept after their last negotiation; null: until they are erased. */
  retentionDays: number | null;
  allowedHosts: string[];
  /** Hosts that webhooks may be sent to though they are private, lower case. */
  webhookHosts: string[];
  /** Other sites that may open the chat socket from a browser; none: this server's own pages only. */
  chatOrigins: string[];
}

/** The environment cannot be used. Names variables and rules, never values: one of them is a key. */
export class ConfigurationError extends Error {
  constructor(problems: string[]) {
    super(`The environment is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** @throws {ConfigurationError} */
export function readConfiguration(environment: NodeJS.ProcessEnv = process.env): Configuration {
  const known = Object.keys(new Environment()).concat(
    'DATABASE_URL',
    'REDIS_URL',
    'RETENTION_DAYS',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'PUBLIC_URL',
    'PARLEY_MASTER_KEY',
    'PARLEY_NEW_MASTER_KEY',
    'POLICY_ADAPTER',
    'OPENAI_BASE_URL',
    'OPENAI_API_KEY',
    'OPENAI_PROMPT_PRICE',
    'OPENAI_COMPLETION_PRICE',
  );
  // An empty variable is an unset one: that is how compose files and shells pass "nothing".
  const given = Object.fromEntries(known.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  const read = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const problems = validateSync(read).flatMap((error) =>
    Object.values(error.constraints ?? {}).map((rule) => describe(error.property, rule)),
  );
  const needsOpenAi = [read.POLICY, read.JUDGE, read.INTERPRETER].includes('openai');
  if (needsOpenAi && !read.OPENAI_BASE_URL)
    problems.push('OPENAI_BASE_URL must be set where POLICY, JUDGE or INTERPRETER is openai');
  if (read.REWARD_MODEL === 'onnx' && read.JUDGE === 'openai') {
    problems.push(
      'JUDGE must not be openai where REWARD_MODEL is onnx: rewards are made with the judge that was trained with it',
    );
  }
  if ((read.OPENAI_PROMPT_PRICE === undefined) !== (read.OPENAI_COMPLETION_PRICE === undefined)) {
    problems.push('OPENAI_PROMPT_PRICE and OPENAI_COMPLETION_PRICE must be set together');
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  const [from = 20, to = 8] = read.QUIET_HOURS.split('-').map(Number);
  return {
    port: read.PORT,
    host: read.HOST,
    dataDirectory: resolve(read.DATA_DIR),
    ...(read.DATABASE_URL === undefined ? {} : { databaseUrl: read.DATABASE_URL }),
    ...(read.REDIS_URL === undefined ? {} : { redisUrl: read.REDIS_URL }),
    ...(read.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
      ? {}
      : { tracesUrl: `${read.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, '')}/v1/traces` }),
    ...(read.PUBLIC_URL === undefined ? {} : { publicUrl: read.PUBLIC_URL.replace(/\/+$/, '') }),
    ...(read.PARLEY_MASTER_KEY === undefined ? {} : { masterKey: Buffer.from(read.PARLEY_MASTER_KEY, 'base64') }),
    ...(read.PARLEY_NEW_MASTER_KEY === undefined ? {} : { newMasterKey: Buffer.from(read.PARLEY_NEW_MASTER_KEY, 'base64') }),
    logLevel: read.LOG_LEVEL,
    arm: read.POLICY,
    judge: read.JUDGE as Configuration['judge'],
    interpreter: read.INTERPRETER as Configuration['interpreter'],
    partnerActsFolder: resolve(projectRoot, read.PARTNER_ACTS_MODEL),
    ...(read.OPENAI_BASE_URL === undefined
      ? {}
      : {
          openai: {
            baseUrl: read.OPENAI_BASE_URL,
            apiKey: read.OPENAI_API_KEY ?? 'none',
            model: read.OPENAI_MODEL,
            timeoutMs: read.OPENAI_TIMEOUT_MS,
            deadlineMs: read.OPENAI_DEADLINE_MS,
            retries: read.OPENAI_RETRIES,
            maximumTokens: read.OPENAI_MAXIMUM_TOKENS,
            parallelCalls: read.OPENAI_PARALLEL_CALLS,
            ...(read.OPENAI_PROMPT_PRICE === undefined || read.OPENAI_COMPLETION_PRICE === undefined
              ? {}
              : { prices: { promptPerMillion: read.OPENAI_PROMPT_PRICE, completionPerMillion: read.OPENAI_COMPLETION_PRICE } }),
          },
        }),
    ...(read.REWARD_MODEL === 'onnx'
      ? { rewardModel: { folder: resolve(projectRoot, read.REWARD_MODEL_FOLDER), threads: read.REWARD_MODEL_THREADS } }
      : {}),
    policyModel: policyModelOf(read),
    candidates: read.CANDIDATES,
    burstQuietMs: read.BURST_QUIET_MS,
    burstMaximumMs: read.BURST_MAXIMUM_MS,
    quietHours: { from, to },
    retentionDays: read.RETENTION_DAYS ?? null,
    allowedHosts: hostsOf(read.REPLY_ALLOWED_HOSTS),
    webhookHosts: hostsOf(read.WEBHOOK_ALLOWED_HOSTS),
    chatOrigins: read.CHAT_ALLOWED_ORIGINS.split(',').flatMap((origin) => origin.trim() || []),
  };
}

function policyModelOf(read: Environment): PolicyModelConfiguration {
  return {
    folder: resolve(projectRoot, read.POLICY_MODEL),
    ...(read.POLICY_ADAPTER === undefined ? {} : { adapter: read.POLICY_ADAPTER }),
    threads: read.POLICY_THREADS,
    cacheBytes: read.POLICY_CACHE_MB * MEBIBYTE,
    mostOpen: read.POLICY_MODELS_OPEN,
    sampling: { temperature: read.POLICY_TEMPERATURE, topP: read.POLICY_TOP_P },
    admission: { running: read.POLICY_RUNNING, waiting: read.POLICY_WAITING },
    deadlineMs: read.POLICY_DEADLINE_MS,
  };
}

function describe(name: string, rule: string): string {
  return rule.startsWith(name) ? rule : `${name} ${rule}`;
}

const hostsOf = (list: string): string[] => list.split(',').flatMap((host) => (host.trim() ? [host.trim().toLowerCase()] : []));
