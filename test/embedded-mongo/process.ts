import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface StoreProcess {
  readonly child: ChildProcess;
  readonly uri: string;
}

/** The store as `npm run store` starts it; resolves when it has printed its URI. */
export async function startProcess(directory: string, options: string[] = []): Promise<StoreProcess> {
  const script = ['--import', 'tsx', 'server/embedded-mongo/main.ts', '--directory', directory, ...options];
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = createInterface({ input: child.stderr! });
  // Of a busy machine every command is slow for once: a run that fails must not drown in that.
  said.on('line', (line) => line.startsWith('{"command"') || process.stderr.write(`${line}\n`));
  const [line] = await once(createInterface({ input: child.stdout! }), 'line');
  return { child, uri: (JSON.parse(line) as { uri: string }).uri };
}
