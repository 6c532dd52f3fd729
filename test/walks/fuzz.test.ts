import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { item } from '../support/factories.ts';
import type { Schema } from '../support/json-schema.ts';
import { startWorld, type World } from '../support/world.ts';
import { anyText, anything, fromSchema, Random } from './random.ts';
import { ROWS } from './role-matrix.ts';
import { call, type Fields, type Sent, send } from './send.ts';
import { signInAgain, type Viewer, viewers } from './viewers.ts';

/** `.ci/run` asks for many more. The same seed makes the same requests. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 1_000);
const PACKETS = Number(process.env['FUZZ_PACKETS'] ?? 500);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_202);

/** They end what the walk goes on with: sessions, accounts, writing at all. */
const LEFT_ALONE =
  /sign-out|\/sessions|second-factor|maintenance|administration\/limits|\/accounts|closing|password|\/proof/;

interface Parameter {
  name: string;
  in: string;
  schema?: Schema;
}

interface Described {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body?: Schema;
}

interface Form {
  action: string;
  fields: Record<string, string[]>;
}

describe('requests that nobody has thought of', function () {
  this.timeout(120_000 + 60 * (REQUESTS + PACKETS));
  let world: World;
  let people: Viewer[];
  let codes: string[];
  const random = new Random(SEED);
  const found: string[] = [];

  before(async () => {
    world = await startWorld();
    people = await viewers(world);
    codes = [];
    for (const status of ['submitted', 'accepted', 'assigned', 'in-review', 'answered'] as const)
      codes.push((await item(world, { status })).code);
    await world.settled();
  });
  after(() => world.stop());

  function note(what: string, { status, body }: Pick<Sent, 'status' | 'body'>): void {
    if (status >= 500) found.push(`${what}: ${status} ${body.slice(0, 200)}`);
  }

  /** Whoever was signed out by a request signs in again. */
  async function stillIn(one: Viewer): Promise<void> {
    if (!one.actor || !random.chance(0.02)) return;
    const { status } = await send(one, 'get', '/account');
    if (status !== 200) await signInAgain(world, one);
  }

  async function described(): Promise<Described[]> {
    const response = await fetch(`${world.address}/api/v1/openapi.json`);
    const { paths, components } = (await response.json()) as Record<string, any>;
    const whole = (schema: any): Schema =>
      JSON.parse(JSON.stringify(schema ?? {}), (_, value) =>
        value?.$ref ? (components.schemas[String(value.$ref).split('/').at(-1)!] ?? {}) : value,
      );
    return Object.entries<any>(paths).flatMap(([path, methods]) =>
      Object.entries<any>(methods)
        .filter(([, operation]) => operation.operationId)
        .map(([method, operation]) => {
          const body = operation.requestBody?.content?.['application/json']?.schema;
          return {
            ...{ id: operation.operationId, method, path },
            parameters: (operation.parameters ?? []) as Parameter[],
            ...(body ? { body: whole(body) } : {}),
          };
        }),
    );
  }

  const inPath = () =>
    encodeURIComponent((random.chance(0.6) ? random.pick(codes) : anyText(random)).slice(0, 200));

  function address({ path, parameters }: Pick<Described, 'path' | 'parameters'>): string {
    const filled = path.replace(/\{\w+\}/g, () => wellFormed(inPath) || 'x');
    const query = new URLSearchParams();
    for (const { name, in: place, schema } of parameters)
      if (place === 'query' && random.chance(0.4))
        query.append(name, String(fromSchema(schema ?? {}, random)).slice(0, 1_000));
    return query.size > 0 ? `${filled}?${query}` : filled;
  }

  it('are answered by the API without a fault of ours', async () => {
    const operations = await described();
    expect(operations.length).to.be.greaterThan(30);
    for (let at = 0; at < REQUESTS / 2; at++) {
      const operation = random.pick(operations);
      const one = random.pick(people);
      const path = address(operation);
      const body = operation.body && fromSchema(operation.body, random);
      note(
        `${operation.method} ${path} ${JSON.stringify(body)?.slice(0, 500)} as ${one.name}`,
        await call(one, operation.method, path, operation.method === 'get' ? {} : { body: body ?? {} }),
      );
    }
    expect(found, `seed ${SEED}`).to.deep.equal([]);
  });

  async function formsOf(one: Viewer): Promise<Form[]> {
    const pages = ROWS.map(({ name }) => name)
      .filter((name) => name.startsWith('GET /') && !name.includes('/list.') && !LEFT_ALONE.test(name))
      .map((name) => name.slice(4).replace(':code', () => random.pick(codes)))
      .filter((path) => !path.includes(':'));
    const forms: Form[] = [];
    for (const path of pages) {
      const { body, ...sent } = await send(one, 'get', path);
      note(`get ${path} as ${one.name}`, { ...sent, body });
      for (const [whole, action] of body.matchAll(
        /<form[^>]*method="post"[^>]*action="([^"]+)"[\s\S]*?<\/form>/g,
      )) {
        if (LEFT_ALONE.test(action!)) continue;
        const names = [...whole.matchAll(/name="([^"]+)"(?:[^>]*value="([^"]*)")?/g)];
        const fields: Record<string, string[]> = {};
        for (const [, name, value] of names)
          if (name !== '_csrf') fields[name!] = [...(fields[name!] ?? []), value ?? ''];
        forms.push({ action: action!.replaceAll('&amp;', '&'), fields });
      }
    }
    return forms;
  }

  it('are answered by pages and forms without a fault of ours', async () => {
    let crawled = 0;
    for (const one of people) {
      const forms = await formsOf(one);
      crawled += forms.length;
      if (forms.length === 0) continue;
      for (let at = 0; at < REQUESTS / 2 / people.length; at++) {
        const { action, fields } = random.pick(forms);
        const typed: Fields = {};
        for (const [name, values] of Object.entries(fields))
          if (random.chance(0.9)) typed[name] = random.chance(0.5) ? random.pick(values) : anyText(random);
        if (random.chance(0.1)) typed[anyText(random).slice(0, 40)] = anyText(random);
        note(
          `post ${action} ${JSON.stringify(typed).slice(0, 500)} as ${one.name}`,
          await send(one, 'post', action, typed),
        );
        await stillIn(one);
      }
    }
    expect(crawled).to.be.greaterThan(50);
    expect(found, `seed ${SEED}`).to.deep.equal([]);
  });

  it('are answered, or not, over sockets, and the site goes on', async () => {
    const names = [
      ...['watch', 'unwatch', 'answer.check', 'constructor', '__proto__', 'disconnect '],
      ...['join', 'catch-up', 'leave', 'mine', 'ask', 'vote', 'look'].map((name) => `dialogue:${name}`),
    ];
    const spaces = ['/watch', '/call', '/dialogue'];
    const sockets: Socket[] = [];
    for (const space of spaces)
      for (const one of people.slice(0, 3)) {
        const cookie = [...one.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const options = { transports: ['websocket'], forceNew: true, extraHeaders: { cookie } };
        sockets.push(io(`${world.address}${space}`, options));
      }
    try {
      for (let at = 0; at < PACKETS; at++) {
        const socket = random.pick(sockets);
        const payload = Array.from({ length: random.below(3) }, () => anything(random));
        socket.emit(random.pick(names), ...payload, ...(random.chance(0.7) ? [() => {}] : []));
        if (at % 50 === 49)
          await new Promise<void>((resolve) => sockets[0]!.timeout(200).emit('watch', {}, () => resolve()));
      }
    } finally {
      for (const socket of sockets) socket.close();
    }
    await world.settled();
    expect((await send(people[0]!, 'get', '/')).status).to.equal(200);
    expect((await send(people[0]!, 'get', '/health/ready')).status).to.equal(200);
  });
});

/** Half a pair is no text of an address. */
function wellFormed(make: () => string): string {
  for (;;) {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
    }
  }
}
