import mongoose, { type Model } from 'mongoose';

/** Shape that every collection of documents with a history shares. */
export const documentOptions = {
  versionKey: 'version',
  optimisticConcurrency: true,
  minimize: false,
  strict: 'throw',
} as const;

/** Connects the models to a store and makes their indexes. One connection per process. */
export async function connectStore(uri: string): Promise<void> {
  await openConnection(uri);
  await makeIndexes();
}

export async function openConnection(uri: string): Promise<void> {
  // Doors hand over values whose shape joi has checked; an unknown path in a filter is our own mistake.
  mongoose.set('strictQuery', 'throw');
  await mongoose.connect(uri, {
    autoIndex: false,
    serverSelectionTimeoutMS: 5000,
    writeConcern: { w: 'majority', journal: true },
    maxPoolSize: 20,
  });
}

export async function makeIndexes(): Promise<void> {
  await Promise.all(Object.values(mongoose.models).map(makeIndexesOf));
}

/** All indexes of a collection in one command: one by one they took a good part of the start. */
async function makeIndexesOf(model: Model<unknown>): Promise<void> {
  const indexes = model.schema.indexes().map(([key, options]) => {
    const { background: _background, ...wanted } = options as Record<string, unknown>;
    return { key, ...wanted };
  });
  if (indexes.length > 0) await model.collection.createIndexes(indexes as never[]);
}

export async function disconnectStore(): Promise<void> {
  await mongoose.disconnect();
}

/** True when the store answers within the time. */
export async function storeAnswers(): Promise<boolean> {
  try {
    await mongoose.connection.db?.command({ ping: 1 }, { timeoutMS: 2000 });
    return mongoose.connection.readyState === 1;
  } catch {
    return false;
  }
}

/** MongoDB's answer to a value that a unique index already holds. */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { code?: number } | null)?.code === 11000;
}
