import type { Context } from '../../platform/context.ts';
import { faultDetails, log } from '../../platform/log.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { erasePersonal } from './actions.ts';

const AT_ONCE = 100;
const KEPT = { 'erased.at': null };

type Row = Pick<FeedbackFields, '_id' | 'code' | 'closedAt' | 'shield'>;
type Place = Pick<Row, '_id' | 'closedAt'>;

function rowsAfter({ from, before }: { from: Date; before: Date }, last: Place | undefined): Promise<Row[]> {
  const after = last
    ? { $or: [{ closedAt: { $gt: last.closedAt! } }, { closedAt: last.closedAt, _id: { $gt: last._id } }] }
    : {};
  // The rule holds for all: for those about the conduct of a unit too.
  const whose = { closedAt: { $gte: last?.closedAt ?? from, $lt: before }, ...KEPT, ...after };
  return Feedback.find(whose, { code: 1, closedAt: 1, shield: 1 })
    .sort({ closedAt: 1, _id: 1 })
    .limit(AT_ONCE)
    .lean<Row[]>();
}

/** One that fails holds up no other, and is asked again as what is held up is. */
async function eraseOne(context: Context, code: string): Promise<'gone' | 'waits'> {
  try {
    return (await erasePersonal(context, code, 'rule')) ? 'waits' : 'gone';
  } catch (error) {
    log.error({ code, ...faultDetails(error) }, 'personal part of an item not erased');
    return 'waits';
  }
}

/**
 * Erases the personal part of items that were closed from one moment to another, the oldest first.
 * @returns how many, of those that figures tell: none about the conduct of a unit; and from where to go on: what is held
 * up is asked again
 */
export async function eraseClosedItems(
  context: Context,
  { from, before, most }: { from: Date; before: Date; most: number },
): Promise<{ told: number; upTo: Date }> {
  let [seen, told] = [0, 0];
  let last: Place | undefined;
  let waits: Date | undefined;
  while (seen < most) {
    const rows = await rowsAfter({ from, before }, last);
    for (const { code, shield, closedAt } of rows) {
      if ((await eraseOne(context, code)) === 'waits') waits ??= closedAt!;
      else if (!shield) told += 1;
    }
    if (rows.length < AT_ONCE) return { told, upTo: waits ?? (before > from ? before : from) };
    seen += rows.length;
    last = rows.at(-1);
  }
  return { told, upTo: waits ?? last!.closedAt! };
}

/** Closed items whose personal part is still there; none about the conduct of a unit is counted. */
export function countClosedItems({ from, to }: { from: Date; to: Date }): Promise<number> {
  return Feedback.countDocuments({ closedAt: { $gte: from, $lt: to }, ...KEPT, ...UNSHIELDED });
}
