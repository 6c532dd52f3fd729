import type { Context, Language } from '../../platform/context.ts';
import { commitNew } from '../../platform/journal/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { canSeePublicText } from '../item/policy.ts';
import { publicLabel } from '../item/rules/status.ts';
import { LostKey, type LostKeyFields } from './model.ts';

/** Asks for a letter with links to all that this address has sent. Whether it has sent anything, nobody is told here. */
export async function askForKeys(context: Context, email: string): Promise<void> {
  const fields = { to: email, language: context.language, askedAt: context.now };
  await commitNew(context, LostKey, fields, { name: 'lost-key.asked' });
}

export const MOST_LISTED = 30;

export interface OwnItem {
  code: string;
  label: string;
  receivedAt: Date;
  /** What the sender has written goes into a letter only once a person has accepted it. */
  subject?: string;
}

/** For the letter to the address that was typed in. */
export async function ownItems(
  id: string,
): Promise<{ to: string; language: Language; items: OwnItem[] } | undefined> {
  const wish = await LostKey.findById(id, { pending: 0 }).lean<LostKeyFields>();
  return wish ? { to: wish.to, language: wish.language, items: await itemsFrom(wish.to) } : undefined;
}

/** What was sent from an address, newest first. */
export async function itemsFrom(email: string): Promise<OwnItem[]> {
  const rows = await Feedback.find(
    // What was sent for an office has no key.
    { 'sender.email': email, raised: null },
    { code: 1, status: 1, receivedAt: 1, originalText: 1 },
  )
    .sort({ receivedAt: -1, _id: -1 })
    .limit(MOST_LISTED)
    .lean<FeedbackFields[]>();
  return rows.map((row) => ({
    ...{ code: row.code, label: publicLabel(row.status), receivedAt: row.receivedAt },
    ...(canSeePublicText(row) ? { subject: row.originalText.subject } : {}),
  }));
}

const HOUR_MS = 3_600_000;

export async function sweepLostKeys({ now }: Context): Promise<void> {
  const old = new Date(now.getTime() - HOUR_MS);
  await LostKey.deleteMany({ askedAt: { $lt: old }, 'pending.0': { $exists: false } });
}
