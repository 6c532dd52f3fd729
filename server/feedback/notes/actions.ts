import { type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import { canSeeInside } from '../item/policy.ts';

const MOST_NOTES = 100;
const MOST_TASKS = 20;

/** The next number; what was taken away leaves its own free for nobody. */
const next = (rows: readonly { n: number }[]) => Math.max(0, ...rows.map(({ n }) => n)) + 1;

const idOf = ({ actor }: Context) => (isStaff(actor) ? actor.id : 'system');

export const ADD_NOTE: ItemVerb = {
  entry: 'feedback.note-added',
  may: canSeeInside,
  refusal: ({ notes = [] }) =>
    notes.length < MOST_NOTES ? undefined : { text: 'feedback.notes.errors.many' },
};

/** Whoever sees the item from inside tells colleagues something about it. */
export function addNote(context: Context, code: string, { text }: { text: string }): Promise<void> {
  return changeItem(context, code, ADD_NOTE, (item) => {
    const n = next(item.notes);
    item.notes.push({ n, at: context.now, by: idOf(context), text });
    return { details: { unit: item.unit, n }, personal: { note: text } };
  });
}

export const REMOVE_NOTE: ItemVerb = { entry: 'feedback.note-removed', may: canSeeInside };

/** Who has written a note takes it away. @throws NotFound, Forbidden for everybody else */
export function removeNote(context: Context, code: string, n: number): Promise<void> {
  return changeItem(context, code, REMOVE_NOTE, (item) => {
    const note = item.notes.find((each) => each.n === n);
    if (!note) throw new NotFound();
    if (note.by !== idOf(context)) throw new Forbidden();
    item.notes = item.notes.filter((each) => each.n !== n);
    return { details: { unit: item.unit, n } };
  });
}

export const CHANGE_TASKS: ItemVerb = { entry: 'feedback.tasks-changed', may: canSeeInside };

export function addTask(context: Context, code: string, { text }: { text: string }): Promise<void> {
  return changeItem(context, code, CHANGE_TASKS, (item) => {
    if (item.tasks.length >= MOST_TASKS) throw new Conflict('feedback.notes.errors.many-tasks');
    item.tasks.push({ n: next(item.tasks), text, done: null });
    return { details: { unit: item.unit }, personal: { task: text } };
  });
}

/** Done, or not done after all. Pressed twice in two tabs it is what was pressed. */
export function markTask(context: Context, code: string, n: number, done: boolean): Promise<void> {
  return changeItem(context, code, CHANGE_TASKS, (item) => {
    const task = item.tasks.find((each) => each.n === n);
    if (!task) throw new NotFound();
    if (!!task.done === done) return undefined;
    task.done = done ? { at: context.now, by: idOf(context) } : null;
    return { details: { unit: item.unit, n, done } };
  });
}
