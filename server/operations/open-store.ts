import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { StoreLocked, startStore } from '../embedded-mongo/index.ts';

export interface OpenedStore {
  uri: string;
  close(): Promise<void>;
}

/**
 * The store of the site, whether it runs or not: that of MONGODB_URI, that of the running process, or the files.
 * @throws Error when there is none yet: a command that only reads must not make one
 */
export async function openStoreInUse({ mongoUri, dataDirectory }: Config): Promise<OpenedStore> {
  if (mongoUri) return { uri: mongoUri, close: async () => {} };
  const directory = join(dataDirectory, 'store');
  if (!existsSync(join(directory, 'store.mdb')))
    throw new Error(
      `There is no store under ${dataDirectory}: set DATA_DIR or MONGODB_URI to those of the site.`,
    );
  try {
    return await startStore({ directory });
  } catch (error) {
    if (!(error instanceof StoreLocked)) throw error;
    if (!error.uri) throw new Error(`${error.message}, and it does not answer yet: try again in a moment.`);
    return { uri: error.uri, close: async () => {} };
  }
}
