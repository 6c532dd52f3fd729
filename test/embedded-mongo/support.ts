import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { type RunningStore, type StoreOptions, startStore } from '../../server/embedded-mongo/index.ts';

export interface TestStore {
  readonly client: MongoClient;
  readonly uri: string;
  readonly directory: string;
  end(): Promise<void>;
}

export function emptyDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'store-test-'));
}

/** A store of its own in a new directory, with a connected client; `end` leaves nothing behind. */
export async function testStore(options: Partial<StoreOptions> = {}): Promise<TestStore> {
  const directory = options.directory ?? emptyDirectory();
  const store: RunningStore = await startStore({ ...options, directory });
  const client = await new MongoClient(store.uri, { monitorCommands: true }).connect();
  return {
    client,
    uri: store.uri,
    directory,
    end: async () => {
      await client.close();
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
