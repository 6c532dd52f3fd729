import pino from 'pino';
import { isStoreFull, oncePerMinute } from './store-faults.ts';

const mayTell = oncePerMinute(() => performance.now());

/**
 * error = someone must act; warn = watch; info = life cycle.
 * Never a name, address, text or key of a person: codes, ids, counts and durations only.
 */
export const log = pino({
  level: 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  hooks: {
    logMethod(given, method) {
      if (!isStoreFull(given[0])) return method.apply(this, given);
      if (mayTell())
        method.apply(this, [
          { code: 14031 },
          'the store is full: make room on its disk; until then nothing can be written',
        ]);
    },
  },
  redact: ['req.headers', 'email', 'password', 'token', 'key'],
});

/** What of a fault may be written: its kind and stack, not the values that a driver puts into its message. */
export function faultDetails(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { fault: typeof error };
  const code = (error as { code?: unknown }).code;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { fault: error.name, code, stack: frames.slice(0, 8).join('\n') };
}
