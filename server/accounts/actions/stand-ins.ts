import { cityDate } from '../../calendar/index.ts';
import { eachOf } from '../../platform/clock/each-of.ts';
import type { Context } from '../../platform/context.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { type Account, AccountModel, type StandsInFor } from '../model.ts';
import { canStandIn, isAway, isOver } from '../rules.ts';

async function dueFor(deputy: Account, today: string): Promise<StandsInFor[]> {
  if (deputy.status !== 'active') return [];
  const absent = await AccountModel.find({ 'absence.deputy': deputy._id, status: 'active' })
    .sort({ _id: 1 })
    .lean();
  return absent
    .filter((each) => isAway(each.absence, today) && canStandIn(each, deputy))
    .map(({ _id, name, units, roles, absence }) => ({ account: _id, name, units, roles, to: absence!.to }));
}

const plain = (list: readonly StandsInFor[]) =>
  JSON.stringify(list.map(({ account, name, units, roles, to }) => [account, name, units, roles, to]));

/** Brings what a deputy stands in for up to date with the absences of today. Running it again changes nothing. */
export async function refreshStandIn(context: Context, deputyId: string): Promise<void> {
  return retrying(async () => {
    const deputy = await AccountModel.findById(deputyId);
    if (!deputy) return;
    const due = await dueFor(deputy, cityDate(context.now));
    if (plain(due) === plain(deputy.standsInFor)) return;
    deputy.standsInFor = due;
    const details = { for: due.map((each) => each.account), units: due.flatMap((each) => each.units) };
    await commit(context, deputy, { name: 'account.stands-in-changed', details });
  });
}

/** Clears an absence whose last day has passed. */
async function closeAbsence(context: Context, id: string): Promise<void> {
  return retrying(async () => {
    const account = await AccountModel.findById(id);
    if (!account?.absence || !isOver(account.absence, cityDate(context.now))) return;
    const before = account.absence.deputy ?? undefined;
    account.absence = null;
    await commit(context, account, { name: 'account.absence-ended', details: { before } });
  });
}

const TOLD = {
  about: (account: string) => ({ account }),
  failure: 'absence not carried out; tried again at the next turn',
};

/** Absences begin and end at midnight without anybody's doing. */
export async function turnDay(context: Context): Promise<void> {
  const deputised = await AccountModel.find({ 'absence.deputy': { $gt: '' } }, { absence: 1 }).lean();
  const standing = await AccountModel.find({ 'standsInFor.account': { $gt: '' } }, { _id: 1 }).lean();
  const deputies = deputised.map((each) => each.absence!.deputy!);
  const concerned = new Set([...deputies, ...standing.map((each) => each._id)]);
  await eachOf(concerned, (id) => refreshStandIn(context, id), TOLD);
  const over = await AccountModel.distinct('_id', { 'absence.to': { $lt: cityDate(context.now) } });
  await eachOf(over, (id) => closeAbsence(context, id), TOLD);
}
