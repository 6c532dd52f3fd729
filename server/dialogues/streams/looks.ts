import { storeMemory } from '../../platform/data/store-memory.ts';
import type { Look } from './protocol.ts';

/** Whoever has said nothing for so long is gone: a page that is open says it every fifteen seconds. */
const STAYS_MS = 40_000;

type Seen = Look & { at: Date };

/** By session, then by moderator: nothing of it is kept longer than somebody looks. */
const memory = storeMemory(() => new Map<string, Map<string, Seen>>());

/** @returns what is looked at in the session now */
export function noteLook(
  code: string,
  { question, ...who }: Omit<Look, 'question'> & { question: string | null },
  now: Date,
): Look[] {
  const sessions = memory();
  const looks = sessions.get(code) ?? new Map<string, Seen>();
  if (question) sessions.set(code, looks.set(who.by, { ...who, question, at: now }));
  else looks.delete(who.by);
  return looksIn(code, now);
}

export function looksIn(code: string, now: Date): Look[] {
  const sessions = memory();
  const looks = sessions.get(code);
  for (const [by, { at }] of looks ?? []) if (now.getTime() - at.getTime() > STAYS_MS) looks!.delete(by);
  if (looks?.size === 0) sessions.delete(code);
  return [...(looks?.values() ?? [])].map(({ question, by, name }) => ({ question, by, name }));
}
