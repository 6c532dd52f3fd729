// What a page costs without the application: its template with the same model, and its reads by the bare driver.
import express from 'express';
import type { Document } from 'mongodb';
import mongoose from 'mongoose';
import { AccountModel } from '../../server/accounts/model.ts';
import { readConfig } from '../../server/config.ts';
import { openStoreInUse } from '../../server/operations/open-store.ts';
import type { Tagged } from '../../server/platform/api/operation.ts';
import type { Context, Role, Staff } from '../../server/platform/context.ts';
import { frameOf } from '../../server/platform/web/frame.ts';
import type { Reply } from '../../server/platform/web/reply.ts';
import type { CookieDoor, Route } from '../../server/platform/web/route.ts';
import { readViews } from '../../server/platform/web/views.ts';
import { runServer } from '../../server/run.ts';
import { median } from '../rounds.ts';
import { emailOf } from './fill.ts';
import type { Asked, Readied } from './site.ts';

const TRIES = 7;
const API = '/api/v1';
/** Of a browser that brings none. */
const NO_COOKIES: CookieDoor = { read: () => undefined, write: () => {}, clear: () => {} };
/** Reads that a page makes; what a session and its account need comes before them. */
const READS = ['find', 'getMore', 'aggregate', 'count', 'distinct'];

const settings = {
  ...process.env,
  PORT: '0',
  LOG_LEVEL: 'error',
  SESSION_SECRET: 'only for measuring, thirty-two letters',
  PUBLIC_URL: 'http://localhost',
};
// The store is that of the site that is measured beside.
const { uri } = await openStoreInUse(readConfig(settings));
const running = await runServer({ config: readConfig({ ...settings, MONGODB_URI: uri }) });
const { site, routes, operations } = running.app;
// Only its handlers are asked.
await running.app.scheduler.stop();

const asset = () => '/assets/x';
const views = readViews({ timeZone: () => 'Asia/Ho_Chi_Minh', publicUrl: 'http://localhost', asset });

const sent: Document[] = [];
mongoose.connection.getClient().on('commandStarted', ({ commandName, command }) => {
  if (READS.includes(commandName)) sent.push(command);
});

async function contextOf(role: Role | undefined): Promise<Context> {
  const around = { site, now: new Date(), language: 'vi' as const, requestId: 'bench' };
  if (!role) return { ...around, actor: { kind: 'visitor', holds: [] } };
  const row = (await AccountModel.findOne({ email: emailOf(role) }).lean())!;
  const { _id: id, name, email, roles, units } = row;
  return { ...around, actor: { kind: 'staff', id, name, email, roles, units } as Staff };
}

/** The route or call that an address leads to, with what varies in it. */
function found<T extends { method: string; path: string }>(
  all: readonly T[],
  path: string,
): { one: T; params: Record<string, string> } {
  const parts = path.split('/');
  for (const one of all) {
    const own = one.path.split('/');
    if (one.method !== 'get' || own.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = own.every((part, at) => {
      const name = /^(?::(\w+)|\{(\w+)\})$/.exec(part)?.slice(1).find(Boolean);
      if (name) params[name] = parts[at]!;
      return name !== undefined || part === parts[at];
    });
    if (fits) return { one, params };
  }
  throw new Error(`nothing stands at ${path}`);
}

interface Made {
  type: string;
  body(): string | Buffer;
}

async function made({ path, role }: Asked): Promise<Made> {
  const address = new URL(path, 'http://localhost');
  const context = await contextOf(role);
  sent.length = 0;
  const given = Object.fromEntries(address.searchParams);
  if (address.pathname.startsWith(API)) {
    const { one, params } = found<Tagged>(operations, address.pathname.slice(API.length));
    const query = one.query ? one.query.validate(given).value : given;
    const answer = await one.handler({ context, params, query, body: {} });
    return { type: 'json', body: () => JSON.stringify(answer) };
  }
  const { one, params } = found<Route>(routes, address.pathname);
  const query = one.query ? one.query.validate(given).value : given;
  const visit = { context, params, query, body: {}, address: path, cookies: NO_COOKIES };
  const reply = (await one.handler(visit as never)) as Reply;
  if (reply.kind === 'file') return { type: reply.type, body: () => Buffer.from(reply.body) };
  if (reply.kind !== 'page') throw new Error(`${path} is no page`);
  const { actor, now } = context;
  const around = { ...frameOf(context), now, path: address.pathname, csrf: () => 'x' };
  const model = { ...around, actor: actor.kind === 'staff' ? actor : undefined, ...reply.model };
  return { type: 'html', body: () => views.render(reply.view, model, 'vi', reply.layout) };
}

/** A command as it was sent, without what belonged to that time. */
function again({ lsid: _session, $clusterTime: _time, $db: _db, ...command }: Document): Document {
  return command;
}

/** What is read in several turns is read so again. */
async function readOnce(db: mongoose.mongo.Db, commands: Document[]): Promise<void> {
  const open = new Map<string, mongoose.mongo.Long[]>();
  const cursorsOf = (collection: string) => {
    const known = open.get(collection) ?? [];
    open.set(collection, known);
    return known;
  };
  for (const command of commands) {
    const collection = command['collection'] ?? command['find'] ?? command['aggregate'] ?? '';
    const id = command['getMore'] ? cursorsOf(collection).shift() : undefined;
    if (command['getMore'] && !id) continue;
    const sent = { ...again(command), ...(id ? { getMore: id } : {}) };
    // The id of a cursor goes back as it came.
    const { cursor } = await db.command(sent, { promoteLongs: false });
    if (cursor && !cursor.id.isZero()) cursorsOf(collection).push(cursor.id);
  }
}

async function readBare(commands: Document[]): Promise<number> {
  const db = mongoose.connection.db!;
  const times: number[] = [];
  for (let tried = 0; tried <= TRIES; tried++) {
    const begun = performance.now();
    await readOnce(db, commands);
    if (tried > 0) times.push(performance.now() - begun);
  }
  return median(times);
}

const pages = new Map<string, Made>();
const app = express();
app.get('/:number', (request, response) => {
  const { type, body } = pages.get(request.params.number)!;
  response.type(type).send(body());
});
const server = app.listen(0, '127.0.0.1', () => process.send!({}));

process.on('message', async (asked: Asked) => {
  try {
    // The first time fills what is remembered, as a site that runs has it.
    await made(asked);
    const page = await made(asked);
    const commands = [...sent];
    const number = String(pages.size + 1);
    pages.set(number, page);
    const { port } = server.address() as { port: number };
    const address = `http://127.0.0.1:${port}/${number}`;
    process.send!({ address, driver: await readBare(commands) } satisfies Readied);
  } catch (fault) {
    process.send!({ fault: (fault as Error).message } satisfies Readied);
  }
});
for (const end of ['SIGTERM', 'disconnect']) process.once(end, () => process.exit(0));
