import { createHmac } from 'node:crypto';
import {
  Injectable,
  Logger,
  SetMetadata,
  type CallHandler,
  type CustomDecorator,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { catchError, concatMap, from, of, throwError, type Observable } from 'rxjs';
import { AccessStore } from '../../negotiations/ports/access-store.js';
import { IdempotencyStore, type IdempotencyScope } from '../../negotiations/ports/idempotency-store.js';
import { Clock } from '../../turn/ports/clock.js';
import { callerOf } from './caller.js';
import { canonicalJson } from './canonical-json.js';
import { problem, ProblemException } from './problem.js';

const IDEMPOTENCY_HEADER = 'idempotency-key';
const SECRET_FIELDS = 'parley:secret-fields';

/** Fields of the answer that are shown once and left out of what is kept for a repetition. */
export const KeepSecret = (...fields: string[]): CustomDecorator => SetMetadata(SECRET_FIELDS, fields);

/**
 * Answers a repeated POST with the answer that the first one got. Only answers that something was done are kept: after
 * a refusal nothing exists, and trying again is safe. Of the body a keyed hash is kept, because it holds the limit rate.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger(IdempotencyInterceptor.name);

  constructor(
    private readonly store: IdempotencyStore,
    private readonly access: AccessStore,
    private readonly clock: Clock,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const given = request.headers[IDEMPOTENCY_HEADER];
    if (request.method !== 'POST' || given === undefined) return next.handle();
    if (typeof given !== 'string' || !/^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(given)) {
      throw new ProblemException(problem(400, 'bad_request', 'The Idempotency-Key must be 1 to 255 printable ASCII characters'));
    }
    const scope: IdempotencyScope = {
      tenantId: callerOf(request).tenantId,
      method: 'POST',
      path: request.url.split('?', 1)[0]!,
      key: given,
    };
    const begun = await this.store.begin(scope, await this.hash(request.body), this.clock.now());
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    switch (begun.outcome) {
      case 'mismatch':
        throw new ProblemException(problem(409, 'idempotency_key_reused', 'The Idempotency-Key was used for another body'));
      case 'in_flight':
        throw new ProblemException(
          problem(409, 'idempotency_key_in_flight', 'The first request with this Idempotency-Key is still running'),
        );
      case 'replay':
        void reply.code(begun.status).header('idempotency-replayed', 'true');
        return of(begun.response ?? undefined);
      case 'started':
        break;
    }
    const secrets = this.reflector.get<string[] | undefined>(SECRET_FIELDS, context.getHandler()) ?? [];
    return next.handle().pipe(
      catchError((error: unknown) => from(this.store.abandon(scope)).pipe(concatMap(() => throwError(() => error)))),
      concatMap(async (answer: unknown) => {
        await this.keep(scope, reply.statusCode, without(answer, secrets));
        return answer;
      }),
    );
  }

  /** What was asked for is done by now: that the answer cannot be kept must not make it look otherwise. */
  private async keep(scope: IdempotencyScope, status: number, answer: unknown): Promise<void> {
    try {
      await this.store.complete(scope, status, answer);
    } catch (error) {
      this.logger.error({ path: scope.path, error: String(error) }, 'An answer could not be kept for repetitions');
    }
  }

  private async hash(body: unknown): Promise<string> {
    return createHmac('sha256', await this.access.secret('idempotency'))
      .update(canonicalJson(body))
      .digest('hex');
  }
}

function without(answer: unknown, fields: readonly string[]): unknown {
  if (fields.length === 0 || typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).filter(([name]) => !fields.includes(name)));
}
