/** So many forms of words are remembered. */
const MOST = 20_000;

/** Keeps what was worked out; emptied when full, so hostile texts cannot grow it. @returns the value */
export function remember<Key, Value>(memory: Map<Key, Value>, key: Key, value: Value): Value {
  if (memory.size >= MOST) memory.clear();
  memory.set(key, value);
  return value;
}
