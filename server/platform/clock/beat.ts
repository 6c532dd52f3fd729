/**
 * Calls again and again, never twice at once, until the returned function is called: that one waits for the call
 * under way. The call catches its own faults.
 */
export function beat(milliseconds: number, call: () => Promise<void>): () => Promise<void> {
  let under: Promise<void> | undefined;
  const timer = setInterval(() => {
    under ??= call().finally(() => {
      under = undefined;
    });
  }, milliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await under;
  };
}
