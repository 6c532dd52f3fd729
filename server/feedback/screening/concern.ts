import type { Text } from '../../platform/errors.ts';
import { Invalid } from '../../platform/errors.ts';
import { regulationOf } from '../../regulations/index.ts';
import { unitOf } from '../../units/index.ts';
import { dueOf } from '../clocks/deadlines.ts';
import { limitOfLook } from '../clocks/limits.ts';
import type { FeedbackDocument } from '../item/model.ts';

/** What an item is about: senders take the wrong procedure, or none, and the place decides which office answers. */
export interface Concern {
  regulation: string | null;
  ward: string | null;
}

/** @throws Invalid */
export function checkConcern({ regulation, ward }: Concern): void {
  const fields: Record<string, Text> = {};
  if (regulation && !regulationOf(regulation))
    fields['regulation'] = { text: 'feedback.errors.unknown-regulation' };
  const place = ward ? unitOf(ward) : undefined;
  if (ward && place?.kind !== 'ward' && place?.kind !== 'commune')
    fields['ward'] = { text: 'feedback.errors.unknown-ward' };
  if (Object.keys(fields).length > 0) throw new Invalid(fields);
}

/**
 * Sets what an item is about. The limit of the right procedure counts, but the date on the receipt was promised: it may
 * come nearer, never lie later.
 * @returns what has changed, for the entry
 * @throws Invalid
 */
export function changeConcern(
  item: FeedbackDocument,
  { regulation, ward }: Concern,
  now: Date,
): Record<string, unknown> {
  checkConcern({ regulation, ward });
  const before = { regulation: item.regulation, ward: item.ward };
  const changed = {
    ...(regulation === before.regulation ? {} : { regulation, regulationBefore: before.regulation }),
    ...(ward === before.ward ? {} : { ward, wardBefore: before.ward }),
  };
  item.ward = ward;
  if (regulation === before.regulation) return changed;
  item.regulation = regulation;
  const limit = limitOfLook(item.toObject());
  const due = dueOf({ ...item.toObject(), limit });
  if (due.dueAt >= item.dueAt || due.dueAt < now) return changed;
  const dueBefore = item.dueAt;
  item.limit = limit;
  Object.assign(item, due);
  return { ...changed, dueBefore, dueAt: item.dueAt };
}
