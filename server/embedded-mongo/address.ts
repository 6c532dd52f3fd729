import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, ListenOptions, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Address {
  readonly listen: ListenOptions;
  uri(server: Server): string;
  /** Removes what was made for the address. */
  cleanUp(): void;
}

/** A longer path does not fit into the kernel's address of a unix socket (108 bytes, fewer elsewhere). */
const LONGEST_PATH = 100;

/** Without retryWrites=false the driver would number its writes, which needs a replica set. */
const QUERY = 'directConnection=true&retryWrites=false';
const DATABASE = 'city';

export function addressFor(options: {
  directory: string;
  port?: number | undefined;
  socket?: string | undefined;
}): Address {
  if (options.port !== undefined) return loopback(options.port);
  if (options.socket) return socketFile(resolve(options.socket), () => {});
  if (process.platform === 'win32') return loopback(0);
  const path = join(resolve(options.directory), 'store.sock');
  if (Buffer.byteLength(path) <= LONGEST_PATH) return socketFile(path, () => {});
  const directory = mkdtempSync(join(tmpdir(), 'store-'));
  return socketFile(join(directory, 'store.sock'), () => rmSync(directory, { recursive: true, force: true }));
}

function socketFile(path: string, cleanUp: () => void): Address {
  // Left over from a killed process: the lock says that nobody listens there.
  rmSync(path, { force: true });
  return {
    listen: { path },
    uri: () => `mongodb://${encodeURIComponent(path)}/${DATABASE}?${QUERY}`,
    cleanUp,
  };
}

function loopback(port: number): Address {
  return {
    listen: { host: '127.0.0.1', port },
    uri: (server) => `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/${DATABASE}?${QUERY}`,
    cleanUp: () => {},
  };
}
