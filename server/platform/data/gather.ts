import { setImmediate as breath } from 'node:timers/promises';

/** Makes one read of those that are asked for in one turn. @param readAll what there is, by its key */
export function gathered<T>(
  readAll: (keys: string[]) => Promise<Map<string, T>>,
): (key: string) => Promise<T | undefined> {
  let asked: { keys: Set<string>; found: Promise<Map<string, T>> } | undefined;
  const begin = () => {
    const keys = new Set<string>();
    const found = breath().then(() => {
      asked = undefined;
      return readAll([...keys]);
    });
    return { keys, found };
  };
  return async (key) => {
    asked ??= begin();
    const { keys, found } = asked;
    keys.add(key);
    return (await found).get(key);
  };
}
