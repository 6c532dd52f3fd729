const OUT_OF_DISK_SPACE = 14031;
const MINUTE_MS = 60_000;

/** MongoDB's answer when nothing more can be written. */
export function isStoreFull(fault: unknown): boolean {
  return (fault as { code?: unknown } | null)?.code === OUT_OF_DISK_SPACE;
}

const AWAY = [
  'MongoWaitQueueTimeoutError',
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
];

/** What the driver says when the store does not answer, or not all who wait for it can be served. */
export function isStoreAway(fault: unknown): boolean {
  return AWAY.includes((fault as { name?: string } | null)?.name ?? '');
}

/** Lets one in a minute through: with a full disk every job fails at every turn, and the log would fill what is left. */
export function oncePerMinute(now: () => number): () => boolean {
  let last = -Infinity;
  return () => {
    if (now() - last < MINUTE_MS) return false;
    last = now();
    return true;
  };
}
