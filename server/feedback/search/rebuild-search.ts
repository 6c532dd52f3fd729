import { join } from 'node:path';
import { ConfigFault, readConfig } from '../../config.ts';
import { StoreLocked, startStore } from '../../embedded-mongo/index.ts';
import { disconnectStore, openConnection } from '../../platform/data/connection.ts';
import { buildSearch } from './build.ts';
import { itemIndex } from './item-index.ts';

const MISCONFIGURED = 78;

/** Makes the search index anew. Broken off, it goes on by itself when the site starts. */
async function rebuild(): Promise<void> {
  const config = readConfig(process.env);
  const store = config.mongoUri
    ? undefined
    : await startStore({ directory: join(config.dataDirectory, 'store') });
  try {
    await openConnection(config.mongoUri ?? store!.uri);
    await itemIndex().empty();
    await buildSearch();
    const { docs } = await itemIndex().state();
    console.log(`The search index is made anew: ${docs} items.`);
  } finally {
    await disconnectStore();
    await store?.close();
  }
}

function explain(error: unknown): [text: string, code: number] {
  if (error instanceof ConfigFault) return [error.message, MISCONFIGURED];
  if (error instanceof StoreLocked)
    return [
      `The store is in use: ${error.message}. Stop the server first. With MONGODB_URI both can run at once.`,
      1,
    ];
  return [error instanceof Error ? error.message : String(error), 1];
}

try {
  await rebuild();
} catch (error) {
  const [text, code] = explain(error);
  console.error(text);
  process.exitCode = code;
}
