import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';
import { differences, type Schema } from '../support/json-schema.ts';
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
  tags: string[];
  security: object[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content: Record<string, { schema: Schema }> }>;
}
/** Each reference replaced by what it names. */
function withoutReferences(whole: Record<string, any>): unknown {
  const inside = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(inside);
    if (typeof node !== 'object' || node === null) return node;
    const { $ref } = node as { $ref?: string };
    if (!$ref) return Object.fromEntries(Object.entries(node).map(([name, part]) => [name, inside(part)]));
    const named = $ref
      .slice(2)
      .split('/')
      .reduce((at: any, name) => at[name], whole);
    expect(named, $ref).to.be.an('object');
    return inside(named);
  };
  return inside(whole);
}

describe('the description of the API', function () {
  this.timeout(60_000);
  let world: World;
  let people: Viewer[];
  let attempts: Attempts;
  let told: string;
  let document: {
    openapi: string;
    info: Record<string, any>;
    servers: { url: string }[];
    tags: { name: string }[];
    paths: Record<string, Record<string, Described>>;
  };

  before(async () => {
    world = await startWorld();
    people = await viewers(world);
    useMakers(world, people);
    attempts = new Attempts(world);
    told = await (await fetch(`${world.address}/api/v1/openapi.json`)).text();
    document = withoutReferences(JSON.parse(told)) as typeof document;
  });
  after(() => world.stop());

  const described = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, each]) => ({ path, method, ...each })),
    );

  it('says that it reads JSON when it is sent anything else', async () => {
    const [method, headers] = ['POST', { 'content-type': 'text/plain', 'accept-language': 'vi' }];
    const reply = await fetch(`${world.address}/api/v1/feedback`, { method, headers, body: 'Xin chào' });
    expect(reply.status).to.equal(415);
    expect(((await reply.json()) as { title: string }).title).to.include('application/json');
  });

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

  it('is what the OpenAPI initiative calls valid, and short enough to read', async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(told));
    expect(errors, JSON.stringify(errors)?.slice(0, 2000)).to.equal(undefined);
    expect(valid).to.equal(true);
    expect(told.length).to.be.lessThan(170_000);
    expect(told.match(/"\$ref":/g)!.length).to.be.greaterThan(100);
  });

  it('lists calls by what they are about', () => {
    const tags = new Set(document.tags.map(({ name }) => name));
    expect(tags).to.include.members(['feedback', 'dialogues', 'units', 'regulations']);
    for (const { operationId, tags: own } of described()) {
      expect(own, operationId).to.have.length(1);
      expect(tags).to.include(own[0]);
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

  it('asks for the headers that a call reads, and for no others', () => {
    const headers = described().flatMap(({ operationId, parameters }) =>
      parameters.filter((each) => each.in === 'header').map(({ name }) => `${operationId} ${name}`),
    );
    expect(headers.sort()).to.deep.equal([
      'appealFeedback Receipt-Key',
      'askQuestion Idempotency-Key',
      'contestRefusal Receipt-Key',
      'createDialogue Idempotency-Key',
      'getFeedback Receipt-Key',
      'nameDemandedPapers Receipt-Key',
      'raiseDifficulty Idempotency-Key',
      'rateFeedback Receipt-Key',
      'reopenFeedback Receipt-Key',
      'replyToOffice Receipt-Key',
      'submitFeedback Idempotency-Key',
      'withdrawFeedback Receipt-Key',
    ]);
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
    it(`tells the truth about what goes into ${name} and what comes out`, async () => {
      const operation = world.app.operations.find(({ id }) => id === name)!;
      const { responses, requestBody } = described().find(({ operationId }) => operationId === name)!;
      for (const one of people.filter((each) => expected[each.name] === 'ok')) {
        const { status, body } = await attempts.attempt(name, one);
        expect(status, one.name).to.equal(operation.status ?? 200);
        const answer = JSON.parse(body) as unknown;
        const accepted = requestBody?.content['application/json']?.schema;
        const given = JSON.parse(JSON.stringify(attempts.bodies.get(name) ?? null)) as unknown;
        if (accepted) expect(differences(accepted, given, ''), one.name).to.deep.equal([]);
        const { error } = operation.result.validate(answer, { convert: false, abortEarly: false });
        expect(error?.message, one.name).to.equal(undefined);
        const { schema } = responses[String(status)]!.content['application/json']!;
        expect(differences(schema, answer, ''), one.name).to.deep.equal([]);
      }
    });
});
