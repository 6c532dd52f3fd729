import { type Context, isStaff } from '../../platform/context.ts';
import { afterwards } from '../../platform/data/afterwards.ts';
import { approvalsWaiting, deskCounts, triageCounts } from '../figures/read.ts';
import { Feedback } from '../item/model.ts';
import { CLOCK_RUNS } from '../item/rules/status.ts';
import { notAgainst } from '../item/shielded.ts';
import { horizonsOf, TO_APPROVE } from './queries.ts';

/**
 * What is about the conduct of a unit stands in no figure: few of them are open, and they are counted when somebody asks.
 * Of status and date an index leads through all that is open.
 */
function shielded({ actor }: Context, filter: object): Promise<number> {
  const about = { 'shield.unit': { $exists: true, ...notAgainst(actor)['shield.unit'] } };
  return Feedback.countDocuments({ ...about, closedAt: null, ...afterwards(filter) });
}

async function withShielded(
  context: Context,
  counted: number | undefined,
  filter: object,
): Promise<number | undefined> {
  return counted === undefined ? undefined : counted + (await shielded(context, filter));
}

const unitsOf = ({ actor }: Context) => (isStaff(actor) ? actor.units : []);

/** What is due by tomorrow or has missed its date. */
export async function inboxWaiting(context: Context): Promise<number | undefined> {
  const units = unitsOf(context);
  const horizons = horizonsOf(context);
  const counts = await deskCounts(units, horizons);
  const due = {
    unit: { $in: [...units] },
    status: { $in: [...CLOCK_RUNS] },
    dueAt: { $lte: horizons.tomorrow },
  };
  const filter = horizons.decides
    ? { ...due, status: { $in: CLOCK_RUNS.filter((each) => each !== 'in-review') } }
    : due;
  return withShielded(context, counts && counts.late + counts.today, filter);
}

/** What waits for the head's decision. */
export async function toApproveWaiting(context: Context): Promise<number | undefined> {
  if (!isStaff(context.actor)) return undefined;
  const units = unitsOf(context);
  return withShielded(context, await approvalsWaiting(units), { unit: { $in: [...units] }, ...TO_APPROVE });
}

/** What waits for a coordinator's decision. */
export async function triageWaiting(context: Context): Promise<number | undefined> {
  const counts = await triageCounts();
  const waiting =
    counts && (counts['disputed'] ?? 0) + (counts['submitted'] ?? 0) + (counts['accepted'] ?? 0);
  return withShielded(context, waiting, { status: { $in: ['disputed', 'submitted', 'accepted'] } });
}
