import type { Socket } from 'socket.io-client';

export interface Update {
  topic: string;
  id: string;
  name: string;
  entryId: string;
}

interface Watched {
  topic: string;
  id: string;
  onUpdate(update: Update): void;
  /** After each joining: what happened while the line was down was not told. */
  onJoined(again: boolean): void;
}

let socket: Promise<Socket> | undefined;
const watched: Watched[] = [];

const AFTER_A_CUT_MS = 1_500;

/**
 * The server has cut the line: the session ended, or rights have changed. Whoever may still come in comes in again, a
 * moment later: a new password brings a new session with it.
 */
export function comeBack(line: Socket): void {
  line.on('disconnect', (reason) => {
    const wait = AFTER_A_CUT_MS * (1 + Math.random());
    if (reason === 'io server disconnect') window.setTimeout(() => line.connect(), wait);
  });
}

/** Watches something over the one socket of the page; joins again after every break of the line. */
export async function watch(topic: Watched): Promise<void> {
  watched.push(topic);
  socket ??= connect();
  const line = await socket;
  if (line.connected) join(line, topic, false);
}

/** The library comes only where a page watches something: it is most of our script. */
async function connect(): Promise<Socket> {
  const { io } = await import('socket.io-client');
  const line = io('/watch', { reconnectionDelayMax: 30_000 });
  comeBack(line);
  let joinedBefore = false;
  line.on('connect', () => {
    for (const topic of watched) join(line, topic, joinedBefore);
    joinedBefore = true;
  });
  line.on('update', (update: Update) => {
    for (const topic of watched)
      if (topic.topic === update.topic && topic.id === update.id) topic.onUpdate(update);
  });
  return line;
}

function join(line: Socket, { topic, id, onJoined }: Watched, again: boolean): void {
  line.emit('watch', { topic, id }, (answer: { ok: boolean }) => {
    if (answer.ok) onJoined(again);
  });
}

let callers: Promise<Socket> | undefined;
const MOST_WAIT_MS = 5_000;

async function connectCaller(): Promise<Socket> {
  const { io } = await import('socket.io-client');
  const line = io('/call', { reconnectionDelayMax: 30_000 });
  comeBack(line);
  return line;
}

/** Asks the server something over the socket; undefined when it refuses, or does not answer in time. */
export async function ask<Answer>(name: string, input: object): Promise<Answer | undefined> {
  callers ??= connectCaller();
  const line = await callers;
  try {
    const answer = (await line.timeout(MOST_WAIT_MS).emitWithAck(name, input)) as { ok: boolean };
    return answer.ok ? (answer as Answer) : undefined;
  } catch {
    return undefined;
  }
}
