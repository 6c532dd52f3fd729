import type { Operation } from '../../platform/api/operation.ts';
import { itemCall } from '../item-page/item-call.ts';
import { addNote, addTask, markTask, removeNote } from './actions.ts';
import { note, noteRemoval, task, taskMark } from './schemas.ts';

const who = ['screen', 'answer'] as const;

export const noteOperations: Operation[] = [
  itemCall<{ text: string }>('addNote', 'note', {
    who,
    summary: 'Write a note for colleagues; the sender never sees it',
    body: note,
    act: ({ context, body }, code) => addNote(context, code, body),
  }),
  itemCall<{ n: number }>('removeNote', 'note-removal', {
    who,
    summary: 'Take back a note of one’s own, by its number',
    body: noteRemoval,
    act: ({ context, body }, code) => removeNote(context, code, body.n),
  }),
  itemCall<{ text: string }>('addTask', 'task', {
    who,
    summary: 'Put down what is to be done for an item',
    body: task,
    act: ({ context, body }, code) => addTask(context, code, body),
  }),
  itemCall<{ n: number; done: 'yes' | 'no' }>('markTask', 'task-mark', {
    who,
    summary: 'Say that a task is done, or not',
    body: taskMark,
    act: ({ context, body }, code) => markTask(context, code, body.n, body.done === 'yes'),
  }),
];
