import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export interface Child<Ready> {
  ready: Ready;
  /** Sends a message and waits for the next answer. */
  ask<Answer>(message: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a benchmark process ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}

/** Starts a built file of `bench/`, as `npm start` starts the server; its first message says that it is ready. */
export async function startChild<Ready>(
  file: string,
  environment: Record<string, string> = {},
  flags: string[] = [],
): Promise<Child<Ready>> {
  const child = fork(join(import.meta.dirname, file), {
    execArgv: flags,
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ready = (await nextMessage(child)) as Ready;
  return {
    ready,
    ask: async (message) => {
      const answer = nextMessage(child);
      child.send(message as object);
      return (await answer) as never;
    },
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
