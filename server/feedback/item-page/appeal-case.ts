import type { Context } from '../../platform/context.ts';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { type AppealShown, appealShown } from '../appeal/queries.ts';
import { itemRow } from '../item/find.ts';
import { canJudgeAppeal, canKnowOf } from '../item/policy.ts';
import { type ItemOwn, ownPart, publicItem } from './queries.ts';
import type { PublicItem } from './shape.ts';

/** An item as whoever decides the appeal reads it: with what its sender wrote, and both answers whole. */
export interface AppealCase {
  item: PublicItem & { own: ItemOwn };
  appeal: AppealShown;
}

/** @throws NotFound also for those who may not know of the item; Forbidden */
export async function appealCase(context: Context, code: string): Promise<AppealCase> {
  const row = await itemRow(code);
  if (!row || !canKnowOf(context.actor, row)) throw new NotFound();
  if (!canJudgeAppeal(context.actor, row)) throw new Forbidden();
  const { now } = context;
  return {
    item: { ...publicItem(row, now), own: await ownPart(row, now) },
    appeal: appealShown(row, { now, whole: true })!,
  };
}
