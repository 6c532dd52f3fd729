import { Worker } from 'node:worker_threads';
import { StoreLocked } from './lock.ts';
import type { ServerOptions, StoreWatch } from './server.ts';
import type { Message } from './worker.ts';

/** A thread does not inherit the loader with which tests read the TypeScript sources. */
const THREAD = import.meta.filename.endsWith('.ts') ? './worker-from-source.mjs' : './worker.js';

export interface StoreOptions extends ServerOptions, StoreWatch {
  /** Called when the store ends although nobody closed it. Without it that is an uncaught error. */
  readonly onFailure?: (error: Error) => void;
}

export interface RunningStore {
  /** For `mongoose.connect` and `new MongoClient`; names the database `city`. */
  readonly uri: string;
  /** Answers what is under way, closes the file and gives the directory free. */
  close(): Promise<void>;
}

/**
 * Starts the store in a thread of its own, so that flushing and scanning do not block the caller.
 * Throws StoreLocked when another process uses the directory.
 */
export async function startStore({
  onFailure,
  onSlow,
  onFault,
  ...options
}: StoreOptions): Promise<RunningStore> {
  const worker = new Worker(new URL(THREAD, import.meta.url), { workerData: options, execArgv: [] });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const uri = await ready(worker);
  worker.on('message', (message: Message) => {
    if (message.kind === 'slow') onSlow?.(message.slow);
    if (message.kind === 'fault') onFault?.(message.fault);
  });
  let closing = false;
  worker.on('error', (error) => fail(error, onFailure));
  worker.once('exit', (code) => {
    if (!closing) fail(new Error(`the store ended with code ${code}`), onFailure);
  });
  return {
    uri,
    close: () => {
      if (!closing) worker.postMessage('close');
      closing = true;
      return ended;
    },
  };
}

function ready(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', function answered(message: Message) {
      // At its start a store goes on with what a kill has cut off, and that may take long.
      if (message.kind === 'slow' || message.kind === 'fault') return;
      worker.off('message', answered);
      worker.off('error', reject);
      if (message.kind === 'ready') resolve(message.uri);
      else reject(revived(message));
    });
  });
}

function revived({ name, message, uri }: Message & { kind: 'failed' }): Error {
  if (name !== 'StoreLocked') return new Error(`the store cannot start: ${message}`);
  return Object.assign(Object.create(StoreLocked.prototype) as StoreLocked, {
    name,
    message,
    uri,
  });
}

function fail(error: Error, onFailure: ((error: Error) => void) | undefined): void {
  if (!onFailure) throw error;
  onFailure(error);
}

export { type Load, loadStore } from './load.ts';
export { StoreLocked } from './lock.ts';
export { type SlowCommand, shapeOf } from './slow.ts';
export type { StoreFault } from './store-fault.ts';
export * as supported from './supported.ts';
export { unsupportedParts } from './unsupported-parts.ts';
