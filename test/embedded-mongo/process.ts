import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface StoreProcess {
  readonly child: ChildProcess;
  readonly uri: string;
}

/** Prints what a store says, but for slow commands: on a busy machine every one is slow for once. */
export function passOnFaults({ stderr }: ChildProcess): void {
  createInterface({ input: stderr! }).on(
    'line',
    (line) => line.startsWith('{"command"') || process.stderr.write(`${line}\n`),
  );
}

/** The store as `npm run store` starts it; resolves when it has printed its URI. */
export async function startProcess(directory: string, options: string[] = []): Promise<StoreProcess> {
  const script = ['--import', 'tsx', 'server/embedded-mongo/main.ts', '--directory', directory, ...options];
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'pipe'] });
  passOnFaults(child);
  const [line] = await once(createInterface({ input: child.stdout! }), 'line');
  return { child, uri: (JSON.parse(line) as { uri: string }).uri };
}
