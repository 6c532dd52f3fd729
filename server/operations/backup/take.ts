import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { productVersion, STATE } from '../../platform/data/migrations/state.ts';
import { openStoreInUse } from '../open-store.ts';
import { connectTo, documentsOf } from './store-data.ts';
import { BackupFile, type Written } from './write-file.ts';

export interface Asked {
  to: string;
  passphrase?: string | undefined;
  signal?: AbortSignal;
}

/** Files beside the store without which links in letters and receipts would not open. */
const FILES = ['secret'];

/** Copies the whole store of a site, in use or not, as it stands at one moment. */
export async function takeBackup(config: Config, { to, passphrase, signal }: Asked): Promise<Written> {
  const store = await openStoreInUse(config);
  try {
    const client = await connectTo(store.uri);
    try {
      const newest = await client
        .db()
        .collection<{ _id: string; number: number }>(STATE)
        .find({ number: { $exists: true } })
        .sort({ number: -1 })
        .limit(1)
        .next();
      const said = {
        madeAt: new Date().toISOString(),
        product: productVersion(),
        migration: newest?.number ?? 0,
      };
      const file = await BackupFile.create(to, said, passphrase);
      try {
        for await (const batch of documentsOf(client)) {
          signal?.throwIfAborted();
          await file.add(batch);
        }
        for (const name of FILES) {
          const bytes = await readFile(join(config.dataDirectory, name)).catch(() => undefined);
          if (bytes && config.secretMadeUp) await file.addFile(name, bytes);
        }
        return await file.finish();
      } catch (error) {
        await file.abandon();
        throw error;
      }
    } finally {
      await client.close();
    }
  } finally {
    await store.close();
  }
}
