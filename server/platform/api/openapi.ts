import { createRequire } from 'node:module';
import type Joi from 'joi';
import { Components } from './components.ts';
import { type KeyHeader, LONGEST_KEY, type Operation, type Tagged } from './operation.ts';

// Its types say `export default`, its file says `module.exports`.
const joiToJson = createRequire(import.meta.url)('joi-to-json') as (
  schema: { describe(): unknown },
  output: string,
) => object;

interface DescribedRule {
  name: string;
  args?: { regex?: string; options?: { invert?: boolean } };
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    requestId: { type: 'string' },
    errors: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

const RESPONSES = {
  Problem: {
    description: 'Refused: what is wrong and what to do (RFC 9457)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
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
  // A field may be called so.
  if (rules && !Array.isArray(rules))
    return Object.fromEntries(
      Object.entries(described!).map(([name, part]) => [name, withoutInverted(part)]),
    );
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

export function jsonSchema(schema: Joi.Schema): Record<string, any> {
  const described = withoutInverted(schema.describe());
  return withTypes(joiToJson({ describe: () => described }, 'open-api-3.1')) as Record<string, any>;
}

/** A choice of words is text: the converter leaves it open what else it could be. */
function withTypes(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withTypes);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.entries(schema).map(([name, part]) => [name, withTypes(part)]);
  const typed = Object.fromEntries(parts) as { type?: unknown; enum?: unknown[] };
  const words = Array.isArray(typed.type) && typed.enum?.every((each) => typeof each === 'string');
  return words ? { ...typed, type: 'string' } : typed;
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

const inJson = (schema: object) => ({ content: { 'application/json': { schema } } });

function describe(operation: Operation, tag: string) {
  return {
    operationId: operation.id,
    tags: [tag],
    summary: operation.summary,
    security: operation.who === 'anyone' ? [{}, { bearer: [] }] : [{ bearer: [] }],
    parameters: [
      ...pathParameters(operation.path),
      ...(operation.query ? queryParameters(operation.query) : []),
      ...(operation.reads ? [{ $ref: `#/components/parameters/${operation.reads}` }] : []),
    ],
    ...(operation.body ? { requestBody: { required: true, ...inJson(jsonSchema(operation.body)) } } : {}),
    responses: {
      [operation.status ?? 200]: { description: 'Done', ...inJson(jsonSchema(operation.result)) },
      '4XX': { $ref: '#/components/responses/Problem' },
    },
  };
}

/** The schemas of what goes into a call and of what comes out, with the names they have as components. */
function placesOf(described: ReturnType<typeof describe>) {
  const { operationId, requestBody, responses } = described;
  const [result] = Object.values(responses).flatMap((each) => ('content' in each ? [each.content] : []));
  return [
    ...(requestBody ? [{ at: requestBody.content['application/json'], name: `${operationId}-input` }] : []),
    { at: result!['application/json'], name: `${operationId}-result` },
  ];
}

/** The OpenAPI 3.1 description, made from the same schemas that check the calls. */
export function openApi(operations: Tagged[], publicUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  const all = operations.map(({ tag, ...operation }) => ({ operation, described: describe(operation, tag) }));
  const components = new Components();
  const places = all.flatMap(({ described }) => placesOf(described));
  for (const { at } of places) components.count(at.schema);
  for (const { at, name } of places) at.schema = components.put(at.schema, name);
  for (const { operation, described } of all)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described };
  return {
    openapi: '3.1.0',
    info: {
      title: 'City feedback and dialogue',
      version: '1',
      description:
        'Errors and names of fields are told in the language of the Accept-Language header: vi, en or ru.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: PROBLEM, ...components.schemas },
      responses: RESPONSES,
      parameters: Object.fromEntries(
        (Object.keys(HEADERS) as KeyHeader[]).map((name) => [name, header(name)]),
      ),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}
