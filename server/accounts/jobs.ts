import { cityDate } from '../calendar/index.ts';
import { DAY_MS } from '../city/dates.ts';
import type { Job } from '../platform/clock/scheduler.ts';
import type { Context } from '../platform/context.ts';
import { faultDetails, log } from '../platform/log.ts';
import { closeAbsence, refreshStandIn } from './actions/stand-ins.ts';
import { AccountModel } from './model.ts';
import { PasswordResetModel } from './password-reset.ts';

const WEEK_MS = 7 * DAY_MS;

async function eachOf(ids: Iterable<string>, act: (id: string) => Promise<void>): Promise<void> {
  for (const id of ids)
    try {
      await act(id);
    } catch (error) {
      log.error(
        { account: id, ...faultDetails(error) },
        'absence not carried out; tried again at the next turn',
      );
    }
}

/** Absences begin and end at midnight without anybody's doing. */
async function turnDay(context: Context): Promise<void> {
  const deputised = await AccountModel.find({ 'absence.deputy': { $gt: '' } }, { absence: 1 }).lean();
  const standing = await AccountModel.find({ 'standsInFor.account': { $gt: '' } }, { _id: 1 }).lean();
  const deputies = deputised.map((each) => each.absence!.deputy!);
  await eachOf(new Set([...deputies, ...standing.map((each) => each._id)]), (id) =>
    refreshStandIn(context, id),
  );
  const over = await AccountModel.find({ 'absence.to': { $lt: cityDate(context.now) } }, { _id: 1 }).lean();
  await eachOf(
    over.map((each) => each._id),
    (id) => closeAbsence(context, id),
  );
}

/** Resets that ended a week ago: nobody asks about them any more. Their journal entries stay. */
async function forgetResets(context: Context): Promise<void> {
  await PasswordResetModel.deleteMany({ expiresAt: { $lt: new Date(context.now.getTime() - WEEK_MS) } });
}

export const accountJobs: Job[] = [
  { name: 'accounts.turn-day', everySeconds: 60, run: turnDay },
  { name: 'accounts.forget-resets', everySeconds: 6 * 3600, run: forgetResets },
];
