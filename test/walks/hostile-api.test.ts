import { expect } from 'chai';
import type { Operation } from '../../server/platform/api/operation.ts';
import { LANGUAGES } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { feedbackCount, item } from '../support/factories.ts';
import { startWorld, type World } from '../support/world.ts';
import { useMakers } from './makers.ts';
import { ROWS } from './role-matrix.ts';
import { filled, SAMPLES, type Stage } from './samples.ts';
import { type Viewer, viewers } from './viewers.ts';

const HUGE = 'x'.repeat(100_000);

/** In the place of any field of a call. */
const VALUES: Record<string, unknown> = {
  null: null,
  'an object': { $gt: '' },
  'a list': ['a', 'b'],
  'a list of objects': [{ $ne: null }],
  'a number': 42,
  'a null byte': 'aaaaaaaaaaaaaaaaaaaaaaaaa\u0000',
  'half a pair': 'aaaaaaaaaaaaaaaaaaaaaaaaa\ud800',
  'too much': HUGE,
  nothing: undefined,
};

/** Fields that may be left out or be null, with their reason in the schema. */
const OPTIONAL = [
  'regulation',
  'senderKind',
  'email',
  'language',
  'publishText',
  'reason',
  'name',
  'note',
  'reasons',
  'answerFeedback override',
  'checkAnswer text',
  'createDialogue description',
  'createDialogue place',
  'createDialogue regulations',
  'createDialogue units',
  'createDialogue agenda',
  ...['description', 'place', 'regulations', 'units', 'agenda'].map((field) => `editDialogue ${field}`),
  ...['saveFilter query', 'saveFilter shared', 'approveQuestions questions', 'openDialogue early'],
  ...['assignQuestion unit', 'setQueue open', 'writeMinutes text', 'planReorganisation others'],
  // Staff ask for somebody on the phone without one; a visitor without one is told to register.
  'askQuestion participant',
];

const BODIES: Record<string, [status: number, text: string, body: string, type?: string]> = {
  'JSON cut off': [400, 'errors.malformed', '{"subject": "a'],
  'a number alone': [400, 'errors.malformed', '42'],
  'a list': [422, 'errors.invalid', '[]'],
  'ten megabytes': [413, 'errors.too-large', `{"text":"${'x'.repeat(10_000_000)}"}`],
  'a thousand fields': [
    422,
    'errors.invalid',
    JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`f${at}`, 1]))),
  ],
  'deep nesting': [422, 'errors.invalid', `{"subject":${'['.repeat(5000)}${']'.repeat(5000)}}`],
  'a prototype': [422, 'errors.invalid', '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}'],
  'a form': [415, 'errors.not-json', 'subject=a', 'application/x-www-form-urlencoded'],
  'Latin-1': [415, 'errors.encoding', '{}', 'application/json; charset=latin1'],
};

describe('hostile input to the JSON API', function () {
  this.timeout(60_000);
  let world: World;
  let people: Viewer[];

  before(async () => {
    world = await startWorld();
    people = await viewers(world);
    useMakers(world, people);
  });
  after(() => world.stop());

  const admitted = (id: string) => {
    const row = ROWS.find(({ name }) => name === id)!;
    return people.find((one) => row.expected[one.name] === 'ok')!;
  };

  async function ask(one: Viewer, path: string, init: RequestInit = {}) {
    const headers = { ...(one.token ? { authorization: `Bearer ${one.token}` } : {}), ...init.headers };
    const response = await fetch(`${world.address}/api/v1${path}`, { ...init, headers });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, body: (await response.json()) as Record<string, any> };
  }

  type Answer = Awaited<ReturnType<typeof ask>>;

  /** RFC 9457, with a sentence for people. */
  function isProblem({ status, type, body }: Answer): boolean {
    const plain = !/^(errors|feedback|accounts)\./.test(String(body['title']));
    const fields = Object.values((body['errors'] ?? {}) as object).every(
      (text) => !/^\w+\.[\w.-]+$/.test(String(text)),
    );
    return type.startsWith('application/problem+json') && body['status'] === status && plain && fields;
  }

  async function ready(operation: Operation): Promise<{ address: string; body: Record<string, unknown> }> {
    const { item: wishes, params, body } = SAMPLES[operation.id]!;
    const stage: Stage = {
      world,
      viewer: admitted(operation.id),
      ...(wishes ? { item: await item(world, wishes) } : {}),
    };
    const values = { ...(stage.item ? { code: stage.item.code } : {}), ...(await params?.(stage)) };
    return {
      address: filled(operation.path, values),
      body: (await body?.(stage)) as Record<string, unknown>,
    };
  }

  it('refuses wrong values in every field of every call, and stores nothing', async () => {
    const found: string[] = [];
    for (const operation of world.app.operations.filter(
      ({ id, method }) => id in SAMPLES && method !== 'get',
    )) {
      const { address, body } = await ready(operation);
      // Some take no body at all.
      if (!body) continue;
      const before = await feedbackCount();
      for (const field of Object.keys(body))
        for (const [what, value] of Object.entries(VALUES)) {
          // Any number may be one; nobody goes on with what a unit had.
          if (what === 'a number' && typeof body[field] === 'number') continue;
          if (what === 'null' && `${operation.id} ${field}` === 'planReorganisation heir') continue;
          if (
            what === 'nothing' &&
            [field, `${operation.id} ${field}`].some((each) => OPTIONAL.includes(each))
          )
            continue;
          const answer = await ask(admitted(operation.id), address, json({ ...body, [field]: value }));
          // What no field of the call could hold is not read to its end.
          const expected = what === 'too much' ? [413, 422] : [422];
          if (!expected.includes(answer.status) || !isProblem(answer))
            found.push(`${operation.id} ${field}: ${what} ${answer.status}`);
        }
      const unknown = await ask(
        admitted(operation.id),
        address,
        json({ ...body, $where: '1', isAdmin: true }),
      );
      if (unknown.status !== 422) found.push(`${operation.id} takes unknown fields: ${unknown.status}`);
      if ((await feedbackCount()) !== before) found.push(`${operation.id} stored something`);
    }
    expect(found).to.deep.equal([]);
  });

  for (const [what, [status, text, body, type = 'application/json']] of Object.entries(BODIES))
    it(`answers ${what} by ${status} in the caller’s language`, async () => {
      for (const language of LANGUAGES) {
        const headers = { 'content-type': type, 'accept-language': language };
        const answer = await ask(people[0]!, '/feedback', { method: 'POST', body, headers });
        expect(answer.status).to.equal(status);
        expect(isProblem(answer)).to.equal(true);
        expect(answer.body['title']).to.equal(translator(language)(text));
      }
    });

  it('answers strange queries and addresses by a problem, never by a fault', async () => {
    const found: string[] = [];
    for (const operation of world.app.operations.filter(({ method }) => method === 'get')) {
      const names = Object.keys((operation.query?.describe()['keys'] as object | undefined) ?? {});
      const paths = operation.path.includes('{')
        ? ['PA-2026-999999', '__proto__', '%00', '%ff', 'x'.repeat(5000)].map((part) =>
            operation.path.replace(/\{\w+\}/, part),
          )
        : [...names, '__proto__', '$where'].flatMap((name) =>
            [
              `${name}=%00`,
              `${name}=${HUGE.slice(0, 5000)}`,
              `${name}=a&${name}=b`,
              `${name}[$gt]=`,
              `${name}=9999999999999999-000000000000000000000000`,
            ].map((query) => `${operation.path}?${query}`),
          );
      for (const path of paths) {
        const answer = await ask(people[0]!, path);
        if (answer.status >= 500 || (answer.status >= 400 && !isProblem(answer)))
          found.push(`${answer.status} ${path.slice(0, 100)}`);
      }
    }
    expect(found).to.deep.equal([]);
  });

  it('opens nothing for tokens and keys that were made up', async () => {
    const { code } = await item(world);
    for (const authorization of [
      'Bearer',
      'Bearer x',
      `Bearer ${'x'.repeat(43)}`,
      'Basic YTpi',
      `Bearer ${HUGE.slice(0, 4000)}`,
    ]) {
      const answer = await ask(people[0]!, '/feedback', { headers: { authorization } });
      expect(answer.status, authorization.slice(0, 20)).to.equal(401);
      expect(isProblem(answer)).to.equal(true);
    }
    for (const key of ['AAAA-AAAA-AAAA-AAAA', '{"$gt":""}', '__proto__', HUGE.slice(0, 4000)]) {
      const answer = await ask(people[0]!, `/feedback/${code}`, { headers: { 'receipt-key': key } });
      expect(answer.status).to.equal(422);
    }
    const unknown = await ask(people[0]!, '/feedback/PA-2026-999999', {
      headers: { 'receipt-key': 'AAAA-AAAA-AAAA-AAAA' },
    });
    expect(unknown.status).to.equal(422);
  });

  it('answers a repeat with the same key as the first, and another text by a conflict', async () => {
    const { body } = await ready(world.app.operations.find(({ id }) => id === 'submitFeedback')!);
    const headers = { 'idempotency-key': `key-${'k'.repeat(90)}` };
    const send = (more: object) => ask(people[0]!, '/feedback', json({ ...body, ...more }, headers));
    const first = await send({});
    const before = await feedbackCount();
    expect(await send({})).to.deep.equal(first);
    expect((await send({ text: 'Một nội dung khác hẳn, dài hơn hai mươi ký tự.' })).status).to.equal(409);
    expect(await feedbackCount()).to.equal(before);
  });

  const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
});
