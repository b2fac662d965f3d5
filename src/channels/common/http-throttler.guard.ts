import { createHash } from 'node:crypto';
import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { type FastifyRequest } from 'fastify';

/** Requests that one key (or one address without a key) may make in a window, over all routes together. */
export const REQUESTS_PER_WINDOW = 6_000;
export const WINDOW_MS = 60_000;

/** Counts HTTP requests by key. Sockets have a limit of their own, for each connection. */
@Injectable()
export class HttpThrottlerGuard extends ThrottlerGuard {
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.getType() !== 'http');
  }

  protected override getTracker(request: FastifyRequest): Promise<string> {
    return Promise.resolve(request.headers.authorization ?? request.ip);
  }

  /** One count for a caller, whatever they call; hashed, because it holds the key. */
  protected override generateKey(_context: ExecutionContext, tracker: string, name: string): string {
    return createHash('sha256').update(`${name}:${tracker}`).digest('hex');
  }
}
