const running = new Set<() => Promise<void>>();

/**
 * Keeps the end of something that would keep the process alive, until it has come.
 * @returns the same end: once, whoever calls it
 */
export function toBeStopped(stop: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  const once = () => {
    running.delete(once);
    stopped ??= stop();
    return stopped;
  };
  running.add(once);
  return once;
}

/** Ends what a hook has left running because it failed. */
export async function stopForgotten(): Promise<void> {
  for (const stop of [...running].reverse()) await stop();
}
