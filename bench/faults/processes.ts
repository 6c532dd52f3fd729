import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { projectFile } from '../../server/platform/project-files.ts';

/** A process of its own that can be stopped, killed and started again at the same place. */
export interface Running {
  child: ChildProcess;
  /** Ends it by a signal and waits until it has gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Starts it and waits for the line that says that it is ready. */
export async function run(
  [command, ...words]: [string, ...string[]],
  ready: RegExp,
  environment: Record<string, string> = {},
  /** It says nothing: whoever starts it asks it until it answers. */
  silent = false,
): Promise<Running> {
  const child = spawn(command, words, {
    cwd: projectFile('.'),
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (!silent)
    await new Promise<void>((resolve, reject) => {
      void gone.then(() => reject(new Error(`${command} ${words[0]} ended before it was ready`)));
      createInterface(child.stdout!).on('line', (line) => ready.test(line) && resolve());
    });
  return {
    child,
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
}

export function runStore(directory: string, port: number): Promise<Running> {
  const words = ['dist/server/embedded-mongo/main.js', '--directory', directory, '--port', String(port)];
  return run([process.execPath, ...words], /"uri"/);
}

export function runSite(environment: Record<string, string>): Promise<Running> {
  const settings = {
    ...{
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      SESSION_SECRET: 'only for measuring, thirty-two letters',
    },
    ...{ TRIES_PER_QUARTER_HOUR: '100000', WRITES_PER_MINUTE: '100000', PUBLIC_URL: 'http://localhost' },
  };
  return run([process.execPath, 'dist/server/main.js'], /^Ready on /, { ...settings, ...environment });
}
