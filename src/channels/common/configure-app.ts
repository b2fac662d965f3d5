import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type Socket } from 'node:net';
import helmet from '@fastify/helmet';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type ConnectionError, type FastifyReply, type FastifyRequest, type RouteOptions } from 'fastify';
import { Outages } from '../../turn/ports/outages.js';
import { Telemetry } from '../../turn/ports/telemetry.js';
import { serveOpenApi } from './open-api.js';
import { problem, ProblemException } from './problem.js';
import { PROBLEM_TYPE, ProblemFilter } from './problem.filter.js';
import { unusable } from './read-json.js';
import { RouteTable } from './route-table.js';
import { createValidationPipe } from './validation.pipe.js';

/** Bytes of a request body. A negotiation with dozens of tickets and their evidence takes a tenth of it. */
const BODY_LIMIT = 512 * 1_024;
const JSON_TYPE = 'application/json';
/** A client may bring its own request id, in a form that can be logged as it is. */
const REQUEST_ID = /^[A-Za-z0-9_-]{8,64}$/;

/** The HTTP server below Nest; main and tests use the same one. */
export function createHttpAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
    // Addresses that cannot be decoded never reach a route or a filter.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const answer = problem(400, 'bad_request', 'The address could not be read');
      void reply
        .code(400)
        .header('content-type', PROBLEM_TYPE)
        .send(JSON.stringify({ ...answer, requestId: request.id }));
    },
    clientErrorHandler: refuseNonsense,
  });
}

/** What is no HTTP is refused in the same form as everything else, and nothing more is read from that connection. */
function refuseNonsense(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, detail } = NONSENSE[error.code] ?? { status: 400, detail: 'The request could not be read' };
  const answer = problem(status, status === 400 ? 'bad_request' : 'refused', detail);
  const body = JSON.stringify(answer);
  const head = [
    `HTTP/1.1 ${status} ${answer.title}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ].join('\r\n');
  if (socket.writable) socket.write(`${head}\r\n\r\n${body}`);
  socket.destroySoon();
}

/** By the codes of Node's parser and server. */
const NONSENSE: Readonly<Record<string, { status: number; detail: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request did not arrive in time' },
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The headers of the request are too large' },
};

/** Everything between the socket and the controllers. Call it once, before the application listens. */
export async function configureApp(app: NestFastifyApplication, options: { version?: string } = {}): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const routes = new RouteTable();
  fastify.addHook('onRoute', (route: RouteOptions) => routes.add(route.url, route.method));
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  const telemetry = app.get(Telemetry, { strict: false });
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    telemetry.requestAnswered({
      method: request.method,
      // The pattern: an address holds ids, and one that leads nowhere holds anything.
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1_000,
    });
    done();
  });
  readJsonOnly(app);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      // No `upgrade-insecure-requests`: on a plain-http host the pages would not find their own scripts.
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The documentation page sets styles and images of its own.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
  app.useGlobalFilters(new ProblemFilter(routes, app.get(Outages, { strict: false })));
  app.useGlobalPipes(createValidationPipe());
  serveOpenApi(app, options.version ?? '0.1.0');
}

/** JSON in UTF-8, not too deep, storable; an empty body is no body; forms are refused. */
function readJsonOnly(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  app.useBodyParser(JSON_TYPE, { bodyLimit: BODY_LIMIT }, (request, body, done) => {
    const text = body.toString('utf8');
    if (text.trim() === '') return done(null, undefined);
    return parse(request as FastifyRequest, text, (error: Error | null, value?: unknown) => {
      if (error) return done(new ProblemException(problem(400, 'bad_request', 'The body is not valid JSON')), undefined);
      return done(unusable(value), value);
    });
  });
  app.useBodyParser('application/x-www-form-urlencoded', { bodyLimit: BODY_LIMIT }, (_request, _body, done) => {
    const detail = 'The body must be JSON (content-type: application/json)';
    done(new ProblemException(problem(415, 'unsupported_media_type', detail)), undefined);
  });
}
