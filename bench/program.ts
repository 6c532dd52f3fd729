import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { projectFile } from '../server/platform/project-files.ts';

/** The program as `npm start` runs it, on a port of its own. */
export async function startProgram(
  directory: string,
): Promise<{ address: string; pid: number; stop(): Promise<unknown> }> {
  const settings = { PORT: '0', DATA_DIR: directory, LOG_LEVEL: 'warn', PUBLIC_URL: 'http://localhost' };
  const unlimited = { TRIES_PER_QUARTER_HOUR: '100000', WRITES_PER_MINUTE: '100000' };
  const secret = { SESSION_SECRET: 'only for measuring, thirty-two letters' };
  const program = spawn(process.execPath, ['dist/server/main.js'], {
    cwd: projectFile('.'),
    env: { ...process.env, ...settings, ...unlimited, ...secret, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => program.once('exit', resolve));
  for await (const line of createInterface(program.stdout)) {
    const address = /^Ready on (\S+)$/.exec(line)?.[1];
    if (!address) continue;
    const stop = () => {
      program.kill('SIGTERM');
      return ended;
    };
    return { address, pid: program.pid!, stop };
  }
  throw new Error('the program ended before it was ready');
}
