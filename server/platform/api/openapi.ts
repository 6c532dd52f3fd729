import { createRequire } from 'node:module';
import type Joi from 'joi';
import { type KeyHeader, LONGEST_KEY, type Operation } from './operation.ts';

// Its types say `export default`, its file says `module.exports`.
const joiToJson = createRequire(import.meta.url)('joi-to-json') as (
  schema: { describe(): unknown },
  output: string,
) => object;

interface DescribedRule {
  name: string;
  args?: { regex?: string; options?: { invert?: boolean } };
}

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

/**
 * Patterns that must not match: the converter would publish them as if they had to. One class of characters is turned
 * round; what has no plain opposite is left to the check.
 */
function withoutInverted(described: unknown): unknown {
  if (Array.isArray(described)) return described.map(withoutInverted);
  if (described?.constructor !== Object) return described;
  const { rules, ...rest } = described as { rules?: DescribedRule[] };
  return {
    ...Object.fromEntries(Object.entries(rest).map(([name, part]) => [name, withoutInverted(part)])),
    ...(rules ? { rules: rules.flatMap(turnedRound) } : {}),
  };
}

function turnedRound(rule: DescribedRule): DescribedRule[] {
  if (rule.name !== 'pattern' || !rule.args?.options?.invert) return [rule];
  const letters = /^\/\[([^\]]+)\]\/$/.exec(rule.args.regex ?? '')?.[1];
  return letters ? [{ ...rule, args: { regex: `/^[^${letters}]*$/` } }] : [];
}

function jsonSchema(schema: Joi.Schema): Record<string, any> {
  const described = withoutInverted(schema.describe());
  return joiToJson({ describe: () => described }, 'open-api-3.1');
}

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

const HEADERS: Record<KeyHeader, string> = {
  'Idempotency-Key':
    'For a day, the same request with the same key is answered as the first was; with other content it is refused (409)',
  'Receipt-Key': 'Opens the sender’s own part of an item',
};

const header = (name: KeyHeader) => ({
  name,
  in: 'header',
  required: false,
  description: HEADERS[name],
  schema: { type: 'string', maxLength: LONGEST_KEY },
});

function describe(operation: Operation) {
  return {
    operationId: operation.id,
    summary: operation.summary,
    security: operation.who === 'anyone' ? [{}, { bearer: [] }] : [{ bearer: [] }],
    parameters: [
      ...pathParameters(operation.path),
      ...(operation.query ? queryParameters(operation.query) : []),
      ...(operation.reads ? [header(operation.reads)] : []),
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
