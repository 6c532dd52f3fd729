import { createRequire } from 'node:module';
import type Joi from 'joi';
import type { Operation } from './operation.ts';

// Its types say `export default`, its file says `module.exports`.
const joiToJson = createRequire(import.meta.url)('joi-to-json') as (
  schema: Joi.Schema,
  output: string,
) => object;

const problem = {
  description: 'Refused: what is wrong and what to do (RFC 9457)',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'requestId'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          requestId: { type: 'string' },
          errors: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    },
  },
};

const jsonSchema = (schema: Joi.Schema) => joiToJson(schema, 'open-api-3.1') as Record<string, any>;

function queryParameters(schema: Joi.Schema) {
  const { properties = {}, required = [] } = jsonSchema(schema);
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: shape,
  }));
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

function describe(operation: Operation) {
  return {
    operationId: operation.id,
    summary: operation.summary,
    security: operation.who === 'anyone' ? [{}, { bearer: [] }] : [{ bearer: [] }],
    parameters: [
      ...pathParameters(operation.path),
      ...(operation.query ? queryParameters(operation.query) : []),
      ...(operation.method === 'get'
        ? [header('Receipt-Key', 'Opens the sender’s own part of an item')]
        : [header('Idempotency-Key', 'A repeat with the same key is answered as the first was')]),
    ],
    ...(operation.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(operation.body) } },
          },
        }
      : {}),
    responses: {
      [operation.status ?? 200]: {
        description: 'Done',
        content: { 'application/json': { schema: jsonSchema(operation.result) } },
      },
      '4XX': problem,
    },
  };
}

/** The OpenAPI 3.1 description, made from the same schemas that check the calls. */
export function openApi(operations: Operation[], publicUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'City feedback and dialogue',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  };
}
