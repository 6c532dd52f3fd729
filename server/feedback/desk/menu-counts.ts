import { type Context, isStaff } from '../../platform/context.ts';
import { approvalsWaiting, deskCounts, triageCounts } from '../figures/read.ts';
import { horizonsOf } from './queries.ts';

/** What is due by tomorrow or has missed its date. */
export async function inboxWaiting(context: Context): Promise<number | undefined> {
  const units = isStaff(context.actor) ? context.actor.units : [];
  const counts = await deskCounts(units, horizonsOf(context));
  return counts && counts.late + counts.today;
}

/** What waits for the head's decision. */
export async function toApproveWaiting({ actor }: Context): Promise<number | undefined> {
  return isStaff(actor) ? approvalsWaiting(actor.units) : undefined;
}

/** What waits for a coordinator's decision. */
export async function triageWaiting(): Promise<number | undefined> {
  const counts = await triageCounts();
  return counts && (counts['disputed'] ?? 0) + (counts['submitted'] ?? 0) + (counts['accepted'] ?? 0);
}
