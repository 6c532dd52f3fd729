import { type Context, isStaff, may } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { Conflict, Forbidden } from '../platform/errors.ts';
import { commit, retrying } from '../platform/journal/index.ts';
import { Outbox } from '../platform/mail/outbox.ts';
import { NoticeSettings } from './model.ts';
import { canRenewUnitFeed } from './policy.ts';
import { letterById } from './queries.ts';
import type { DigestChoice } from './rules.ts';

/**
 * Sends a letter again that failed, or of which nobody knows whether it went out: a person decides, never the server.
 * @throws NotFound; Conflict when it is neither
 */
export async function resendLetter(context: Context, id: string): Promise<void> {
  if (!may(context.actor, 'outbox')) throw new Forbidden();
  await letterById(context, id);
  const { matchedCount } = await Outbox.updateOne(
    { _id: id, status: { $in: ['uncertain', 'failed'] } },
    { $set: { status: 'waiting', tries: 0, nextAt: context.now } },
  );
  if (matchedCount === 0) throw new Conflict('errors.wrong-state');
}

function ownKey({ actor }: Context): string {
  if (!isStaff(actor)) throw new Forbidden();
  return `a.${actor.id}`;
}

/** Two first choices at the same moment: the second one finds the row of the first. */
function repeating(act: () => Promise<void>): Promise<void> {
  return retrying(() =>
    act().catch((error) => {
      throw isDuplicateKey(error) ? new Conflict() : error;
    }),
  );
}

const settingsOf = async (key: string) =>
  (await NoticeSettings.findById(key)) ?? new NoticeSettings({ _id: key });

/** A daily letter, or none but escalations. */
export async function chooseDigest(context: Context, digest: DigestChoice): Promise<void> {
  const key = ownKey(context);
  return repeating(async () => {
    const settings = await settingsOf(key);
    settings.digest = digest;
    await commit(context, settings, { name: 'notices.digest-chosen', details: { digest } });
  });
}

/** Makes the present calendar link worthless; the page shows the new one. @param unit slug; absent: the own calendar */
export async function renewFeed(context: Context, unit?: string): Promise<void> {
  const own = ownKey(context);
  if (unit !== undefined && !canRenewUnitFeed(context.actor, unit)) throw new Forbidden();
  const key = unit === undefined ? own : `u.${unit}`;
  return repeating(async () => {
    const settings = await settingsOf(key);
    settings.feedEpoch++;
    await commit(context, settings, { name: 'notices.feed-renewed' });
  });
}
