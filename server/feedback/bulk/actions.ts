import mongoose from 'mongoose';
import { type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { checkUnit } from '../item/check-unit.ts';
import { BulkAct, type BulkActDocument } from './model.ts';
import { actsOf } from './policy.ts';
import { carryAt } from './rules.ts';
import type { Plan } from './schemas.ts';

/**
 * Several items, one act: it is kept, and done after the time in which it can be undone.
 * @returns its id
 */
export async function planAct(context: Context, { act, chosen, ...given }: Plan): Promise<string> {
  const { actor, now } = context;
  if (!isStaff(actor) || !actsOf(actor).includes(act)) throw new Forbidden();
  if (chosen.length === 0) throw new Invalid({ chosen: { text: 'feedback.bulk.none' } });
  if (given.unit) checkUnit(given.unit, now, {});
  const _id = new mongoose.Types.ObjectId().toHexString();
  const kept = { act, by: actor.id, with: given, chosen, createdAt: now, carryAt: carryAt(now) };
  await commit(context, new BulkAct({ _id, ...kept, state: 'planned' }), {
    name: 'bulk.planned',
    details: { act, codes: chosen.map(({ code }) => code) },
    personal: { ...given },
  });
  return _id;
}

export async function ownAct({ actor }: Context, id: string): Promise<BulkActDocument> {
  const found = isStaff(actor) ? await BulkAct.findOne({ _id: id, by: actor.id }) : null;
  if (!found) throw new NotFound();
  return found;
}

/** Before it begins. Undoing twice changes nothing. @throws Conflict once it has begun */
export function undoAct(context: Context, id: string): Promise<void> {
  return retrying(async () => {
    const found = await ownAct(context, id);
    if (found.state === 'undone') return;
    if (found.state !== 'planned') throw new Conflict('feedback.bulk.errors.begun');
    found.state = 'undone';
    await commit(context, found, { name: 'bulk.undone' });
  });
}
