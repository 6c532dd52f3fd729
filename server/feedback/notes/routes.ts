import type { Route } from '../../platform/web/route.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { addNote, addTask, markTask, removeNote } from './actions.ts';
import { note, noteRemoval, task, taskMark } from './schemas.ts';

const INSIDE = ['screen', 'answer'] as const;

export const noteRoutes: Route[] = [
  itemForm<{ text: string }>('note', {
    who: INSIDE,
    body: note,
    act: ({ context, body }, code) => addNote(context, code, body),
  }),
  itemForm<{ n: number }>('note-removal', {
    who: INSIDE,
    body: noteRemoval,
    act: ({ context, body }, code) => removeNote(context, code, body.n),
  }),
  itemForm<{ text: string }>('task', {
    who: INSIDE,
    body: task,
    act: ({ context, body }, code) => addTask(context, code, body),
  }),
  itemForm<{ n: number; done: 'yes' | 'no' }>('task-mark', {
    who: INSIDE,
    body: taskMark,
    act: ({ context, body }, code) => markTask(context, code, body.n, body.done === 'yes'),
  }),
];
