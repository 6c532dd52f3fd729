import { accountNames } from '../../accounts/index.ts';
import { type Actor, isStaff } from '../../platform/context.ts';
import type { FeedbackFields } from '../item/model.ts';

export interface NotesShown {
  notes: { n: number; at: Date; by: string; text: string; own: boolean }[];
  tasks: { n: number; text: string; done: { at: Date; by: string } | null }[];
}

/** For those who see the item from inside. */
export async function notesInside(
  { notes = [], tasks = [] }: Partial<Pick<FeedbackFields, 'notes' | 'tasks'>>,
  actor: Actor,
): Promise<NotesShown> {
  const ids = [...notes.map(({ by }) => by), ...tasks.flatMap(({ done }) => (done ? [done.by] : []))];
  const names = ids.length > 0 ? await accountNames([...new Set(ids)]) : new Map<string, string>();
  const nameOf = (id: string) => names.get(id) ?? '–';
  return {
    notes: notes.map(({ n, at, by, text }) => ({
      ...{ n, at, by: nameOf(by), text },
      own: isStaff(actor) && actor.id === by,
    })),
    tasks: tasks.map(({ n, text, done }) => ({
      n,
      text,
      done: done && { at: done.at, by: nameOf(done.by) },
    })),
  };
}
