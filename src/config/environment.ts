import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, Length, Matches, Max, Min } from 'class-validator';

const ARMS = ['intent', 'openai', 'onnx'] as const;
const PRICE = /^\d{1,6}(\.\d{1,6})?$/;

/** The environment, read once and checked. Every variable has a default with which the server runs. */
export class Environment {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT: number = 3000;

  /** Where to listen. Loopback unless told otherwise. */
  @IsOptional()
  @IsString()
  HOST: string = '127.0.0.1';

  @IsOptional()
  @IsString()
  DATA_DIR: string = '.data';

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'must start with postgresql://' })
  DATABASE_URL?: string;

  /** Where several processes on one database tell each other what is on its way to sockets. */
  @IsOptional()
  @Matches(/^rediss?:\/\//, { message: 'must start with redis:// or rediss://' })
  REDIS_URL?: string;

  /** Where traces of turns are sent (OTLP over HTTP), `http://collector:4318`; none: nowhere. */
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** How partners and backends reach this server; used in links. */
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  PUBLIC_URL?: string;

  /** 32 bytes, base64: wraps the partners' encryption keys. Kept in the database where it is not given. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9+/]{43}=$/, { message: 'must be 32 bytes in base64' })
  PARLEY_MASTER_KEY?: string;

  /** For `npm run rotate-master-key` only: the key that takes the place of the one before. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9+/]{43}=$/, { message: 'must be 32 bytes in base64' })
  PARLEY_NEW_MASTER_KEY?: string;

  @IsOptional()
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
  LOG_LEVEL: string = 'info';

  @IsOptional()
  @IsIn(ARMS)
  POLICY: string = 'intent';

  /**
   * Folder of the policy's model, for the arm `onnx`; from the project's root where it is relative. The folders beside it are
   * other versions, which tenants may choose.
   */
  @IsOptional()
  @IsString()
  @Length(1, 1_000)
  POLICY_MODEL: string = 'models/policy/1.0.0';

  /** One of the model's adapters; none: its base. */
  @IsOptional()
  @Matches(/^[a-z0-9-]{1,40}$/, { message: 'must be the name of an adapter' })
  POLICY_ADAPTER?: string;

  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(2)
  POLICY_TEMPERATURE: number = 0.7;

  /** The likeliest tokens that together have this probability are drawn from. */
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(0.01)
  @Max(1)
  POLICY_TOP_P: number = 0.9;

  /** Threads that one pass of the policy's network is spread over. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(64)
  POLICY_THREADS: number = 2;

  /** MiB of what the policy has read that are kept from turn to turn; a conversation takes up to 50. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_536)
  POLICY_CACHE_MB: number = 512;

  /** Policies that lie in memory at a time, where tenants have chosen different ones; the one in the repository takes 240 MB and what it has read. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(16)
  POLICY_MODELS_OPEN: number = 2;

  /** Turns that the policy writes side by side … */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(64)
  POLICY_RUNNING: number = 4;

  /** … and that wait behind them; who comes then is written for by the arm `intent`. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_000)
  POLICY_WAITING: number = 16;

  /** Time for one proposal, waiting included, in milliseconds; below the 12 s of a turn, so that another arm can still write. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(100)
  POLICY_DEADLINE_MS: number = 8_000;

  @IsOptional()
  @IsIn(['signals', 'openai'])
  JUDGE: string = 'signals';

  /** `onnx`: the trained reward model ranks, and the judge that was trained with it judges. */
  @IsOptional()
  @IsIn(['none', 'onnx'])
  REWARD_MODEL: string = 'none';

  /** Folder of reward model and judge; from the project's root where it is relative. */
  @IsOptional()
  @IsString()
  @Length(1, 1_000)
  REWARD_MODEL_FOLDER: string = 'models/reward-judge/1.0.0';

  /** Threads that one pass of reward model and judge is spread over. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(64)
  REWARD_MODEL_THREADS: number = 2;

  @IsOptional()
  @IsIn(['deterministic', 'onnx', 'openai'])
  INTERPRETER: string = 'onnx';

  /** Folder of the reader of partners' acts, for the interpreter `onnx`; from the project's root where it is relative. */
  @IsOptional()
  @IsString()
  @Length(1, 1_000)
  PARTNER_ACTS_MODEL: string = 'models/partner-acts/1.0.0';

  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  OPENAI_BASE_URL?: string;

  @IsOptional()
  @IsString()
  @Length(1, 1_000)
  OPENAI_API_KEY?: string;

  @IsOptional()
  @IsString()
  OPENAI_MODEL: string = 'default';

  /** Time for one call, in milliseconds. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(100)
  OPENAI_TIMEOUT_MS: number = 6_000;

  /** Time for one question with its retries, in milliseconds; below the 12 s of a turn, so that another arm can still write. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(100)
  OPENAI_DEADLINE_MS: number = 8_000;

  /** Calls repeated after 429, 5xx, a time-out or a broken connection. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10)
  OPENAI_RETRIES: number = 2;

  /** Tokens an answer may have; a model that thinks needs thousands. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(16)
  @Max(32_768)
  OPENAI_MAXIMUM_TOKENS: number = 600;

  /** Calls of one question at the same time, where the endpoint gives one choice a call. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(64)
  OPENAI_PARALLEL_CALLS: number = 4;

  /** US dollars for a million tokens of the prompt … */
  @IsOptional()
  @Matches(PRICE, { message: 'must be a decimal number of US dollars' })
  OPENAI_PROMPT_PRICE?: string;

  /** … and of the answer. Both or none. */
  @IsOptional()
  @Matches(PRICE, { message: 'must be a decimal number of US dollars' })
  OPENAI_COMPLETION_PRICE?: string;

  /** Candidates a policy writes for a turn. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(16)
  CANDIDATES: number = 4;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  BURST_QUIET_MS: number = 1_200;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  BURST_MAXIMUM_MS: number = 5_000;

  /** Hours of the partner's day without unasked messages, `20-8`. */
  @IsOptional()
  @Matches(/^([01]?\d|2[0-3])-([01]?\d|2[0-3])$/, { message: 'must be two hours, like 20-8' })
  QUIET_HOURS: string = '20-8';

  /** Days after the end of their last negotiation when a partner is erased; none: when the backend says so. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(36_500)
  RETENTION_DAYS?: number;

  /** Hosts that links in replies may point to, separated by commas. */
  @IsOptional()
  @Transform(({ value }) => (typeof value === 'string' ? value : ''))
  @IsString()
  REPLY_ALLOWED_HOSTS: string = '';

  /** Hosts of webhook endpoints that may be private and without TLS (`hooks.internal,10.0.0.7`), separated by commas. */
  @IsOptional()
  @Transform(({ value }) => (typeof value === 'string' ? value : ''))
  @IsString()
  WEBHOOK_ALLOWED_HOSTS: string = '';

  /** Origins of other sites whose pages may open the chat socket, `https://extranet.example`, separated by commas. */
  @IsOptional()
  @Matches(/^\s*(https?:\/\/[^\s,\/]+\s*(,\s*|$))*$/, {
    message: 'must be origins such as https://extranet.example, separated by commas',
  })
  CHAT_ALLOWED_ORIGINS: string = '';
}
