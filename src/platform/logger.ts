import { type LoggerService, type LogLevel } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';

/** Fields that could carry what people wrote, keys or secrets: never logged, whoever passes them. */
const REDACTED = [
  'text',
  'token',
  'authorization',
  'apiKey',
  'key',
  'password',
  'limitRate',
  'targetRate',
  '*.text',
  '*.token',
  '*.authorization',
  '*.apiKey',
  '*.limitRate',
  '*.targetRate',
];

/** @param destination where lines go; standard error, written at once, by default */
export function createLogger(level: string, destination: DestinationStream = pino.destination({ dest: 2, sync: false })): Logger {
  const redact = { paths: REDACTED, censor: '[redacted]' };
  return pino({ level, redact, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}

/** Nest's account of how it put itself together; of interest to whoever debugs that, to nobody else. */
const STARTUP_CONTEXTS: ReadonlySet<string> = new Set([
  'InstanceLoader',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
  'WebSocketsController',
]);

/** Nest's logger on pino: one JSON line an event, on standard error. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  setLogLevels(_levels: LogLevel[]): void {
    // The level comes from the configuration.
  }

  /** Nest passes (message, context), (error message, stack, context) or (fields, message, context). */
  private write(level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, rest: unknown[]): void {
    const strings = rest.filter((value): value is string => typeof value === 'string');
    const context = strings.at(-1);
    if (level === 'info' && context !== undefined && STARTUP_CONTEXTS.has(context)) {
      this.pino.debug({ context }, String(message));
      return;
    }
    if (typeof message === 'object' && message !== null && !(message instanceof Error)) {
      this.pino[level]({ ...message, context }, strings.length > 1 ? strings[0] : undefined);
      return;
    }
    const stack = level === 'error' && strings.length > 1 ? strings[0] : undefined;
    const text = message instanceof Error ? (message.stack ?? message.message) : String(message);
    this.pino[level]({ context, ...(stack === undefined ? {} : { stack }) }, text);
  }
}
