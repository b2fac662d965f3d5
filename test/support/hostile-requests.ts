import fc from 'fast-check';
import { hostileValue, placesIn, replaced } from './hostile-values.js';

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  example?: unknown;
  default?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  schema?: Schema;
}

export interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  body: Schema | null;
}

export interface OpenApiDocument {
  paths: Record<
    string,
    Record<string, { parameters?: Parameter[]; requestBody?: { content: Record<string, { schema: Schema }> } }>
  >;
  components: { schemas: Record<string, Schema> };
}

export interface HostileRequest {
  method: string;
  /** As it goes over the wire. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

export function operationsOf({ paths }: OpenApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
    })),
  );
}

/**
 * Requests to one operation: mostly what its description allows with something hostile in one place, so that they get past the
 * first check; sometimes nonsense from the beginning.
 * @param known values of path parameters that lead somewhere
 */
export function hostileRequests(
  document: OpenApiDocument,
  operation: Operation,
  known: Readonly<Record<string, string>>,
): fc.Arbitrary<HostileRequest> {
  const pathValues = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name }) =>
      fc.oneof(
        { weight: 6, arbitrary: fc.constant(known[name] ?? 'unknown') },
        { weight: 1, arbitrary: hostileValue.map(asText) },
        { weight: 1, arbitrary: fc.uuid() },
      ),
    );
  const path = fc.tuple(...pathValues).map((values) => {
    const left = [...values];
    return operation.path.replace(/\{\w+\}/g, () => encode(left.shift()!) || '%20');
  });
  const queries = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const query = fc.oneof(
    { weight: queries.length > 0 ? 1 : 4, arbitrary: fc.constant('') },
    {
      weight: 2,
      arbitrary: fc
        .array(
          fc.tuple(fc.constantFrom(...queries, ...queries.map((name) => `${name}[]`), 'unknown', '__proto__'), hostileValue),
          {
            maxLength: 3,
          },
        )
        .map((pairs) => pairs.map(([name, value]) => `${name}=${encode(asText(value))}`).join('&')),
    },
  );
  const headers = fc.record(
    {
      'idempotency-key': fc.constantFrom('', 'k'.repeat(300), 'one', 'ключ'.replace(/./g, '?')),
      accept: fc.constantFrom('text/html', '*/*;q=0', 'application/x-nothing'),
      'content-encoding': fc.constantFrom('gzip', 'identity', 'nonsense'),
      'x-forwarded-for': fc.constant("127.0.0.1, ' OR 1=1"),
    },
    { requiredKeys: [] },
  );
  return fc
    .record({ path, query, headers, body: bodies(document, operation) })
    .map(({ path: to, query: asked, headers: sent, body }) => ({
      method: operation.method,
      path: asked === '' ? to : `${to}?${asked}`,
      headers: { ...sent, ...body.headers },
      body: body.bytes,
    }));
}

function bodies(
  document: OpenApiDocument,
  { method, body }: Operation,
): fc.Arbitrary<{ headers: Record<string, string>; bytes: Buffer | null }> {
  const json = (value: unknown) => ({
    headers: { 'content-type': 'application/json' },
    bytes: Buffer.from(JSON.stringify(value) ?? ''),
  });
  const none = fc.constant({ headers: {}, bytes: null });
  if (method === 'GET' || method === 'DELETE')
    return fc.oneof({ weight: 4, arbitrary: none }, { weight: 1, arbitrary: hostileValue.map(json) });
  const valid = body ? exampleOf(document, body) : {};
  const places = placesIn(valid);
  const raw = fc
    .constantFrom(
      '{"a":',
      '[',
      'null',
      '"text"',
      '['.repeat(5_000),
      '{"a":'.repeat(2_000),
      '{"__proto__":{"admin":true}}',
      '{"text":"\\ud800"}',
      'a=1&b=2',
      '<xml/>',
    )
    .map((text) => Buffer.from(text));
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.constantFrom(...places), fc.oneof(hostileValue, fc.constant(undefined)))
        .map(([place, value]) => json(replaced(valid, place, value))),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('unknown', '__proto__', 'tenantId', 'limitRate')
        .map((name) => json({ ...(valid as object), [name]: 1 })),
    },
    { weight: 1, arbitrary: hostileValue.map(json) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.oneof(
            raw,
            fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
          ),
          fc.constantFrom(
            'application/json',
            'application/json; charset=utf-16',
            'text/plain',
            'multipart/form-data',
            'nonsense',
          ),
        )
        .map(([bytes, type]) => ({ headers: { 'content-type': type }, bytes })),
    },
    { weight: 1, arbitrary: none },
  );
}

/** Something that the schema allows; the documented example where there is one. */
function exampleOf(document: OpenApiDocument, schema: Schema, depth = 0): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1)!;
    return depth > 8 ? {} : exampleOf(document, document.components.schemas[name] ?? {}, depth + 1);
  }
  const parts = schema.allOf ?? schema.oneOf?.slice(0, 1) ?? schema.anyOf?.slice(0, 1);
  if (parts) return Object.assign({}, ...parts.map((part) => exampleOf(document, part, depth + 1)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [name, exampleOf(document, property, depth + 1)]),
      );
    case 'array':
      return schema.items ? [exampleOf(document, schema.items, depth + 1)] : [];
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'string':
      return schema.format === 'date-time' ? '2026-11-24T09:00:00Z' : schema.format === 'date' ? '2026-12-01' : 'text';
    default:
      return {};
  }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Percent-encoded, lone surrogates as the bytes that a careless client would send. */
const encode = (value: string): string =>
  [...Buffer.from(value.slice(0, 3_000), 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
