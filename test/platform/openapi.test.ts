import { expect } from 'chai';
import { startWorld, type World } from '../support/world.ts';
import { Attempts } from '../walks/attempts.ts';
import { useMakers } from '../walks/makers.ts';
import { ROWS } from '../walks/role-matrix.ts';
import { SAMPLES } from '../walks/samples.ts';
import { type Viewer, viewers } from '../walks/viewers.ts';

/** Names that other programs rely on, once published. */
const STAY = [
  'listUnits',
  'listRegulations',
  'getRegulation',
  'submitFeedback',
  'getFeedback',
  'listFeedback',
  'routeFeedback',
  'transferFeedback',
  'answerFeedback',
];

interface Described {
  operationId: string;
  summary: string;
  security: object[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content: Record<string, { schema: Schema }> }>;
}
interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

describe('the description of the API', function () {
  this.timeout(60_000);
  let world: World;
  let people: Viewer[];
  let attempts: Attempts;
  let document: {
    openapi: string;
    info: Record<string, any>;
    servers: { url: string }[];
    paths: Record<string, Record<string, Described>>;
  };

  before(async () => {
    world = await startWorld();
    people = await viewers(world);
    useMakers(world, people);
    attempts = new Attempts(world);
    document = (await (await fetch(`${world.address}/api/v1/openapi.json`)).json()) as typeof document;
  });
  after(() => world.stop());

  const described = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, each]) => ({ path, method, ...each })),
    );

  it('is OpenAPI 3.1 in shape', () => {
    expect(document.openapi).to.match(/^3\.1\.\d+$/);
    expect(document.info['title']).to.be.a('string').and.not.equal('');
    expect(document.info['version']).to.be.a('string');
    expect(document.servers[0]!.url).to.equal(`${world.config.publicUrl}/api/v1`);
    for (const { path, method, ...each } of described()) {
      expect(path).to.match(/^\/[\w/{}-]+$/);
      expect(method).to.be.oneOf(['get', 'post', 'put']);
      expect(each.summary, path).to.be.a('string').and.not.equal('');
      const success = Object.keys(each.responses).filter((status) => /^2\d\d$/.test(status));
      expect(success, each.operationId).to.have.length(1);
      expect(each.responses['4XX']!.content).to.have.keys('application/problem+json');
      for (const one of Object.values(each.responses)) expect(one.description).to.be.a('string');
    }
  });

  it('keeps the names that other programs rely on, each once', () => {
    const ids = described().map(({ operationId }) => operationId);
    expect(ids).to.include.members(STAY);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids.slice().sort()).to.deep.equal(world.app.operations.map(({ id }) => id).sort());
  });

  it('declares each part of a path, and each parameter once', () => {
    for (const { path, operationId, parameters } of described()) {
      const inPath = parameters.filter((each) => each.in === 'path');
      expect(
        inPath.map(({ name }) => name),
        path,
      ).to.deep.equal([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(inPath.every(({ required }) => required)).to.equal(true);
      const names = parameters.map((each) => `${each.in} ${each.name}`);
      expect(new Set(names).size, operationId).to.equal(names.length);
    }
  });

  it('says which calls need a token', () => {
    for (const { operationId, security } of described()) {
      const { who } = world.app.operations.find(({ id }) => id === operationId)!;
      expect(security, operationId).to.deep.equal(who === 'anyone' ? [{}, { bearer: [] }] : [{ bearer: [] }]);
    }
  });

  for (const { name, expected } of ROWS.filter(
    (row) => SAMPLES[row.name] && !/^(GET|POST|LIVE) /.test(row.name),
  ))
    it(`tells the truth about the answers of ${name}`, async () => {
      const operation = world.app.operations.find(({ id }) => id === name)!;
      const { responses } = described().find(({ operationId }) => operationId === name)!;
      for (const one of people.filter((each) => expected[each.name] === 'ok')) {
        const { status, body } = await attempts.attempt(name, one);
        expect(status, one.name).to.equal(operation.status ?? 200);
        const answer = JSON.parse(body) as unknown;
        const { error } = operation.result.validate(answer, { convert: false, abortEarly: false });
        expect(error?.message, one.name).to.equal(undefined);
        const { schema } = responses[String(status)]!.content['application/json']!;
        expect(differences(schema, answer, ''), one.name).to.deep.equal([]);
      }
    });

  /** Where a real answer is not as the published schema says: missing, undeclared, of another type. */
  function differences(schema: Schema, value: unknown, at: string): string[] {
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) {
      const all = choices.map((each) => differences(each, value, at));
      return all.some((each) => each.length === 0) ? [] : all[0]!;
    }
    if (schema.enum && !schema.enum.includes(value))
      return [`${at} is not one of the values: ${String(value)}`];
    const types = schema.type ? [schema.type].flat() : undefined;
    if (types && !types.includes(typeOf(value)) && !(types.includes('number') && typeOf(value) === 'integer'))
      return [`${at} is ${typeOf(value)}, not ${types.join(' or ')}`];
    if (Array.isArray(value) && schema.items)
      return value.flatMap((each, index) => differences(schema.items!, each, `${at}[${index}]`));
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !schema.properties) return [];
    const missing = (schema.required ?? [])
      .filter((name) => !(name in value))
      .map((name) => `${at}.${name} is missing`);
    const inside = Object.entries(value).flatMap(([name, each]) =>
      schema.properties![name]
        ? differences(schema.properties![name], each, `${at}.${name}`)
        : [`${at}.${name} is not declared`],
    );
    return [...missing, ...inside];
  }

  function typeOf(value: unknown): string {
    if (value === null) return 'null';
    if (Array.isArray(value)) return 'array';
    return Number.isInteger(value) ? 'integer' : typeof value;
  }
});
