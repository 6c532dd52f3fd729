import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { connectStore, disconnectStore } from '../../server/platform/data/connection.ts';

/** An empty store with the models connected to it, for what needs no application around it. */
export async function emptyStore(): Promise<{ close(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'city-'));
  const store = await startStore({ directory });
  await connectStore(store.uri);
  return {
    async close() {
      await disconnectStore();
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
