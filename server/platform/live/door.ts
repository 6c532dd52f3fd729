import type { Server as HttpServer } from 'node:http';
import cookieParser from 'cookie-parser';
import type { RequestHandler } from 'express';
import { Server, type Socket } from 'socket.io';
import type { Clock } from '../clock/clock.ts';
import { type Actor, type Context, LANGUAGES, type Language } from '../context.ts';
import { NotFound, Refusal } from '../errors.ts';
import { faultDetails, log } from '../log.ts';
import { HOLDS, LANGUAGE_COOKIE } from '../web/door.ts';
import { answerCall, type LiveCall } from './call.ts';

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
  /** Ends what a person watches, at once: after sign-out or a withdrawn right. */
  disconnect(accountId: string): void;
  close(): Promise<void>;
}

export interface LiveParts {
  clock: Clock;
  sessions: RequestHandler;
  secret: string;
  actorOf(
    session: { accountId?: string; epoch?: number } | undefined,
    holds: string[],
  ): Promise<{ actor: Actor; language?: Language }>;
}

type Ack = (answer: { ok: true } | { ok: false; error: string }) => void;
const MOST_TOPICS = 20;

/** Longest message in bytes: an answer of the longest kind with all its fields. */
const MOST_BYTES = 131_072;

/** Opens the sockets of the site: namespace /watch for what is told, /call for what is asked. */
export function openLive(
  server: HttpServer,
  parts: LiveParts,
  { topics, calls }: { topics: Topic[]; calls: LiveCall[] },
): Live {
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: MOST_BYTES,
    connectTimeout: 10_000,
  });
  io.engine.use(cookieParser(parts.secret));
  io.engine.use(parts.sessions);
  const byName = new Map(topics.map((topic) => [topic.name, topic]));
  io.of('/watch').on('connection', (socket) => {
    const session = (socket.request as { session?: { accountId?: string } }).session;
    if (session?.accountId) void socket.join(`account ${session.accountId}`);
    socket.on('watch', (input: unknown, ack: unknown) => void watch(parts, byName, socket, input, ack));
  });
  io.of('/call').on('connection', (socket) => {
    const session = (socket.request as { session?: { accountId?: string } }).session;
    if (session?.accountId) void socket.join(`account ${session.accountId}`);
    // The context is made anew for each call: a right withdrawn meanwhile is gone at once.
    for (const call of calls)
      socket.on(call.name, (input: unknown, ack: unknown) => {
        const from = (socket.request as { sessionID?: string }).sessionID ?? socket.id;
        void answerCall(call, { input, ack, from }, () => contextOf(parts, socket));
      });
  });
  return {
    send: (update) => void io.of('/watch').to(`${update.topic} ${update.id}`).emit('update', update),
    disconnect: (accountId) => {
      for (const space of ['/watch', '/call'])
        io.of(space).in(`account ${accountId}`).disconnectSockets(true);
    },
    close: () => new Promise((resolve) => void io.close(() => resolve())),
  };
}

async function watch(
  parts: LiveParts,
  topics: Map<string, Topic>,
  socket: Socket,
  input: unknown,
  ack: unknown,
): Promise<void> {
  const answer: Ack = typeof ack === 'function' ? (ack as Ack) : () => {};
  try {
    const { topic, id } = (input ?? {}) as { topic?: unknown; id?: unknown };
    if (typeof topic !== 'string' || typeof id !== 'string' || id.length > 80) throw new NotFound();
    if (socket.rooms.size > MOST_TOPICS) throw new NotFound();
    const known = topics.get(topic);
    if (!known || !(await known.mayWatch(await contextOf(parts, socket), id))) throw new NotFound();
    await socket.join(`${topic} ${id}`);
    answer({ ok: true });
  } catch (error) {
    if (!(error instanceof Refusal)) log.error({ ...faultDetails(error) }, 'fault in a live event');
    answer({ ok: false, error: error instanceof Refusal ? error.text : 'errors.fault' });
  }
}

async function contextOf(parts: LiveParts, socket: Socket): Promise<Context> {
  const request = socket.request as {
    session?: { accountId?: string };
    signedCookies?: Record<string, string>;
  };
  const holds = (request.signedCookies?.[HOLDS] || '').split(' ').filter(Boolean);
  const { actor, language } = await parts.actorOf(request.session, holds);
  const cookie = request.signedCookies?.[LANGUAGE_COOKIE];
  const chosen = LANGUAGES.find((each) => each === cookie);
  return { actor, now: parts.clock.now(), language: chosen ?? language ?? 'vi', requestId: socket.id };
}
