/** A step on the way of a request: names, ids and numbers. Never a text, an address, a key or the code of an item. */
export interface Step {
  kind: 'request' | 'commit' | 'reaction' | 'letter' | 'job';
  name: string;
  /** What follows from a request has its id. */
  requestId?: string | undefined;
  facts?: Record<string, string | number>;
  /** The kind of the fault with which it ended. */
  fault?: string | undefined;
}

/** Tells somebody outside how long which step took. */
export interface Trace {
  /** @param seconds that it took, up to now */
  tell(step: Step, seconds: number): void;
  /** Sends what has not been sent. */
  stop(): Promise<void>;
}

export const secondsSince = (begun: number): number => (performance.now() - begun) / 1000;

/** Does the work, and tells of it where somebody wants to know. */
export async function traced<T>(
  { trace }: { trace?: Trace | undefined },
  step: Step,
  work: () => Promise<T>,
): Promise<T> {
  if (!trace) return work();
  const begun = performance.now();
  try {
    const result = await work();
    trace.tell(step, secondsSince(begun));
    return result;
  } catch (error) {
    trace.tell({ ...step, fault: error instanceof Error ? error.name : typeof error }, secondsSince(begun));
    throw error;
  }
}
