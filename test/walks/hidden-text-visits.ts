import { AccountModel } from '../../server/accounts/model.ts';
import { Case } from '../../server/confidential/model.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import type { Route } from '../../server/platform/web/route.ts';
import type { World } from '../support/world.ts';
import { filled, routeKey, SAMPLES } from './samples.ts';
import type { Known } from './scenario.ts';
import { DELAYS } from './scenario-delays.ts';
import { type ApiInput, call, type Sent, send } from './send.ts';
import { signInAgain, VIEWERS, type Viewer } from './viewers.ts';

export interface Visited extends Sent {
  /** 'GET /feedback/PA-2026-000001' */
  call: string;
  /** Where it belongs: 'GET /feedback/:code'. */
  route: string;
}

/** Items for which more than the page is asked: one unaccepted, one in work, one whose text is declined. */
const SOME = ['by form', 'submitted', 'in-review', 'answered, declined'];

/** Pages with what people wrote: asked for every item. */
const WITH_TEXTS = [
  ...['GET /feedback/:code', 'GET /feedback/:code/own-data.json'],
  ...['GET /appeals/:code', 'GET /quality-review/:code/:version'],
];

/** Pages that are worth more than one look. */
const MORE: Record<string, string[]> = {
  'GET /feedback': [
    '',
    'q=cay',
    'status=received',
    'status=answered',
    'status=not-accepted',
    'kind=feedback',
  ],
  'GET /outbox': ['', 'status=waiting', 'status=sent'],
  'GET /accounts': ['', 'status=invited'],
};

/** Calls every route as somebody, each that has a code with the codes of the items. */
export async function visitRoutes(world: World, one: Viewer, items: Known[]): Promise<Visited[]> {
  const seen: Visited[] = [];
  // One without a sample fails in a test of its own; those that end the session come last.
  const known = world.app.routes.filter(
    (route) => routeKey(route) in SAMPLES && !ofRoom(route) && route.path !== CLOSES,
  );
  const ends = (route: Route) => Number(!!SAMPLES[routeKey(route)]!.endsSession);
  for (const [at, route] of known.sort((a, b) => ends(a) - ends(b)).entries()) {
    const name = routeKey(route);
    for (const params of await paramsOf(world, one, { name, items, at }))
      for (const query of MORE[name] ?? [SAMPLES[name]!.query ?? '']) {
        const address = filled(route.path, params) + (query ? `?${query}` : '');
        const sent = await send(one, route.method, address);
        seen.push({ ...sent, call: `${route.method.toUpperCase()} ${address}`, route: name });
        if (sent.status === 303 && SAMPLES[name]!.endsSession) await signInAgain(world, one);
      }
  }
  return seen;
}

/** Its sample closes the site for everybody who comes after. */
const CLOSES = '/administration/maintenance/end';

/** What is done in dialogues has a walk of its own: hidden-dialogues.test.ts. */
const ofRoom = ({ method, path }: Route) => method === 'post' && path.startsWith('/dialogue');

async function paramsOf(
  world: World,
  one: Viewer,
  { name, items, at }: { name: string; items: Known[]; at: number },
): Promise<Record<string, string>[]> {
  if (name === 'GET /feedback/:code/evidence/:file') return files();
  if (name === 'GET /feedback/:code/attachments/:file') return attachedFiles();
  if (name.includes(':code') && !name.includes('/dialogues/'))
    return codesFor(name, items, turnOf(one, at)).map((code) => ({ code, ...ANY }));
  if (name in DELAYS) return [await othersOf(world, one, name), DELAYS[name]!];
  if (name.startsWith('GET /confidential/cases/:id'))
    return (await Case.find({}, { _id: 1 }).lean()).map(({ _id: id }) => ({ id, file: ANY.file }));
  const manages = one.name === 'administrator';
  if (manages && name === 'GET /outbox/:id') return (await Outbox.find({}, { _id: 1 }).lean()).map(idOf);
  if (manages && name === 'GET /accounts/:id')
    return (await AccountModel.find({}, { _id: 1 }).lean()).map(idOf);
  return [await othersOf(world, one, name)];
}

/** Other parts of addresses that lead nowhere. */
const ANY = { token: 'x'.repeat(43), version: '1', file: 'f'.repeat(24), n: '1' };

/** Every file that is attached to an answer. */
async function files(): Promise<Record<string, string>[]> {
  const rows = await Feedback.find({ 'evidence.id': { $exists: true } }, { code: 1, evidence: 1 }).lean();
  return rows.flatMap(({ code, evidence }) => evidence.map(({ id }) => ({ code, file: id })));
}

/** Every file of a sender. */
async function attachedFiles(): Promise<Record<string, string>[]> {
  const rows = await Feedback.find(
    { 'attachments.id': { $exists: true } },
    { code: 1, attachments: 1 },
  ).lean();
  return rows.flatMap(({ code, attachments }) => attachments.map(({ id }) => ({ code, file: id })));
}

const made = new Map<string, Record<string, string>>();

/** Other parts of an address are made once for everybody, unless they belong to the caller. */
async function othersOf(world: World, one: Viewer, name: string): Promise<Record<string, string>> {
  const { params, each } = SAMPLES[name]!;
  const kept = (!each && made.get(name)) || (await params?.({ world, viewer: one })) || {};
  made.set(name, kept);
  return kept;
}

const idOf = (row: { _id: string }) => ({ id: row._id });

/**
 * What changes something is called with one of SOME: everybody calls each with one, each is called with all of them by
 * somebody, and everybody meets all of them.
 */
const turnOf = (one: Viewer, at: number) => SOME[(VIEWERS.indexOf(one.name) + at) % SOME.length]!;

function codesFor(name: string, items: Known[], turn: string): string[] {
  const { bare } = SAMPLES[name]!;
  if (bare) return [items.find((each) => each.status === bare.status)!.code];
  const some = name.startsWith('GET ') ? SOME : [turn];
  const chosen = WITH_TEXTS.includes(name) ? items : items.filter((each) => some.includes(each.name));
  return chosen.map((each) => each.code);
}

/** Calls every operation as somebody; the sender shows the receipt keys of the own items. */
export async function visitOperations(
  world: World,
  one: Viewer,
  { items, own }: { items: Known[]; own: Known[] },
): Promise<Visited[]> {
  const seen: Visited[] = [];
  const known = world.app.operations.filter(({ id }) => id in SAMPLES);
  for (const [at, { id, method, path }] of known.entries()) {
    const some = method === 'get' ? SOME : [turnOf(one, at)];
    const body = method === 'get' ? {} : { body: {} };
    const inputs: [Record<string, string>, ApiInput][] =
      path.includes('{code}') && !path.startsWith('/dialogues')
        ? await Promise.all(
            (id === 'getFeedback' ? items : items.filter(({ name }) => some.includes(name))).map(
              async (each): Promise<[Record<string, string>, ApiInput]> => {
                const others = path.split('{').length > 2 ? await othersOf(world, one, id) : {};
                return [
                  { ...others, code: each.code },
                  { ...body, ...keyOf(each, own) },
                ];
              },
            ),
          )
        : [[await othersOf(world, one, id), body]];
    for (const [params, input] of inputs) {
      const sent = await call(one, method, filled(path, params), input);
      seen.push({ ...sent, call: `${id} ${params['code'] ?? ''}`, route: id });
    }
  }
  return seen;
}

function keyOf(each: Known, own: Known[]): ApiInput {
  return own.includes(each) ? { headers: { 'receipt-key': each.key } } : {};
}
