import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

export interface RoomServer {
  address: string;
  tokens: string[];
  ask<Answer>(question: string): Promise<Answer>;
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Starts `room-process.ts` and waits until it listens. */
export async function startRoomServer(environment: Record<string, string>): Promise<RoomServer> {
  const child = fork(join(import.meta.dirname, 'room-process.ts'), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, MONGODB_URI: '', ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { address, tokens } = await answer<{ address: string; tokens: string[] }>(child);
  return {
    address,
    tokens,
    ask: async (question) => {
      const answered = answer(child);
      child.send(question);
      return (await answered) as never;
    },
    async end(signal) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

function answer<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a server ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as Answer);
    });
  });
}
