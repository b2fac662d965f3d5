import { Injectable, SetMetadata, type CanActivate, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { AccessStore, type Scope } from '../../negotiations/ports/access-store.js';
import { Clock } from '../../turn/ports/clock.js';
import { rememberCaller } from './caller.js';
import { problem, ProblemException } from './problem.js';

const REQUIRED_SCOPE = 'parley:scope';
const REALM = 'Bearer realm="parley"';
/** Ours have 50 characters. */
const MAXIMUM_HEADER_LENGTH = 300;

/** The scope that a key needs for a route, or for all routes of a controller. */
export const RequireScope = (scope: Scope): CustomDecorator => SetMetadata(REQUIRED_SCOPE, scope);

/** Lets through who presents a live key with the scope of the route. A route without a scope lets nobody through. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly access: AccessStore,
    private readonly clock: Clock,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = keyOf(request.headers.authorization);
    if (key === undefined) throw unauthenticated('An API key is needed: Authorization: Bearer <key>', REALM);
    const caller = await this.access.authenticate(key, this.clock.now());
    if (!caller) throw unauthenticated('The API key is not valid', `${REALM}, error="invalid_token"`);
    const scope = this.reflector.getAllAndOverride<Scope | undefined>(REQUIRED_SCOPE, [context.getHandler(), context.getClass()]);
    if (scope === undefined) throw new Error(`${context.getClass().name} names no scope`);
    if (!grants(caller.scopes, scope)) {
      throw new ProblemException(problem(403, 'forbidden', `The API key lacks the scope ${scope}`), {
        'www-authenticate': `${REALM}, error="insufficient_scope", scope="${scope}"`,
      });
    }
    rememberCaller(request, caller);
    return true;
  }
}

/** Who may write may read, and who may administer may do both, and take the data that a policy is trained from. */
const IMPLIED: Readonly<Partial<Record<Scope, readonly Scope[]>>> = {
  'ops:read': ['ops:write', 'ops:admin'],
  'ops:write': ['ops:admin'],
  training: ['ops:admin'],
};

export function grants(held: readonly Scope[], needed: Scope): boolean {
  return held.some((scope) => scope === needed || (IMPLIED[needed]?.includes(scope) ?? false));
}

function keyOf(header: string | undefined): string | undefined {
  if (header === undefined || header.length > MAXIMUM_HEADER_LENGTH) return undefined;
  const basic = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header)?.[1];
  if (basic !== undefined) return passwordOf(Buffer.from(basic, 'base64').toString('utf8'));
  return /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(header)?.[1];
}

/** A trainer that sets no headers has its key in the address (`http://parley:KEY@…`), and sends it as a password. */
function passwordOf(credentials: string): string | undefined {
  const colon = credentials.indexOf(':');
  return colon < 0 ? undefined : credentials.slice(colon + 1);
}

function unauthenticated(detail: string, challenge: string): ProblemException {
  return new ProblemException(problem(401, 'unauthenticated', detail), { 'www-authenticate': challenge });
}
