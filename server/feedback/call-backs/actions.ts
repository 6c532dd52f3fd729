import type { Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { allow, Conflict, NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { changeEach, commit, commitNew, type Entry, retrying } from '../../platform/journal/index.ts';
import { Outbox } from '../../platform/mail/outbox.ts';
import { hasRoomFor, putSmsInOutbox } from '../../platform/sms/delivery.ts';
import { smsNumber } from '../../platform/sms/rules.ts';
import { findKnown } from '../item/find.ts';
import { itemOfEntry } from '../item/item-of-entry.ts';
import type { FeedbackFields } from '../item/model.ts';
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
  const { sms } = context.site;
  const number = sms && smsNumber(sender.phone!, sms.country);
  const id = `${entry._id}:sms`;
  if (number && (await hasRoomFor({ id, to: number, now: context.now })))
    return tellBySms(context, item, { id, about: about.about, number });
  await dueCall(context, code, about);
}

interface ToTell {
  /** Of the item. */
  entry: string;
  about: string;
  since: Date;
}

/** Whoever has the telephone now may be another: the code, what kind of thing happened, and nothing that was written. */
function tellBySms(
  context: Context,
  { code, language }: FeedbackFields,
  { id, about, number }: { id: string; about: string; number: string },
): Promise<void> {
  const { publicUrl } = context.site;
  const text = translator(language)(`feedback.sms.${about}`, { code, url: `${publicUrl}/feedback/${code}` });
  const what = { id, to: number, text, language, about: code, letter: `sms/${about}` };
  return putSmsInOutbox({ ...what, now: context.now });
}

/** Messages that did not arrive, as far as anybody knows: somebody has to call after all. */
export async function callInstead(context: Context): Promise<void> {
  const rows = await Outbox.find({ refused: 'new', by: 'sms' }).sort({ _id: 1 }).limit(200).lean();
  for (const { _id, about: code, letter, createdAt } of rows) {
    const about = letter.slice('sms/'.length);
    await dueCall(context, code!, { entry: _id.slice(0, -':sms'.length), about, since: createdAt });
    await Outbox.updateOne({ _id }, { $set: { refused: 'told' } });
  }
}

async function dueCall(context: Context, code: string, about: ToTell): Promise<void> {
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
    if (known.entry === about.entry || known.since > about.since) return;
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

/** The sender of the item is erased, and the number with it. */
export function dropCall(context: Context, code: string): Promise<void> {
  return changeEach(context, CallBack, {
    filter: { code, status: 'due' },
    change(call) {
      call.status = 'dropped';
      return { name: 'call-back.dropped', code, details: { about: call.about } };
    },
  });
}
