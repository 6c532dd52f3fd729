import type { GuardMode } from '../platform/context.ts';

export type { GuardMode };

export const GUARD_MODES: readonly GuardMode[] = ['on', 'strict', 'off'];

/** A row that says nothing new for so long is history: the page tells what is being limited now. */
export const KEPT_MS = 24 * 3_600_000;

export const MOST_SHOWN = 100;
