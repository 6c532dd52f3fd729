import { CommandError } from './errors.ts';

/** A fault of the store itself, or of its disk: its kind and where it arose, no values. */
export interface StoreFault {
  readonly fault: string;
  /** Of LMDB or of the system, such as -30792 (MDB_MAP_FULL) or ENOSPC. */
  readonly code: string | number | undefined;
  readonly stack: string;
}

/** Frames are enough to find the place. */
const FRAMES = 8;

/** @returns undefined for an answer that a client has to expect, such as a wrong filter */
export function storeFault(error: unknown): StoreFault | undefined {
  const cause = error instanceof CommandError ? error.cause : error;
  if (cause === undefined) return undefined;
  if (!(cause instanceof Error)) return { fault: typeof cause, code: undefined, stack: '' };
  const { name, code, stack = '' } = cause as Error & { code?: string | number };
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { fault: name, code, stack: frames.slice(0, FRAMES).join('\n') };
}
