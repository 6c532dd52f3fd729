import { join } from 'node:path';
import { readConfig } from './config.ts';
import { startStore } from './embedded-mongo/index.ts';
import { connectStore, disconnectStore } from './platform/data/connection.ts';

/**
 * Runs on the same store as the server: MONGODB_URI, or the embedded one while the server is stopped.
 * @throws StoreLocked while a server has the embedded one
 */
export async function withStore<R>(act: () => Promise<R>): Promise<R> {
  const config = readConfig(process.env);
  const directory = join(config.dataDirectory, 'store');
  const store = config.mongoUri ? undefined : await startStore({ directory });
  try {
    await connectStore(config.mongoUri ?? store!.uri);
    return await act();
  } finally {
    await disconnectStore();
    await store?.close();
  }
}
