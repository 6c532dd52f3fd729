import { io } from 'socket.io-client';
import { EVENT, SPACE } from '../../server/dialogues/streams/protocol.ts';
import { may } from '../../server/platform/context.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import type { Route } from '../../server/platform/web/route.ts';
import { REGULATION, UNIT } from '../support/factories.ts';
import { watcher } from '../support/live.ts';
import type { World } from '../support/world.ts';
import { filled, routeKey, SAMPLES } from './samples.ts';
import type { Held } from './scenario-dialogues.ts';
import { call, type Sent, send } from './send.ts';
import type { Viewer } from './viewers.ts';

/**
 * Who may see which private field of a dialogue, and where.
 *
 * own    the participant whose words they are        host   moderator of the session, its chair, coordinators
 * plan   moderators of other sessions                unit   official and head of the unit that is to answer
 * admin  an administrator, only in the outbox        live   over the socket, besides
 */
const TABLE = `
                           pages and API      letters to    live
draft-title                host plan          -             -
draft-description          host plan          -             -
participant-name           host unit          -             host
participant-organisation   host unit          -             -
participant-email          host unit admin    own           -
participant-id             host admin         own           own host
participant-token          -                  own           -
silent-name                host               -             host
pending-question           own host           -             own host
original-question          own host           -             own host
former-question            own host           -             own host
rejected-question          own host           own           own host
rejection-note             own host admin     own           own host
objection                  host               -             host
merged-question            own host           own           own host
withdrawn-question         own host           -             own host
prepared-text              host unit          -             host
unscreened-question        own host           own           own host
item-key                   own                -             own
phone-item-key             host               -             -
minutes-text               host               -             -
minutes-return             host admin         host          -
`;

export type Where = 'own' | 'host' | 'plan' | 'unit' | 'admin';
type Place = 'pages' | 'letters' | 'live';

export const MAY_SEE: Record<string, Record<Place, Where[]>> = Object.fromEntries(
  TABLE.trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [field = '', ...cells] = line.trim().split(/ {2,}/);
      const [pages, letters, live] = cells.map((cell) => (cell === '-' ? [] : (cell.split(' ') as Where[])));
      return [field, { pages: pages!, letters: letters!, live: live! }];
    }),
);

export interface Seen {
  call: string;
  status: number;
  text: string;
}

/** Somebody's line to the rooms, with all that ever came over it. */
export interface RoomLine {
  /** Asks for everything of a session: what is answered is heard too. */
  join(held: Held, token?: string): Promise<void>;
  text(): string;
  /** What comes from now on is heard apart. */
  forget(): void;
  close(): void;
}

export async function roomLine({ visitor }: Pick<Viewer, 'visitor'>): Promise<RoomLine> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const socket = io(`${visitor.address}${SPACE}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie },
  });
  const heard: string[] = [];
  socket.onAny((name, message) => heard.push(`${name} ${JSON.stringify(message)}`));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
  });
  const desk = await watcher(visitor);
  await desk.watch('panel', UNIT);
  const ask = async (name: string, input: object) =>
    heard.push(JSON.stringify(await socket.timeout(10_000).emitWithAck(name, input)));
  return {
    async join({ code }, token) {
      for (const stream of ['public', 'staff']) {
        await ask('dialogue:join', { code, stream, ...(token && stream === 'public' ? { token } : {}) });
        await ask('dialogue:join', { code, stream, after: 0 });
        await ask('dialogue:catch-up', { code, stream, after: 0 });
      }
      await ask('dialogue:mine', { code });
    },
    text: () => [...heard, JSON.stringify(desk.updates)].join('\n'),
    forget: () => void heard.splice(0),
    close() {
      desk.close();
      socket.close();
    },
  };
}

/** Name of the server's event for what happens in a room, so that a test can see that any came. */
export const ROOM_EVENT = EVENT;

const QUERIES: Record<string, string[]> = {
  'GET /dialogues': ['', 'host=me', `unit=${UNIT}`],
  'GET /dialogues/:code': ['', 'order=votes', 'order=time', 'order=group'],
  'GET /outbox': ['', 'status=waiting', 'status=sent'],
  'GET /feedback': ['', 'q=cay'],
  getDialogueLog: ['', 'stream=staff', 'stream=public&limit=500'],
};

interface Ground {
  world: World;
  sessions: readonly Held[];
  /** Codes of the items that questions have become. */
  items: readonly string[];
}

/** What may stand at the places of a path; undefined: not of this walk. */
async function placesOf(path: string, { sessions, items }: Ground): Promise<Record<string, string>[]> {
  if (path === '/dialogue-desk/:question/prepared' || path === '/dialogue-desk/:question/answer')
    return sessions.flatMap(({ questions }) => questions.map((question) => ({ question })));
  if (path.includes('/dialogues/'))
    return sessions.flatMap(({ code, questions, people }) => {
      const fixed = { code, notice: 'x', conclusion: 'x', part: 'opening', token: 'x'.repeat(43) };
      const of = (name: string, ids: string[]) => ids.map((id) => ({ ...fixed, [name]: id }));
      if (path.includes(':question')) return of('question', questions);
      return path.includes(':participant') ? of('participant', people) : [fixed];
    });
  if (path.startsWith('/outbox/'))
    return (await Outbox.find({}, { _id: 1 }).lean()).map(({ _id }) => ({ id: _id }));
  if (/[:{]code/.test(path)) return items.map((code) => ({ code, version: '1', token: 'x'.repeat(43) }));
  return [{ slug: path.startsWith('/units') ? UNIT : REGULATION }];
}

/** Undoes what one did last when nothing is filled in: of the scenario that would be all of it. */
const UNDO = 'POST /dialogues/:code/undo';

/** Nothing that must be filled in: whoever may would do it by this very call. */
const doesAtOnce = (route: Route) =>
  route.method === 'post' && (routeKey(route) === UNDO || !SAMPLES[routeKey(route)]?.fields);

/** Every page as somebody; forms are sent empty, and shown again. @param may one who may do things here: those go unsent */
export async function walkPages(ground: Ground, one: Viewer, may: boolean): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const route of ground.world.app.routes) {
    const { method, path } = route;
    const ofRoom = path.startsWith('/dialogue');
    if (method === 'post' && (!ofRoom || (may && doesAtOnce(route)))) continue;
    for (const places of await placesOf(path, ground)) {
      if (!ofRoom && [...path.matchAll(/:(\w+)/g)].some(([, name]) => !(name! in places))) continue;
      for (const query of QUERIES[routeKey(route)] ?? ['']) {
        const address = filled(path, places) + (query && `?${query}`);
        seen.push(told(`${method.toUpperCase()} ${address}`, await send(one, method, address)));
      }
    }
  }
  return seen;
}

/** The console with each question opened. */
export async function walkConsole({ sessions }: Ground, one: Viewer): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const { code, questions } of sessions)
    for (const id of questions) {
      const address = `/dialogues/${code}/console?question=${id}`;
      seen.push(told(`GET ${address}`, await send(one, 'get', address)));
    }
  return seen;
}

/**
 * Every operation that reads, and those that write with nothing in them. Who may announce, open or end a session would
 * do so with nothing more: what is hidden has to stay as it is.
 */
export async function walkOperations(ground: Ground, one: Viewer): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const { id, method, path, who } of ground.world.app.operations) {
    if (method !== 'get' && !path.startsWith('/dialogues')) continue;
    if (method !== 'get' && Array.isArray(who) && one.actor && may(one.actor, ...who)) continue;
    for (const places of await placesOf(path, ground)) {
      if ([...path.matchAll(/\{(\w+)\}/g)].some(([, name]) => !(name! in places))) continue;
      for (const query of QUERIES[id] ?? ['']) {
        const address = filled(path, places) + (query && `?${query}`);
        const input = method === 'get' ? {} : { body: {} };
        seen.push(told(`${id} ${address}`, await call(one, method, address, input)));
      }
    }
  }
  return seen;
}

const told = (name: string, { status, head, body }: Sent): Seen => ({
  call: name,
  status,
  text: `${head}\n${body}`,
});
