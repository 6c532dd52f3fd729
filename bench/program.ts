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
  const lines = createInterface(program.stdout);
  const address = await new Promise<string>((resolve, reject) => {
    void ended.then(() => reject(new Error('the program ended before it was ready')));
    // All of it is read: a program whose log nobody takes stops at the next line.
    lines.on('line', (line) => {
      const ready = /^Ready on (\S+)$/.exec(line)?.[1];
      if (ready) resolve(ready);
      else if (line.includes('"level":50')) process.stderr.write(`  ${line.slice(0, 1_000)}\n`);
    });
  });
  const stop = () => {
    program.kill('SIGTERM');
    return ended;
  };
  return { address, pid: program.pid!, stop };
}
