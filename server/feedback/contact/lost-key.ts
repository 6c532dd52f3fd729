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

const MOST_LISTED = 30;

export interface OwnItem {
  code: string;
  label: string;
  receivedAt: Date;
  /** What the sender has written goes into a letter only once a person has accepted it. */
  subject?: string;
}

/** What was sent from the address that was typed in, newest first. */
export async function ownItems(
  id: string,
): Promise<{ to: string; language: Language; items: OwnItem[] } | undefined> {
  const wish = await LostKey.findById(id, { pending: 0 }).lean<LostKeyFields>();
  if (!wish) return undefined;
  const rows = await Feedback.find(
    // What was sent for an office has no key.
    { 'sender.email': wish.to, raised: null },
    { code: 1, status: 1, receivedAt: 1, originalText: 1 },
  )
    .sort({ receivedAt: -1, _id: -1 })
    .limit(MOST_LISTED)
    .lean<FeedbackFields[]>();
  const items = rows.map((row) => ({
    ...{ code: row.code, label: publicLabel(row.status), receivedAt: row.receivedAt },
    ...(canSeePublicText(row) ? { subject: row.originalText.subject } : {}),
  }));
  return { to: wish.to, language: wish.language, items };
}

const HOUR_MS = 3_600_000;

export async function sweepLostKeys({ now }: Context): Promise<void> {
  const old = new Date(now.getTime() - HOUR_MS);
  await LostKey.deleteMany({ askedAt: { $lt: old }, 'pending.0': { $exists: false } });
}
