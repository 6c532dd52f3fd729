import { io, type Socket } from 'socket.io-client';
import type { Visitor } from './visitor.ts';

export interface SeenUpdate {
  topic: string;
  id: string;
  name: string;
  entryId: string;
}

/** A browser's live connection, with what it was told. */
export interface Watcher {
  updates: SeenUpdate[];
  /** 'ok', or the text key of the refusal. */
  watch(topic: unknown, id: unknown): Promise<string>;
  socket: Socket;
  close(): void;
}

/** Connects with the cookies of a browser. */
export async function watcher(visitor: Visitor): Promise<Watcher> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const socket = io(`${visitor.address}/watch`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie },
  });
  const updates: SeenUpdate[] = [];
  socket.on('update', (update: SeenUpdate) => updates.push(update));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
  });
  return {
    updates,
    socket,
    async watch(topic, id) {
      const answer = (await socket.emitWithAck('watch', { topic, id })) as { ok: boolean; error?: string };
      return answer.ok ? 'ok' : (answer.error ?? 'no answer');
    },
    close: () => void socket.close(),
  };
}

export interface CallAnswer {
  ok: boolean;
  error?: string;
  [name: string]: unknown;
}

/** A browser's line for questions, with its cookies. */
export async function caller(
  visitor: Visitor,
): Promise<{ ask(name: string, ...input: unknown[]): Promise<CallAnswer>; close(): void }> {
  const cookie = [...visitor.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const socket = io(`${visitor.address}/call`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
  });
  return {
    ask: async (name, ...input) => (await socket.timeout(10_000).emitWithAck(name, ...input)) as CallAnswer,
    close: () => void socket.close(),
  };
}

/** Asks something over a line of its own. */
export async function callLive(visitor: Visitor, name: string, ...input: unknown[]): Promise<CallAnswer> {
  const line = await caller(visitor);
  try {
    return await line.ask(name, ...input);
  } finally {
    line.close();
  }
}
