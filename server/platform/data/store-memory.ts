import mongoose from 'mongoose';

/** What this process remembers of the store that is connected. With another store it begins anew. */
export function storeMemory<Memory extends object>(make: () => Memory): () => Memory {
  let held: { store: unknown; memory: Memory } | undefined;
  return () => {
    const store = mongoose.connection.getClient();
    if (!held || held.store !== store) held = { store, memory: make() };
    return held.memory;
  };
}
