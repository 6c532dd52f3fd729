import type { Server as HttpServer, IncomingMessage } from 'node:http';
import cookieParser from 'cookie-parser';
import type { RequestHandler } from 'express';
import Joi from 'joi';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { machineClock } from '../clock/clock.ts';
import { type Actor, type Context, isStaff, LANGUAGES, type Language, type Site } from '../context.ts';
import { NotFound } from '../errors.ts';
import { BARE_SAFETY } from '../web/assets.ts';
import { readCookie } from '../web/cookie-names.ts';
import { isForeign } from '../web/csrf.ts';
import { heldBy } from '../web/holds.ts';
import { networkOf } from '../web/network.ts';
import { SESSION_HOURS } from '../web/sessions.ts';
import { isSecure, LANGUAGE_COOKIE } from '../web/visit.ts';
import { answerCall, type LiveCall, liveCall, perPerson } from './call.ts';
import type { Line } from './line.ts';
import { type HeldSession, SessionEnds } from './session-ends.ts';
import type { Hub, Space } from './space.ts';

/** Something that can be watched: 'feedback' by code, 'inbox' by unit. Its policy is asked at every joining. */
export interface Topic {
  name: string;
  mayWatch(context: Context, id: string): Promise<boolean>;
}

/** What watchers are told: that something happened, never what was written. They fetch what they may see. */
export interface Update {
  topic: string;
  id: string;
  /** Name of the journal entry. */
  name: string;
  entryId: string;
}

export interface Live {
  send(update: Update): void;
  /** Ends all lines of a person, at once: after a withdrawn right, or when all sessions ended. */
  disconnect(accountId: string): void;
  /** Ends the lines of one session, in all tabs of its browser. */
  endSession(id: string): void;
  /** How many lines to this process there are. */
  count(): number;
  close(): Promise<void>;
}

export interface LiveParts {
  site: Site;
  sessions: RequestHandler;
  secret: string;
  /** It has not ended, in this process or another. */
  sessionStands(id: string): Promise<boolean>;
  actorOf(
    session: { accountId?: string; epoch?: number | undefined } | undefined,
    holds: string[],
    now: Date,
  ): Promise<{ actor: Actor; language?: Language }>;
  /** Events that all lines from one address may send in ten seconds. */
  liveEventsPerAddress: number;
  trustedProxies: number;
  /** Joins several processes; absent: this is the only one. */
  adapter?: ServerOptions['adapter'];
}

interface Offered {
  topics: Topic[];
  calls: LiveCall[];
  spaces: Space[];
}

/** All that is kept of a request once the line stands: requests themselves are heavy, and thousands stay connected. */
interface Caller {
  /** Of somebody signed in. */
  session?: HeldSession;
  holds: string[];
  language?: Language;
  /** Whose calls are counted. */
  person: string;
  address: string;
}

const MOST_TOPICS = 20;

/** Longest message in bytes: an answer of the longest kind with all its fields. */
const MOST_BYTES = 131_072;

/** Opens the sockets of the site: namespace /watch for what is told, /call for what is asked, and the features' own. */
export function openLive(server: HttpServer, parts: LiveParts, { topics, calls, spaces }: Offered): Live {
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: MOST_BYTES,
    connectTimeout: 10_000,
    // A long poll may reach another process than the one before; one socket stays where it is.
    ...(parts.adapter ? { adapter: parts.adapter, transports: ['websocket'] } : {}),
    allowRequest: (request, answer) => answer(null, !isForeign(request.headers.origin, request.headers.host)),
  });
  io.engine.use(cookieParser(parts.secret));
  io.engine.use(parts.sessions);
  io.engine.on('headers', (headers: Record<string, string>) => Object.assign(headers, BARE_SAFETY));
  const ends = new SessionEnds();
  const perAddress = new RateLimiterMemory({ points: parts.liveEventsPerAddress, duration: 10 });
  serveCalls('/watch', [watchCall(topics)]);
  serveCalls('/call', calls);
  const opened = spaces.map((space) => {
    serveCalls(space.name, space.calls);
    const namespace = io.of(space.name);
    if (space.heard) namespace.on('heard', space.heard.bind(space));
    const hub = hubOf(io, space.name, parts);
    space.opened(hub);
    return { space, hub };
  });
  const underWay = new Set<Promise<void>>();
  let closing = false;
  const endLooking = ends.checkRegularly((session) => stands(parts, session), !parts.adapter);
  const names = ['/watch', '/call', ...spaces.map(({ name }) => name)];
  return {
    send: (update) => void io.of('/watch').to(`${update.topic} ${update.id}`).emit('update', update),
    disconnect: (accountId) => cut(`account ${accountId}`),
    endSession(id) {
      ends.end(id);
      cut(`session ${id}`);
    },
    count: () => io.engine.clientsCount,
    /** Nothing new is begun; what was begun is answered before the lines are cut. */
    async close() {
      closing = true;
      endLooking();
      await Promise.all(underWay);
      for (const { space, hub } of opened) await space.closed?.(hub);
      await new Promise((resolve) => void io.close(resolve));
    },
  };

  function cut(room: string): void {
    for (const name of names) io.of(name).in(room).disconnectSockets(true);
  }

  /** The context is made anew for each call: a right withdrawn meanwhile is gone at once. */
  function serveCalls(name: string, offered: LiveCall[]): void {
    const known = new Map(offered.map((call) => [call.name, call]));
    io.of(name).on('connection', (socket) => {
      const caller = receive(parts, ends, socket);
      const line = lineOf(socket);
      socket.onAny((event: string, ...given: unknown[]) => {
        // What was sent in one go with the calls for which the line was cut.
        if (closing || !socket.connected) return;
        const ack = given.at(-1);
        const call = known.get(event) ?? noSuchCall;
        // Whoever is signed in is not held up by others behind the same address.
        const address = caller.session ? undefined : { name: caller.address, limit: perAddress };
        const asked = { input: given[0], ack, from: caller.person, line, ...(address && { address }) };
        const answered = answerCall(call, asked, () => contextOf(parts, socket));
        underWay.add(answered);
        void answered.then(() => underWay.delete(answered));
      });
    });
  }
}

/** Neither ended, nor has its account lost it: by a new password, or by being closed. */
async function stands({ site, sessionStands, actorOf }: LiveParts, session: HeldSession): Promise<boolean> {
  return (await sessionStands(session.id)) && isStaff((await actorOf(session, [], site.clock.now())).actor);
}

function hubOf(io: Server, name: string, { site, adapter }: LiveParts): Hub {
  const namespace = io.of(name);
  return {
    alone: !adapter,
    emit: (room, event, payload) => void namespace.local.to(room).emit(event, payload),
    empty: (room) => void namespace.local.in(room).socketsLeave(room),
    tell: (message, payload) => void (adapter && namespace.serverSideEmit('heard', message, payload)),
    now: () => site.clock.now(),
  };
}

function lineOf(socket: Socket): Line {
  return {
    id: socket.id,
    rooms: socket.rooms,
    join: (room) => socket.join(room),
    leave: (room) => socket.leave(room),
    cut: () => void socket.disconnect(true),
    // Read by names that people send.
    notes: Object.create(null) as Record<string, unknown>,
  };
}

type LiveRequest = IncomingMessage & {
  session?: { accountId?: string; epoch?: number; endsAt?: number };
  sessionID?: string;
  signedCookies?: Record<string, string>;
};

/** Keeps of the request what later events need, and lets the rest go. */
function receive(parts: LiveParts, ends: SessionEnds, socket: Socket): Caller {
  const caller = (socket.conn as unknown as { caller?: Caller }).caller ?? callerOf(parts, socket);
  (socket.conn as unknown as { caller?: Caller }).caller = caller;
  socket.data = caller;
  if (caller.session) {
    void socket.join([`account ${caller.session.accountId}`, `session ${caller.session.id}`]);
    ends.watch(caller.session, socket);
  }
  return caller;
}

/** Of a session from before its end was written down. */
const latestEnd = () => machineClock.now().getTime() + SESSION_HOURS * 3_600_000;

function callerOf(parts: LiveParts, socket: Socket): Caller {
  const request = socket.request as LiveRequest;
  const read = (name: string) => readCookie(request.signedCookies, name, isSecure(parts.site));
  const cookie = read(LANGUAGE_COOKIE);
  const { accountId, epoch, endsAt = latestEnd() } = request.session ?? {};
  return {
    ...(accountId ? { session: { id: request.sessionID!, accountId, epoch, endsAt } } : {}),
    holds: heldBy(read),
    language: LANGUAGES.find((each) => each === cookie),
    person: (accountId && request.sessionID) || socket.id,
    address: networkOf(addressOf(request, parts.trustedProxies)),
  };
}

/** As `trust proxy` counts: the last that a trusted proxy has written. */
function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  return (trustedProxies > 0 && forwarded.at(-trustedProxies)) || request.socket.remoteAddress || 'unknown';
}

/** What nobody offers is counted like everything else. */
const noSuchCall = liveCall({
  name: '',
  who: 'anyone',
  schema: Joi.object().unknown(),
  async handler() {
    throw new NotFound();
  },
});

/** A page joins its topics once, and again after each break of its line. */
const MOST_JOININGS = 100;

function watchCall(topics: Topic[]): LiveCall {
  const byName = new Map(topics.map((topic) => [topic.name, topic]));
  return liveCall<{ topic: unknown; id: unknown }>({
    name: 'watch',
    who: 'anyone',
    limit: perPerson(MOST_JOININGS, 10),
    schema: Joi.object({ topic: Joi.any(), id: Joi.any() }),
    async handler(context, { topic, id }, line) {
      if (typeof topic !== 'string' || typeof id !== 'string' || id.length > 80) throw new NotFound();
      if (line.rooms.size > MOST_TOPICS) throw new NotFound();
      const known = byName.get(topic);
      if (!known || !(await known.mayWatch(context, id))) throw new NotFound();
      await line.join(`${topic} ${id}`);
      return {};
    },
  });
}

async function contextOf(parts: LiveParts, socket: Socket): Promise<Context> {
  const { session, holds, language: chosen } = socket.data as Caller;
  const { site } = parts;
  const now = site.clock.now();
  const { actor, language } = await parts.actorOf(session, holds, now);
  return { site, actor, now, language: chosen ?? language ?? 'vi', requestId: socket.id };
}
