import { cityDate } from '../../calendar/index.ts';
import { type Context, isStaff, type Language } from '../../platform/context.ts';
import { Conflict, Forbidden, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { type Account, AccountModel, accountById } from '../model.ts';
import { canKeepAccount } from '../policy.ts';
import { type Absence, absenceFault, canStandIn } from '../rules.ts';

function ownId(context: Context): string {
  const id = isStaff(context.actor) ? context.actor.id : '';
  if (!canKeepAccount(context.actor, id)) throw new Forbidden();
  return id;
}

/** Own name and language. */
export async function changeProfile(
  context: Context,
  input: { name: string; language: Language },
): Promise<void> {
  const id = ownId(context);
  return retrying(async () => {
    const account = await accountById(id);
    const before = account.name;
    account.name = input.name;
    account.language = input.language;
    if (!account.isModified()) return;
    const personal = { before, after: input.name };
    await commit(context, account, {
      name: 'account.profile-changed',
      details: { language: input.language },
      personal,
    });
  });
}

async function checkDeputy(account: Account, deputyId: string): Promise<void> {
  const deputy = await AccountModel.findOne({ _id: deputyId, status: 'active' }).lean();
  if (!deputy || deputy._id === account._id || !canStandIn(account, deputy))
    throw new Invalid({ deputy: { text: 'accounts.errors.deputy' } });
}

/** Days away, and who stands in on those days. Replaces what was set before. */
export async function setAbsence(context: Context, absence: Absence): Promise<void> {
  const id = ownId(context);
  const fault = absenceFault(absence, cityDate(context.now));
  if (fault) throw new Invalid({ [fault.field]: { text: fault.text } });
  return retrying(async () => {
    const account = await accountById(id);
    if (absence.deputy) await checkDeputy(account, absence.deputy);
    const before = account.absence?.deputy ?? undefined;
    account.absence = absence;
    const { from, to, deputy } = absence;
    await commit(context, account, { name: 'account.absence-set', details: { from, to, deputy, before } });
  });
}

/** Back, or not going after all. */
export async function endAbsence(context: Context): Promise<void> {
  const id = ownId(context);
  return retrying(async () => {
    const account = await accountById(id);
    if (!account.absence) throw new Conflict('accounts.errors.already-done');
    const before = account.absence.deputy ?? undefined;
    account.absence = null;
    await commit(context, account, { name: 'account.absence-ended', details: { before } });
  });
}
