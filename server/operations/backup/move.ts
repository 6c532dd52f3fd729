import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Config } from '../../config.ts';
import { openStoreInUse } from '../open-store.ts';
import { type Batch, Counter, counted, differences } from './batch.ts';
import { BackupFault } from './format.ts';
import { intoDatabase, intoDirectory, putFile, type Restored, refuseInUse } from './restore.ts';
import { connectTo, documentsOf } from './store-data.ts';

export interface Moving {
  /** mongodb://…, or the DATA_DIR of an embedded store. */
  to: string;
  overwrite: boolean;
  now: Date;
}

/** Copies a store that nobody uses into another, and holds both against each other; the first stays as it is. */
export async function moveStore(config: Config, wanted: Moving): Promise<Restored> {
  const store = await openStoreInUse(config);
  const client = await connectTo(store.uri);
  try {
    await refuseInUse(client);
    const counter = new Counter();
    const documents = counted(documentsOf(client), counter);
    const moved = /^mongodb(\+srv)?:/.test(wanted.to)
      ? { collections: await intoDatabase(wanted.to, documents, wanted), keptAt: [] }
      : await intoFolder(config, documents, wanted);
    const odd = differences(counter.tallies, moved.collections);
    if (odd.length > 0) throw new BackupFault(`The copy differs: ${odd.join('; ')}.`);
    return moved;
  } finally {
    await client.close();
    await store.close();
  }
}

async function intoFolder(
  config: Config,
  documents: AsyncIterable<Batch>,
  { to, overwrite, now }: Moving,
): Promise<Restored> {
  const dataDirectory = resolve(to);
  if (!config.mongoUri && dataDirectory === config.dataDirectory)
    throw new BackupFault('The store is there already: --to names the folder that it would come from.');
  const moved = await intoDirectory({ dataDirectory }, documents, { overwrite, now });
  const secret = await readFile(join(config.dataDirectory, 'secret')).catch(() => undefined);
  if (secret && config.secretMadeUp && dataDirectory !== config.dataDirectory)
    moved.keptAt.push(...(await putFile(dataDirectory, { name: 'secret', bytes: secret }, now)));
  return moved;
}
