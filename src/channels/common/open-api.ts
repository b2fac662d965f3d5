import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

const DESCRIPTION = `Parley negotiates hotel rates with hotel partners over chat.

Errors are problem documents (RFC 9457, \`application/problem+json\`). Amounts are decimal strings, currencies ISO 4217,
times RFC 3339 with offset, languages BCP 47. Unknown fields are refused. Lists come in pages: \`nextCursor\` of one is the
\`cursor\` of the next.`;

/** What is sent to endpoints; Nest's module knows no such section. */
const WEBHOOKS = {
  event: {
    post: {
      operationId: 'receiveEvent',
      summary: 'Something was committed',
      description:
        'Signed as Standard Webhooks say, sent at least once, in no promised order. `docs/webhooks.md` says how to receive it.',
      tags: ['OTA'],
      parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
        name,
        in: 'header',
        required: true,
        schema: { type: 'string' },
      })),
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/WebhookEventView' } } },
      },
      responses: {
        '2XX': { description: 'It has arrived' },
        '410': { description: 'The receiver is gone for good: nothing more is sent' },
        default: { description: 'It is sent again later' },
      },
    },
  },
};

/** The description of every route, as OpenAPI 3.1. */
function describeApi(app: NestFastifyApplication, version: string): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Parley')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key; `npm run keys -- create` makes one' }, 'apiKey')
    .addTag('OTA', 'For the backend of the online travel agency: hand over a negotiation, get its outcome')
    .addTag('Ops', 'For the people who watch over the conversations')
    .addTag('Health');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (_controller, method) => method,
  });
  return { ...document, webhooks: WEBHOOKS } as OpenAPIObject;
}

export function serveOpenApi(app: NestFastifyApplication, version: string): void {
  SwaggerModule.setup('docs', app, () => describeApi(app, version), { jsonDocumentUrl: 'docs-json', raw: ['json'] });
}
