import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const asked = spawnSync('clamd', ['--version'], { encoding: 'utf8' });
export const CLAMD = asked.status === 0 ? asked.stdout.trim() : undefined;

/** What the daemon's one signature finds: the words of the EICAR test file, in two parts so that this file is none. */
export const EICAR = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`;

const answers = (path: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => socket.end('zPING\0'));
    socket.on('data', (answer) => resolve(String(answer).startsWith('PONG')));
    socket.on('error', () => resolve(false));
  });

export interface ScanDaemon {
  url: string;
  stop(): Promise<void>;
}

/** The real daemon of ClamAV, with a signature of the test's own: it needs no network. */
export async function startClamd(): Promise<ScanDaemon> {
  const directory = mkdtempSync(join(tmpdir(), 'clamd-'));
  const path = join(directory, 'clamd.ctl');
  writeFileSync(join(directory, 'city.ndb'), `City.Test:0:*:${Buffer.from(EICAR).toString('hex')}\n`);
  const lines = [`DatabaseDirectory ${directory}`, `LocalSocket ${path}`, 'Foreground yes', 'MaxThreads 2'];
  writeFileSync(join(directory, 'clamd.conf'), `${lines.join('\n')}\n`);
  const said = join(directory, 'said');
  const child: ChildProcess = spawn('sh', ['-c', `exec clamd -c ${directory}/clamd.conf >${said} 2>&1`]);
  const stop = async () => {
    if (child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
    rmSync(directory, { recursive: true, force: true });
  };
  for (let tries = 200; !(await answers(path)); tries--) {
    if (tries === 0 || child.exitCode !== null) {
      const why = readFileSync(said, 'utf8');
      await stop();
      throw new Error(`clamd does not answer: ${why}`);
    }
    await new Promise((soon) => setTimeout(soon, 100));
  }
  return { url: `unix:${path}`, stop };
}
