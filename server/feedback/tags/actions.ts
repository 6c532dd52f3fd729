import mongoose from 'mongoose';
import { type Context, isStaff } from '../../platform/context.ts';
import { allow, Conflict, Invalid, NotFound } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import { canScreen, canSeeInside } from '../item/policy.ts';
import { Tag } from './model.ts';
import { MOST_TAGS, sameTag } from './rules.ts';

/** @returns the id @throws Invalid for a word that is there already, or one too many */
export async function addTag(context: Context, { name }: { name: string }): Promise<string> {
  const { actor, now } = context;
  allow(canScreen(actor));
  const all = await Tag.find({ removedAt: null }, { name: 1 }).lean();
  if (all.some((tag) => sameTag(tag.name, name)))
    throw new Invalid({ name: { text: 'feedback.tags.errors.known' } });
  if (all.length >= MOST_TAGS) throw new Conflict('feedback.tags.errors.many', { limit: MOST_TAGS });
  const _id = new mongoose.Types.ObjectId().toHexString();
  const by = isStaff(actor) ? actor.id : 'system';
  await commit(context, new Tag({ _id, name, by, createdAt: now }), { name: 'tag.added', details: { name } });
  return _id;
}

/** Removing twice changes nothing. */
export function removeTag(context: Context, id: string): Promise<void> {
  allow(canScreen(context.actor));
  return retrying(async () => {
    const tag = await Tag.findById(id);
    if (!tag) throw new NotFound();
    if (tag.removedAt) return;
    tag.removedAt = context.now;
    await commit(context, tag, { name: 'tag.removed', details: { name: tag.name } });
  });
}

export const TAG: ItemVerb = { entry: 'feedback.tagged', may: canSeeInside };

/** Puts exactly these on an item. @throws Invalid for one that is not in the list */
export async function tagFeedback(context: Context, code: string, tags: readonly string[]): Promise<void> {
  const wanted = [...new Set(tags)];
  const known = await Tag.find({ _id: { $in: wanted }, removedAt: null }, { name: 1 }).lean();
  if (known.length < wanted.length) throw new Invalid({ tags: { text: 'feedback.tags.errors.unknown' } });
  await changeItem(context, code, TAG, (item) => {
    const before = item.tags ?? [];
    if (before.length === wanted.length && wanted.every((each) => before.includes(each))) return undefined;
    item.tags = wanted;
    return { details: { unit: item.unit }, personal: { tags: known.map(({ name }) => name) } };
  });
}
