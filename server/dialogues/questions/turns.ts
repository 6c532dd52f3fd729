const lasts = new Map<string, Promise<unknown>>();

/** Lets what concerns one key happen one after the other in this process. What fails holds nobody up. */
export function inTurn<R>(key: string, act: () => Promise<R>): Promise<R> {
  const turn = (lasts.get(key) ?? Promise.resolve()).then(act);
  const settled = turn.catch(() => undefined);
  lasts.set(key, settled);
  void settled.then(() => lasts.get(key) === settled && lasts.delete(key));
  return turn;
}
