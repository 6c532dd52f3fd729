import type { Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { allow, Conflict, NotFound } from '../../platform/errors.ts';
import { commit, commitNew, type Entry, retrying } from '../../platform/journal/index.ts';
import { findKnown } from '../item/find.ts';
import { itemOfEntry } from '../item/item-of-entry.ts';
import { canScreen } from '../item/policy.ts';
import { contactState } from '../item/rules/contact.ts';
import { CallBack, type CallBackDocument } from './model.ts';
import { needsCall } from './rules.ts';

/** Something has happened that a sender must hear of whom no letter reaches. The same entry again changes nothing. */
export async function askForCall(context: Context, entry: Entry): Promise<void> {
  const item = await itemOfEntry(entry);
  if (!item) return;
  const { code, sender, contact } = item;
  if (!needsCall(sender, contactState(sender.email, contact) === 'undelivered')) return;
  const about = { entry: entry._id, about: entry.name.slice('feedback.'.length), since: entry.at };
  const due = { ...about, status: 'due' as const, missed: 0, missedAt: null };
  const what = { name: 'call-back.due', code, details: { about: about.about } };
  await retrying(async () => {
    const known = await CallBack.findOne({ code });
    if (!known) {
      try {
        return void (await commitNew(context, CallBack, { code, ...due }, what));
      } catch (error) {
        throw isDuplicateKey(error) ? new Conflict() : error;
      }
    }
    if (known.entry === entry._id || known.since > entry.at) return;
    known.set(due);
    await commit(context, known, what);
  });
}

/** The sender has heard of it. @param entry of the call that was shown */
export function reachedByCall(context: Context, code: string, entry: string): Promise<void> {
  const key = { code, entry };
  return act(context, key, 'call-back.reached', (call) => call.set({ status: 'reached' }));
}

/** Nobody answered: the call stays to be made, after the others. */
export function missedByCall(context: Context, code: string, entry: string): Promise<void> {
  return act(context, { code, entry }, 'call-back.missed', (call) =>
    call.set({ missed: call.missed + 1, missedAt: context.now }),
  );
}

/** @throws Forbidden, NotFound; Conflict when somebody else has made the call already, or there is something newer to tell */
async function act(
  context: Context,
  { code, entry }: { code: string; entry: string },
  name: string,
  change: (call: CallBackDocument) => unknown,
): Promise<void> {
  allow(canScreen(context.actor));
  await findKnown(context, code);
  await retrying(async () => {
    const call = await CallBack.findOne({ code });
    if (!call) throw new NotFound();
    if (call.status !== 'due' || call.entry !== entry) throw new Conflict('errors.wrong-state');
    change(call);
    await commit(context, call, { name, code, details: { about: call.about, missed: call.missed } });
  });
}
