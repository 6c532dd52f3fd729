import { chmodSync, mkdirSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { type Address, addressFor } from './address.ts';
import { tidy } from './commands/build.ts';
import type { Store } from './commands/call.ts';
import { Cursors } from './cursors.ts';
import { forgetAddress, lockDirectory, tellAddress } from './lock.ts';
import { Queue, type Ran } from './queue.ts';
import { type SlowCommand, slowCommand } from './slow.ts';
import { Snapshots } from './snapshots.ts';
import { Catalog } from './storage/catalog.ts';
import { type Compacted, compact, forgetCopy, isWorthwhile } from './storage/compact.ts';
import { Documents } from './storage/documents.ts';
import { Engine } from './storage/engine.ts';
import { type StoreFault, storeFault } from './store-fault.ts';
import { SWEEP_MILLISECONDS, sweep } from './ttl.ts';
import { answer, Framer, parse } from './wire.ts';

export interface ServerOptions {
  /** Where the data lies; made when missing. One process at a time. */
  readonly directory: string;
  /** A TCP port on the loopback address instead of a socket file; 0 takes a free one. */
  readonly port?: number | undefined;
  /** The path of the socket file, instead of one in the directory. */
  readonly socket?: string | undefined;
  /** The size in bytes at which the store says that it is full. */
  readonly maximumBytes?: number | undefined;
  /** From which time on a command counts as slow: 100, unless said otherwise. 0: each is told. */
  readonly slowMilliseconds?: number | undefined;
  /** Nothing is flushed before `close`: for a store whose loss with the machine harms nobody. */
  readonly flushedAtEnd?: boolean | undefined;
}

const SLOW_MILLISECONDS = 100;

export interface RunningServer {
  readonly uri: string;
  close(): Promise<void>;
}

/** More than the largest message writes, with its indexes. */
export const RESERVED_BYTES = 128 * 1024 * 1024;

/** Who hears of what the store notices by itself. */
export interface StoreWatch {
  /** Called for each command that took long. */
  readonly onSlow?: (slow: SlowCommand) => void;
  /** Called for each fault that is not the client's: a client learns only that the store failed. */
  readonly onFault?: (fault: StoreFault) => void;
}

/** Runs the store in this thread. Throws StoreLocked when another one has the directory. */
export async function runServer(options: ServerOptions, watch: StoreWatch = {}): Promise<RunningServer> {
  mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(options.directory);
  try {
    // A killed process has left its own.
    forgetAddress(options.directory);
    await prepareFile(storeFile(options.directory));
    const opened = openStore(options, watch);
    try {
      const listening = await listen(addressFor(options), opened.queue);
      tellAddress(options.directory, listening.uri);
      const release = () => {
        forgetAddress(options.directory);
        return lock.release();
      };
      return { uri: listening.uri, close: () => closeAll({ ...opened, ...listening, release }) };
    } catch (error) {
      await opened.engine.close();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}

export const storeFile = (directory: string) => join(directory, 'store.mdb');

async function prepareFile(file: string): Promise<void> {
  forgetCopy(file);
  if (!(await isWorthwhile(file))) return;
  try {
    await compact(file, { quick: true });
  } catch (error) {
    // A kindness, never a condition of the start: a full disk is when the store is needed as it is.
    forgetCopy(file);
    process.emitWarning(`the store starts without being compacted: ${(error as Error).message}`);
  }
}

/** Gives the disk the room that removed documents have left. Throws StoreLocked when the store is in use. */
export async function compactStore(directory: string): Promise<Compacted> {
  const lock = await lockDirectory(directory);
  try {
    return await compact(storeFile(directory));
  } finally {
    await lock.release();
  }
}

interface Opened {
  readonly engine: Engine;
  readonly queue: Queue;
  readonly timer: NodeJS.Timeout;
}

function openStore(options: ServerOptions, { onSlow, onFault }: StoreWatch): Opened {
  chmodSync(options.directory, 0o700);
  const engine = new Engine({
    file: storeFile(options.directory),
    maximumBytes: options.maximumBytes ?? Number.POSITIVE_INFINITY,
    reservedBytes: RESERVED_BYTES,
    flushedAtEnd: options.flushedAtEnd ?? false,
  });
  const catalog = new Catalog(engine);
  const documents = new Documents(engine, catalog);
  const now = () => Date.now();
  const cursors = new Cursors(now, documents.slice);
  const snapshots = new Snapshots({ engine, catalog, now });
  const store: Store = { catalog, documents, cursors, snapshots, now };
  const { slowMilliseconds = SLOW_MILLISECONDS } = options;
  const onRan = (ran: Ran) => {
    if (ran.milliseconds >= slowMilliseconds) onSlow?.(slowCommand(ran));
  };
  const queue = new Queue(engine, store, onRan, (error) => {
    const fault = storeFault(error);
    if (fault) onFault?.(fault);
  });
  void queue.runBehind(() => tidy(store));
  const timer = setInterval(() => {
    cursors.expire();
    snapshots.expire();
    void sweep(store, queue);
  }, SWEEP_MILLISECONDS);
  timer.unref();
  return { engine, queue, timer };
}

interface Listening {
  readonly uri: string;
  readonly server: Server;
  readonly sockets: Set<Socket>;
  readonly address: Address;
}

function listen(address: Address, queue: Queue): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, queue);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.listen, () => resolve({ uri: address.uri(server), server, sockets, address }));
  });
}

/** A message that breaks the protocol ends its connection; a client that went away is no fault. */
function serve(socket: Socket, queue: Queue): void {
  const framer = new Framer();
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const message of framer.push(chunk)) void respond(socket, queue, message);
    } catch {
      socket.destroy();
    }
  });
}

async function respond(socket: Socket, queue: Queue, message: Buffer): Promise<void> {
  try {
    const request = parse(message);
    const reply = await queue.submit(request.command, () => !socket.destroyed);
    if (!request.silent && !socket.destroyed) socket.write(answer(request, reply));
  } catch {
    socket.destroy();
  }
}

/** Ends in the order of dependence: no new commands, the last ones on disk, then the file, then the lock. */
async function closeAll(all: Opened & Listening & { release: () => Promise<void> }): Promise<void> {
  clearInterval(all.timer);
  const closed = new Promise((resolve) => all.server.close(resolve));
  await all.queue.settled();
  for (const socket of all.sockets) socket.destroySoon();
  await closed;
  await all.queue.settled();
  await all.engine.close();
  all.address.cleanUp();
  await all.release();
}
