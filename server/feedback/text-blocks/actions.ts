import mongoose from 'mongoose';
import { type Actor, type Context, isStaff, may, worksFor } from '../../platform/context.ts';
import { Conflict, Invalid, NotFound } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { type BlockVersion, TextBlock, type TextBlockDocument } from './model.ts';
import { MOST_BLOCKS, MOST_VERSIONS } from './rules.ts';
import type { BlockChange, NewBlock } from './schemas.ts';

/** Whoever answers for an office keeps its words. */
export function canKeepBlocks(actor: Actor, unit: string): boolean {
  return may(actor, 'answer') && worksFor(actor, unit);
}

/** @throws NotFound also for blocks of other offices */
export async function ownBlock({ actor }: Context, id: string): Promise<TextBlockDocument> {
  const block = await TextBlock.findOne({ _id: id, removedAt: null });
  if (!block || !canKeepBlocks(actor, block.unit)) throw new NotFound();
  return block;
}

const idOf = (actor: Actor) => (isStaff(actor) ? actor.id : '');

/** @returns the id */
export async function addBlock(context: Context, given: NewBlock): Promise<string> {
  const { actor, now } = context;
  if (!canKeepBlocks(actor, given.unit)) throw new Invalid({ unit: { text: 'errors.field.choose' } });
  if ((await TextBlock.countDocuments({ unit: given.unit, removedAt: null })) >= MOST_BLOCKS)
    throw new Conflict('feedback.text-blocks.errors.many', { limit: MOST_BLOCKS });
  const _id = new mongoose.Types.ObjectId().toHexString();
  const block = new TextBlock({ ...given, _id, by: idOf(actor), at: now });
  const { unit, language, name, text } = given;
  await commit(context, block, {
    name: 'text-block.added',
    details: { unit, language },
    personal: { name, text },
  });
  return _id;
}

/** The words before stay in its history. @throws Conflict when somebody else has changed it since */
export async function changeBlock(
  context: Context,
  id: string,
  { version, name, text }: BlockChange,
): Promise<void> {
  const block = await ownBlock(context, id);
  if (block.version !== version) throw new Conflict();
  if (block.name === name && block.text === text) return;
  const before: BlockVersion = { name: block.name, text: block.text, by: block.by, at: block.at };
  block.earlier = [...block.earlier, before].slice(-MOST_VERSIONS);
  block.set({ name, text, by: idOf(context.actor), at: context.now });
  await commit(context, block, {
    name: 'text-block.changed',
    details: { unit: block.unit },
    personal: { name, text },
  });
}

export function removeBlock(context: Context, id: string): Promise<void> {
  return retrying(async () => {
    const block = await ownBlock(context, id);
    block.removedAt = context.now;
    await commit(context, block, { name: 'text-block.removed', details: { unit: block.unit } });
  });
}
