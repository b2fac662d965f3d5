import { applyDecorators, UseGuards, UseInterceptors } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiHeader,
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { ApiKeyGuard } from './api-key.guard.js';
import { HttpThrottlerGuard } from './http-throttler.guard.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

/** The form of a problem document, for the documentation. */
class ProblemDocument {
  @ApiProperty({ example: 'urn:parley:problem:invalid' })
  type!: string;

  @ApiProperty({ example: 'Unprocessable content' })
  title!: string;

  @ApiProperty({ example: 422, type: 'integer' })
  status!: number;

  @ApiProperty({ example: 'The request is not valid' })
  detail!: string;

  @ApiProperty({ example: 'invalid', description: 'Machine-readable kind' })
  code!: string;

  @ApiPropertyOptional({ example: '0193a6f0-7b1c-7c3e-9a55-3f1f6f0c2b11' })
  requestId?: string;

  @ApiPropertyOptional({
    type: 'array',
    items: {
      type: 'object',
      required: ['path', 'message'],
      properties: {
        path: { type: 'string', example: 'tickets[0].limitRate' },
        message: { type: 'string', example: 'must be below the current rate' },
      },
    },
  })
  errors?: { path: string; message: string }[];
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'The request could not be read',
  401: 'No valid API key',
  403: 'The key lacks the scope',
  404: 'No such thing in this tenant',
  409: 'The state of things does not permit it',
  413: 'The body is too large',
  422: 'A field is not valid',
  429: 'Too many requests; `Retry-After` says when to try again',
  503: 'The database is away; the same request can be sent again after `Retry-After`',
};

/** Documents the problems that a route can answer with, besides those of every route. */
export function ApiProblems(...statuses: number[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(ProblemDocument),
    ...[...new Set([...statuses, 400, 401, 403, 429, 503])].map((status) =>
      ApiResponse({
        status,
        description: DESCRIPTIONS[status] ?? 'Problem',
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDocument) } } },
      }),
    ),
  );
}

/** A controller for holders of API keys: counted, authenticated, repeatable. */
export function KeyedApi(): ClassDecorator {
  return applyDecorators(
    ApiBearerAuth('apiKey'),
    UseGuards(HttpThrottlerGuard, ApiKeyGuard),
    UseInterceptors(IdempotencyInterceptor),
  );
}

/** Documents the header; every POST understands it. */
export function ApiIdempotent(): MethodDecorator {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'For 24 hours, the same key and body get the same answer and are done once',
    schema: { type: 'string', maxLength: 255 },
  });
}
