import { Catch, HttpException, Logger, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { InvalidCursorError } from '../../negotiations/ports/negotiation-queries.js';
import { type Outages } from '../../turn/ports/outages.js';
import { type RouteTable } from './route-table.js';
import { invalid, outageProblem, problem, ProblemException, type Problem } from './problem.js';

export const PROBLEM_TYPE = 'application/problem+json';

/** What is said about statuses that the framework answers with; its own wording may quote the request. */
const DETAILS: Readonly<Record<number, { code: string; detail: string }>> = {
  400: { code: 'bad_request', detail: 'The request could not be read' },
  401: { code: 'unauthenticated', detail: 'An API key is needed' },
  403: { code: 'forbidden', detail: 'This is not permitted' },
  404: { code: 'not_found', detail: 'There is nothing at this address' },
  413: { code: 'too_large', detail: 'The body of the request is too large' },
  414: { code: 'too_long', detail: 'The address is too long' },
  415: { code: 'unsupported_media_type', detail: 'The body must be JSON (content-type: application/json)' },
  429: { code: 'rate_limited', detail: 'Too many requests; try again later' },
  503: { code: 'unavailable', detail: 'The server cannot answer at the moment' },
};

/** Turns everything that is thrown into a problem document. What is not expected is logged and told nobody. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(
    private readonly routes: RouteTable,
    private readonly outages: Outages,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { problem: answer, headers } = this.problemFor(thrown, request);
    if (answer.status >= 500) this.report(thrown, request);
    if (reply.sent || reply.raw.headersSent) return;
    void reply
      .code(answer.status)
      .headers(headers)
      .header('content-type', PROBLEM_TYPE)
      .header('cache-control', 'no-store')
      .send(JSON.stringify({ ...answer, requestId: request.id }));
  }

  private problemFor(thrown: unknown, request: FastifyRequest): { problem: Problem; headers: Readonly<Record<string, string>> } {
    if (thrown instanceof ProblemException) return thrown;
    if (thrown instanceof InvalidCursorError) return invalid([{ path: 'cursor', message: 'was not issued by this server' }]);
    const status = statusOf(thrown);
    if (thrown instanceof NotFoundException) {
      const allowed = this.routes.methodsAt(request.url);
      if (allowed.length > 0 && !allowed.includes(request.method)) {
        const allow = allowed.join(', ');
        return { problem: problem(405, 'method_not_allowed', `This address takes ${allow}`), headers: { allow } };
      }
    }
    const known = DETAILS[status];
    if (known) return { problem: problem(status, known.code, known.detail), headers: {} };
    if (this.outages.isOutage(thrown)) return outageProblem();
    if (status < 500) return { problem: problem(status, 'bad_request', 'The request could not be read'), headers: {} };
    return { problem: problem(500, 'internal', 'Something went wrong; the request id helps to find out what'), headers: {} };
  }

  /** Method, route and stack; never the body, the address's values or headers. */
  private report(thrown: unknown, request: FastifyRequest): void {
    const error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    const route = request.routeOptions?.url ?? 'unknown';
    if (this.outages.isOutage(thrown)) {
      this.logger.warn({ requestId: request.id, method: request.method, route }, 'A request met a database that is away');
      return;
    }
    this.logger.error({ requestId: request.id, method: request.method, route, error }, 'A request failed');
  }
}

function statusOf(thrown: unknown): number {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
