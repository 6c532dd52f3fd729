import { mkdirSync } from 'node:fs';
import { lockDirectory } from './lock.ts';
import { decodeSome, namesOf } from './partial-decode.ts';
import { RESERVED_BYTES, storeFile } from './server.ts';
import { Catalog } from './storage/catalog.ts';
import { Documents } from './storage/documents.ts';
import { Engine } from './storage/engine.ts';

/** Documents of one collection, each as BSON that begins with its `_id`. */
export interface Load {
  readonly collection: string;
  readonly documents: readonly Buffer[];
}

/** As in the address that `startStore` gives. */
const DATABASE = 'city';
const ID = namesOf(['_id']);

/**
 * Makes a store of documents that a store has held before, without server and socket: bytes are kept as they are, and
 * flushed once, at the end. Cut off before that, the directory is worth nothing. Indexes are made by whoever uses it.
 */
export async function loadStore(directory: string, batches: AsyncIterable<Load>): Promise<void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(directory);
  try {
    const engine = new Engine({
      file: storeFile(directory),
      maximumBytes: Number.POSITIVE_INFINITY,
      reservedBytes: RESERVED_BYTES,
      flushedAtEnd: true,
    });
    try {
      const catalog = new Catalog(engine);
      const documents = new Documents(engine, catalog);
      for await (const batch of batches) {
        engine.checkRoom();
        engine.write(() => {
          put({ catalog, documents }, batch);
          catalog.save();
        });
      }
    } finally {
      await engine.close();
    }
  } finally {
    await lock.release();
  }
}

function put({ catalog, documents }: { catalog: Catalog; documents: Documents }, batch: Load): void {
  const { collection: name } = batch;
  const collection = catalog.find(DATABASE, name) ?? catalog.create(DATABASE, name);
  for (const bytes of batch.documents) documents.load(collection, decodeSome(bytes, ID)._id, bytes);
}
