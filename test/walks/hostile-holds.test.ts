import { expect } from 'chai';
import type Joi from 'joi';
import { io, type Socket } from 'socket.io-client';
import { features } from '../../server/features.ts';
import { formBytes, jsonBytes } from '../../server/platform/web/bounds.ts';
import { item } from '../support/factories.ts';
import { startWorld, type World } from '../support/world.ts';
import {
  fieldKinds,
  firstOfMany,
  holdMeter,
  hostileTexts,
  laboriousTexts,
  MOST_MS,
  textFields,
} from './holds.ts';
import { encoded } from './hostile-values.ts';
import { useMakers } from './makers.ts';
import { type PreparedForm, prepare } from './prepared-form.ts';
import { ROWS } from './role-matrix.ts';
import { routeKey, SAMPLES } from './samples.ts';
import { type Fields, type Sent, sendRaw } from './send.ts';
import { signInAgain, type Viewer, viewers } from './viewers.ts';

/** Marks in an address or a header: no more than Node reads of them. */
const IN_ADDRESS = { bytes: 14_000, each: 6 };
const SHAPES = Object.keys(laboriousTexts(1));
const MOST_OF_SOCKET = 120_000;

describe('hostile texts: nothing holds up the others', function () {
  this.timeout(240_000);
  let world: World;
  let people: Viewer[];
  const meter = holdMeter();

  before(async () => {
    world = await startWorld({ LIVE_EVENTS_PER_ADDRESS: '1000000' });
    await world.app.scheduler.stop();
    people = await viewers(world);
    useMakers(world, people);
  });
  after(async () => {
    meter.stop();
    await world.stop();
  });

  const tried = new Set<string>();
  /** The first field of each form, and those whose rules no other field has had: the same rules take the same time. */
  function notTriedYet(body: Joi.Schema | undefined, fields: string[]): string[] {
    const kinds = fieldKinds(body);
    return fields.filter((field, at) => {
      const kind = kinds.get(field) ?? 'no rules';
      const fresh = !tried.has(kind);
      tried.add(kind);
      return fresh || at === 0;
    });
  }

  const admitted = (name: string) => {
    const row = ROWS.find((each) => each.name === name);
    return people.find((one) => row?.expected[one.name] === 'ok');
  };
  const named = (name: string) => people.find((each) => each.name === name)!;

  interface Request {
    one: Viewer;
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: string;
  }

  let answered: Sent | undefined;
  async function send({ one, method, path, headers, body }: Request): Promise<void> {
    const sent = body === undefined ? { headers } : { headers, body };
    answered = await sendRaw(one, method, new URL(path, world.address), sent);
  }

  /** What tries are about, made anew when the last one has used it up: what was refused is as it was. */
  function lasting<Made>(first: Made, make: () => Promise<Made>): () => Promise<Made> {
    let made = first;
    return async () => {
      if (answered && (answered.status < 400 || [404, 409].includes(answered.status))) made = await make();
      return made;
    };
  }

  function form(one: Viewer, { address }: PreparedForm, fields: Fields): Request {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: world.address };
    return { one, method: 'post', path: address, headers, body: encoded({ _csrf: one.csrf, ...fields }) };
  }

  function json(one: Viewer, method: string, address: string, value: unknown): Request {
    const headers = {
      'content-type': 'application/json',
      ...(one.token ? { authorization: `Bearer ${one.token}` } : {}),
    };
    return { one, method, path: `/api/v1${address}`, headers, body: JSON.stringify(value) };
  }

  /** @param ready makes the request for each try: what it is about may be used up. */
  async function slow(what: string, ready: () => Request | Promise<Request>): Promise<string[]> {
    const held = await meter.of(send, async () => ready());
    return held > MOST_MS ? [`${what}: ${Math.round(held)} ms`] : [];
  }

  /** The texts of a form or call that may be long, all in one shape. */
  function texts(lengths: Map<string, number>, valid: Record<string, unknown>, shape: string) {
    const long = [...lengths].filter(([field, most]) => most > 100 && typeof valid[field] === 'string');
    return Object.fromEntries(long.map(([field, most]) => [field, laboriousTexts(most)[shape]!]));
  }

  for (const { name } of ROWS.filter((row) => row.name.startsWith('POST ') && SAMPLES[row.name]?.fields))
    it(name, async () => {
      const one = admitted(name);
      if (!one) return;
      const { path, body } = world.app.routes.find((route) => routeKey(route) === name)!;
      const lengths = textFields(body);
      const made = await prepare(world, name, path, one);
      const found: string[] = [];
      const fields = new Set([...Object.keys(made.fields), ...lengths.keys()]);
      for (const field of notTriedYet(body, [...fields].filter(firstOfMany)))
        for (const [what, text] of Object.entries(hostileTexts(formBytes(body), 6)))
          found.push(
            ...(await slow(`${field} with ${what}`, () =>
              form(one, made, { ...made.fields, [field]: text }),
            )),
          );
      const current = lasting(made, async () => {
        if (SAMPLES[name]!.endsSession) await signInAgain(world, one);
        return prepare(world, name, path, one);
      });
      for (const shape of SHAPES) {
        const typed = texts(lengths, made.fields, shape);
        if (Object.keys(typed).length === 0) continue;
        const ready = async () => {
          const again = await current();
          return form(one, again, { ...again.fields, ...typed });
        };
        found.push(...(await slow(`all texts of ${shape}`, ready)));
      }
      expect(found).to.deep.equal([]);
    });

  for (const { name: id } of ROWS.filter(({ name }) => SAMPLES[name]?.body && !name.includes(' ')))
    it(id, async () => {
      const one = admitted(id);
      if (!one) return;
      const { path, method, body } = world.app.operations.find((each) => each.id === id)!;
      const make = async () => {
        const made = await prepare(world, id, path, one);
        return { ...made, valid: (await SAMPLES[id]!.body!(made.stage)) as Record<string, unknown> };
      };
      const made = await make();
      const { address, valid } = made;
      const current = lasting(made, make);
      const lengths = textFields(body);
      const bytes = jsonBytes(body);
      const found: string[] = [];
      for (const field of notTriedYet(body, [...new Set([...Object.keys(valid), ...lengths.keys()])]))
        for (const [what, value] of Object.entries({
          ...hostileTexts(bytes, 2),
          'a long list': Array.from({ length: bytes / 2 - 1_000 }, () => 1),
          'a long list of lists': Array.from({ length: bytes / 4 - 1_000 }, () => [[]]),
        }))
          found.push(
            ...(await slow(`${field} with ${what}`, () =>
              json(one, method, address, { ...valid, [field]: value }),
            )),
          );
      const many = Array.from({ length: Math.floor(bytes / 12) }, (_, at) => [`f${at}`, 1] as const);
      found.push(
        ...(await slow('unknown fields', () => json(one, method, address, Object.fromEntries(many)))),
      );
      for (const shape of SHAPES) {
        const typed = texts(lengths, valid, shape);
        if (Object.keys(typed).length === 0) continue;
        const ready = async () => {
          const again = await current();
          return json(one, method, again.address, { ...again.valid, ...typed });
        };
        found.push(...(await slow(`all texts of ${shape}`, ready)));
      }
      expect(found).to.deep.equal([]);
    });

  it('every filter, every part of an address, every header', async () => {
    const found: string[] = [];
    const one = named('administrator');
    const get = (path: string, headers = {}): Request => ({ one, method: 'get', path, headers });
    const doors = [
      ...world.app.routes.filter(({ method }) => method === 'get'),
      ...world.app.operations
        .filter(({ method }) => method === 'get')
        .map(({ path, query }) => ({ path: `/api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`, query })),
    ];
    const part = encodeURIComponent(hostileTexts(IN_ADDRESS.bytes, IN_ADDRESS.each)['a heap of marks']!);
    for (const { path, query } of doors) {
      const addresses = [
        ...(path.includes(':') ? [path.replace(/:\w+/, part).replace(/:\w+/g, 'x')] : []),
        ...[...textFields(query).keys()].map((field) => `${path.replace(/:\w+/g, 'en')}?${field}=${part}`),
      ];
      for (const address of addresses) found.push(...(await slow(address.slice(0, 60), () => get(address))));
    }
    const long = 'vi-a;q=0.1,'.repeat(1_200);
    for (const header of [
      'accept-language',
      'accept-encoding',
      'receipt-key',
      'idempotency-key',
      'cookie',
      'authorization',
    ])
      for (const path of ['/', '/api/v1/feedback'])
        found.push(...(await slow(`${header} of ${path}`, () => get(path, { [header]: long }))));
    expect(found).to.deep.equal([]);
  });

  describe('over the socket', () => {
    const sockets: Socket[] = [];
    after(() => {
      for (const socket of sockets) socket.close();
    });

    async function connected(space: string, one: Viewer): Promise<Socket> {
      const cookie = [...one.visitor.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
      const options = { transports: ['websocket'], forceNew: true, extraHeaders: { cookie } };
      const socket = io(`${world.address}${space}`, options);
      sockets.push(socket);
      await new Promise<void>((resolve) => void socket.once('connect', () => resolve()));
      return socket;
    }

    const ask = (socket: Socket, event: string, input: unknown) =>
      socket.timeout(20_000).emitWithAck(event, input) as Promise<unknown>;

    async function slowEvent(what: string, act: () => Promise<unknown>): Promise<string[]> {
      const held = await meter.of(act, async () => undefined);
      return held > MOST_MS ? [`${what}: ${Math.round(held)} ms`] : [];
    }

    const inputs = (fields: readonly string[]) =>
      fields.flatMap((field) =>
        Object.entries({
          ...hostileTexts(MOST_OF_SOCKET, 2),
          'a long list': Array.from({ length: 60_000 }, () => 1),
        }).map(([what, value]) => ({ what: `${field} with ${what}`, field, value })),
      );

    it('every field of every call and event', async () => {
      const found: string[] = [];
      const code = (await item(world, { status: 'assigned' })).code;
      for (const { space, calls } of [
        { space: '/call', calls: world.app.calls },
        ...features.flatMap((feature) =>
          feature.space ? [{ space: feature.space.name, calls: feature.space.calls }] : [],
        ),
      ])
        for (const { name, schema } of calls)
          for (const { what, field, value } of inputs([...textFields(schema).keys()])) {
            // A line of its own: each may ask only so often.
            const socket = await connected(space, named('coordinator'));
            const input = { code, [field]: value };
            found.push(...(await slowEvent(`${name} ${what}`, () => ask(socket, name, input))));
            socket.close();
          }
      const watch = await connected('/watch', named('stranger'));
      for (const { what, field, value } of inputs(['topic', 'id']))
        found.push(
          ...(await slowEvent(`watch ${what}`, () =>
            ask(watch, 'watch', { topic: 'feedback', id: code, [field]: value }),
          )),
        );
      expect(found).to.deep.equal([]);
    });
  });
});
