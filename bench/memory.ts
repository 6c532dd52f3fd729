/**
 * What the program holds in memory, in bytes: its heap and what it has outside of it, after collecting what nobody needs
 * (--expose-gc). What the process has got from the system says less: it falls when what a start has used is given back,
 * so that a connection seemed to take less than nothing.
 */
export function heldMemory(): number {
  if (!globalThis.gc) throw new Error('memory is measured with --expose-gc');
  let held = Number.POSITIVE_INFINITY;
  // Some objects outlive one collection: what only a finaliser holds, for instance.
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    const now = heapUsed + external;
    if (now > held * STEADY) return now;
    held = now;
  }
  return held;
}

const MOST_TURNS = 10;
const STEADY = 0.999;

/** No connection takes less: a figure below says that something else was measured. */
export const LEAST_OF_CONNECTION = 1_000;
