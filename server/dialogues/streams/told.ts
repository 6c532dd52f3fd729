import type { StreamEvent } from './protocol.ts';

/** How often each thing happened, by the name of its event; rejections by their ground as well. */
export type Told = Map<string, number>;

export const rejectedFor = (ground: string): string => `question.rejected ${ground}`;

/** Counts one event of a stream. */
export function countEvent(told: Told, { name, ground }: Pick<StreamEvent, 'name' | 'ground'>): void {
  const add = (what: string) => told.set(what, (told.get(what) ?? 0) + 1);
  add(name);
  if (ground) add(rejectedFor(ground));
}
