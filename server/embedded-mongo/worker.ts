import { parentPort, workerData } from 'node:worker_threads';
import { type RunningServer, runServer, type ServerOptions } from './server.ts';
import type { SlowCommand } from './slow.ts';
import type { StoreFault } from './store-fault.ts';

/** What the worker tells its parent. */
export type Message =
  | { readonly kind: 'ready'; readonly uri: string }
  | { readonly kind: 'slow'; readonly slow: SlowCommand }
  | { readonly kind: 'fault'; readonly fault: StoreFault }
  | {
      readonly kind: 'failed';
      readonly name: string;
      readonly message: string;
      readonly uri: string | undefined;
    };

const parent = parentPort!;

async function start(): Promise<RunningServer | undefined> {
  try {
    const server = await runServer(workerData as ServerOptions, {
      onSlow: (slow) => parent.postMessage({ kind: 'slow', slow } satisfies Message),
      onFault: (fault) => parent.postMessage({ kind: 'fault', fault } satisfies Message),
    });
    parent.postMessage({ kind: 'ready', uri: server.uri } satisfies Message);
    return server;
  } catch (error) {
    const { name, message, uri } = error as Error & { uri?: string };
    parent.postMessage({ kind: 'failed', name, message, uri } satisfies Message);
    return undefined;
  }
}

const server = await start();
if (server) {
  parent.once('message', async () => {
    await server.close();
    parent.close();
  });
}
