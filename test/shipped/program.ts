import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectFile } from '../../server/platform/project-files.ts';
import { buildServer } from '../support/built.ts';

/** The built program, started as people start it: `npm start` or `npm run demo`. */
export interface Program {
  /** http://127.0.0.1:PORT */
  address: string;
  /** Each line that it has printed. */
  lines: string[];
  /** Waits for a line. @throws Error with all lines when the program ends before */
  line(wanted: RegExp): Promise<RegExpExecArray>;
  /** SIGTERM, or another signal; the exit code. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
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

export interface ProgramOptions {
  environment?: Record<string, string>;
  /** Of the data. Absent: an empty one that is removed at the end. */
  directory?: string;
  /** The folder of the program, where it is not this one. */
  project?: string;
  /** Where it listens. Absent: one that is free. */
  port?: number;
}

export async function startProgram(
  script: 'start' | 'demo',
  { environment = {}, directory, project = projectFile('.'), port: wanted }: ProgramOptions = {},
): Promise<Program> {
  buildServer();
  const port = wanted ?? (await freePort());
  const data = directory ?? (await mkdtemp(join(tmpdir(), 'city-shipped-')));
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: project,
    env: {
      ...process.env,
      // The test run's own settings are not what a city sets.
      NODE_OPTIONS: '',
      MONGODB_URI: '',
      PORT: String(port),
      DATA_DIR: data,
      LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  // Not `exit`: npm ends before what it has started.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const { lines, line } = reader(child, ended);
  return {
    address: `http://127.0.0.1:${port}`,
    lines,
    line,
    async stop(signal = 'SIGTERM') {
      // The group: npm itself does not pass the signal on to what it has started.
      if (child.exitCode === null) process.kill(-child.pid!, signal);
      const code = await ended;
      if (!directory) await rm(data, { recursive: true, force: true });
      return code;
    },
  };
}

function reader(child: ChildProcess, ended: Promise<unknown>): Pick<Program, 'lines' | 'line'> {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout!, child.stderr!])
    createInterface(stream).on('line', (text) => {
      lines.push(text);
      for (const look of waiting) look();
    });
  return {
    lines,
    line: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.map((text) => wanted.exec(text)).find((match) => match !== null);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`the program ended:\n${lines.join('\n')}`)));
      }),
  };
}
