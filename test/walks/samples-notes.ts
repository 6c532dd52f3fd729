import { addNote, addTask } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { isStaff } from '../../server/platform/context.ts';
import { castOf } from '../support/factories.ts';
import { contextOf } from '../support/people.ts';
import type { Sample, Stage } from './samples.ts';

const assigned = { status: 'assigned' } as const;
const text = { text: 'Đã gọi cho phường, chờ bản vẽ.' };
/** The note that was made last. */
async function last({ item }: Stage): Promise<{ n: string }> {
  const row = await Feedback.findOne({ code: item!.code }, { notes: 1 }).lean();
  return { n: String(row!.notes.at(-1)!.n) };
}

/** A note of the caller, or of a coordinator where the caller may write none. */
async function noted({ world, item, viewer }: Stage): Promise<Record<string, string>> {
  const { coordinator } = await castOf(world);
  const { actor } = viewer as { actor?: Parameters<typeof contextOf>[1] };
  const own = actor && isStaff(actor) ? contextOf(world, actor) : coordinator.context();
  await addNote(own, item!.code, text).catch(() => addNote(coordinator.context(), item!.code, text));
  return {};
}

async function listed({ world, item }: Stage): Promise<Record<string, string>> {
  await addTask((await castOf(world)).coordinator.context(), item!.code, text);
  return {};
}

export const noteSamples: Record<string, Sample> = {
  'POST /feedback/:code/note': { item: assigned, fields: () => text },
  'POST /feedback/:code/note-removal': {
    item: assigned,
    params: noted,
    each: true,
    fields: last,
    changes: true,
  },
  'POST /feedback/:code/task': { item: assigned, fields: () => text },
  'POST /feedback/:code/task-mark': {
    item: assigned,
    params: listed,
    fields: () => ({ n: '1', done: 'yes' }),
    changes: true,
  },
};
