import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Items marked overdue, items moved by a run, letters delivered. */
export type Done = 'marked' | 'moved' | 'sent';

export interface Life {
  directory: string;
  /** ISO */
  at: string;
  smtpUrl: string;
  /** It dies when so much is done. */
  until: [Done, number];
}

/** A process that has loaded the application and waits for its life: loading takes longer than living. */
export function unborn(): ChildProcess {
  return fork(join(import.meta.dirname, 'mortal-process.ts'));
}

/** @returns the signal that ended it; null: it came to the end of its jobs */
export async function liveAndDie(child: ChildProcess, life: Life): Promise<NodeJS.Signals | null> {
  if (child.exitCode !== null) throw new Error(`the process could not load: ${child.exitCode}`);
  const exit = once(child, 'exit');
  child.send(life);
  const [code, signal] = (await exit) as [number | null, NodeJS.Signals | null];
  if (code) throw new Error(`the process ended by itself with ${code}`);
  return signal;
}
