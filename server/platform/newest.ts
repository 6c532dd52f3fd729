/** Puts a value into a memory of bounded size; when it is full, the oldest goes. @param most so many are kept */
export function keepNewest<Key, Value>(
  memory: Map<Key, Value>,
  [key, value]: [Key, Value],
  most: number,
): void {
  memory.delete(key);
  memory.set(key, value);
  if (memory.size > most) memory.delete(memory.keys().next().value!);
}
