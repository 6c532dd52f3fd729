import mongoose from 'mongoose';
import { type Actor, type Context, isStaff, may } from '../../platform/context.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { SavedQueue } from './model.ts';
import type { QueueForm } from './schemas.ts';

/** Of one account: more do not fit above a list. */
export const MOST_QUEUES = 30;
const COORDINATORS = 'coordinators';

/** With whom somebody shares, and from whom one gets what is shared. */
export function circlesOf(actor: Actor): string[] {
  if (!isStaff(actor)) return [];
  return [...actor.units, ...(may(actor, 'screen') ? [COORDINATORS] : [])];
}

/** Keeps the filters of a list under a name; the same name again: it now stands for these. @returns the id */
export async function saveQueue(
  context: Context,
  { name, place, query, shared }: QueueForm,
): Promise<string> {
  const { actor, now } = context;
  if (!isStaff(actor)) throw new Forbidden();
  const sharedWith = shared ? circlesOf(actor) : [];
  return retrying(async () => {
    const own = await SavedQueue.find({ owner: actor.id, removedAt: null });
    const known = own.find((each) => each.name === name && each.place === place);
    if (!known && own.length >= MOST_QUEUES)
      throw new Conflict('feedback.queues.errors.many', { limit: MOST_QUEUES });
    const _id = new mongoose.Types.ObjectId().toHexString();
    const queue = known ?? new SavedQueue({ _id, owner: actor.id, name, place, createdAt: now });
    queue.set({ query, sharedWith });
    await commit(context, queue, {
      name: 'queue.saved',
      details: { place, query, sharedWith },
      personal: { name },
    });
    return queue._id;
  });
}

/** By whoever has saved it. Removing twice changes nothing. */
export function removeQueue(context: Context, id: string): Promise<void> {
  const { actor, now } = context;
  return retrying(async () => {
    const queue = isStaff(actor) ? await SavedQueue.findOne({ _id: id, owner: actor.id }) : null;
    if (!queue) throw new NotFound();
    if (queue.removedAt) return;
    queue.removedAt = now;
    await commit(context, queue, { name: 'queue.removed' });
  });
}
