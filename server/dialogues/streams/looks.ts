import { storeMemory } from '../../platform/data/store-memory.ts';
import { notePresence, presentIn, type Rooms } from '../../platform/live/presence.ts';
import type { Look } from './protocol.ts';

/** By session: who looks at which question. */
const memory = storeMemory((): Rooms<Look> => new Map());

/** @returns what is looked at in the session now */
export function noteLook(
  code: string,
  { question, ...who }: Omit<Look, 'question'> & { question: string | null },
  now: Date,
): Look[] {
  const look = { ...who, question: question ?? '' };
  return notePresence(memory(), code, look, { here: question !== null && question !== '', now });
}

export function looksIn(code: string, now: Date): Look[] {
  return presentIn(memory(), code, now);
}
