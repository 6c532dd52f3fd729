import { type Context, isStaff } from '../../platform/context.ts';
import { Invalid, NotFound } from '../../platform/errors.ts';
import { changeItem, checkItem, type ItemVerb } from '../item/change.ts';
import { itemRow } from '../item/find.ts';
import { canKnowOf, canSeeInside, canSeePublicText } from '../item/policy.ts';

const MOST_LINKS = 20;

export const LINK: ItemVerb = {
  entry: 'feedback.linked',
  may: canSeeInside,
  refusal: ({ links }) =>
    (links?.length ?? 0) < MOST_LINKS ? undefined : { text: 'feedback.splitting.errors.many-links' },
};

/**
 * Notes that another item has to do with this one; each is answered by itself. Noted with one of them, shown with both.
 * @throws Invalid for one that the actor cannot read
 */
export async function linkFeedback(context: Context, code: string, other: string): Promise<void> {
  const { actor, now } = context;
  await checkItem(context, code, LINK);
  const row = code === other ? null : await itemRow(other);
  const readable = row && canKnowOf(actor, row) && (canSeeInside(actor, row) || canSeePublicText(row));
  if (!row || !readable) {
    const fault = code === other ? 'itself' : 'unknown';
    throw new Invalid({ other: { text: `feedback.splitting.errors.${fault}` } });
  }
  if (row.links?.some((link) => link.code === code)) return;
  await changeItem(context, code, LINK, (item) => {
    if (item.links?.some((link) => link.code === other)) return undefined;
    const by = isStaff(actor) ? actor.id : 'system';
    item.links = [...(item.toObject().links ?? []), { code: other, at: now, by }];
    return { details: { other } };
  });
}

export const UNLINK: ItemVerb = { entry: 'feedback.unlinked', may: canSeeInside };

/** From whichever end; gone already, nothing happens. */
export async function unlinkFeedback(context: Context, code: string, other: string): Promise<void> {
  const row = await itemRow(code);
  if (!row) throw new NotFound();
  const [at, to] = row.links?.some((link) => link.code === other) ? [code, other] : [other, code];
  await checkItem(context, code, UNLINK);
  await changeItem(context, at, UNLINK, (item) => {
    const links = item.toObject().links ?? [];
    if (!links.some((link) => link.code === to)) return undefined;
    item.links = links.filter((link) => link.code !== to);
    return { details: { other: to } };
  });
}
