import { cityDate } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { commit, commitNew, retrying } from '../platform/journal/index.ts';
import { Following, type FollowingDocument, type FollowingFields } from './model.ts';
import { followedBy, shownTarget } from './queries.ts';
import type { Target } from './rules.ts';
import { followingToken, hashed, listToken } from './tokens.ts';
import { noteRefusals, refusedLetters } from './undelivered.ts';

/**
 * Writes a letter to an address that wants to follow something: with the button that confirms it, or saying that it
 * follows it already. Whoever asks sees the same in both cases. @throws NotFound for what is not there
 */
export async function askToFollow(context: Context, { email, ...target }: Target & { email: string }) {
  const followed = followedBy(target);
  await shownTarget(context, followed);
  const token = followingToken(context.site, { to: email, ...followed });
  const key = hashed(token);
  const asked = { name: 'following.asked', details: { ...followed } };
  const fields: Partial<FollowingFields> = {
    ...{ key, list: hashed(listToken(context.site, email)), to: email, language: context.language },
    ...{ ...followed, status: 'asked', askedAt: context.now, toldAt: null, toldOn: null },
  };
  await retrying(async () => {
    const known = await Following.findOne({ key });
    if (!known) return void (await commitNew(context, Following, fields, asked));
    // A confirmed one stays as it is: the letter says so.
    if (known.status !== 'confirmed') known.set({ ...fields });
    await commit(context, known, asked);
  }).catch((error) => {
    // Asked twice in one moment: the letter is under way.
    if (!isDuplicateKey(error)) throw error;
  });
}

/** @returns what is followed now; null: the link stands for nothing any more */
export function confirmFollowing(context: Context, token: string): Promise<FollowingFields | null> {
  return changed(token, async (it) => {
    if (it.status === 'confirmed') return;
    it.set({ status: 'confirmed', toldAt: context.now, toldOn: cityDate(context.now) });
    await commit(context, it, { name: 'following.confirmed', details: { what: it.what } });
  });
}

/** Nothing is left of the address but in letters under way; the same again changes nothing. */
export function stopFollowing(context: Context, token: string): Promise<FollowingFields | null> {
  return changed(token, (it) => stop(context, it));
}

/** The same of all that the mailbox of a link follows. */
export async function stopAll(context: Context, token: string): Promise<void> {
  for (const { _id } of await Following.find({ list: hashed(token) }, { _id: 1 }).lean())
    await retrying(async () => {
      const it = await Following.findById(_id);
      if (it && it.status !== 'stopped') await stop(context, it);
    });
}

export async function stop(context: Context, it: FollowingDocument): Promise<void> {
  it.set({ status: 'stopped', to: '' });
  await commit(context, it, { name: 'following.stopped', details: { what: it.what } });
}

function changed(
  token: string,
  act: (it: FollowingDocument) => Promise<void>,
): Promise<FollowingFields | null> {
  return retrying(async () => {
    const it = await Following.findOne({ key: hashed(token), status: { $ne: 'stopped' } });
    if (!it) return null;
    const before = it.toObject() as FollowingFields;
    await act(it);
    return before;
  });
}

/** The server of the mailbox takes no letter for it, ever: nothing is sent there any more. */
export async function stopRefused(context: Context): Promise<void> {
  const refused = await refusedLetters();
  for (const to of new Set(refused.map((letter) => letter.to)))
    await stopAll(context, listToken(context.site, to));
  await noteRefusals(refused.map(({ _id }) => _id));
}

const UNCONFIRMED_DAYS = 7;

/** Asked for and never confirmed, or stopped: gone, with the address. */
export async function sweepFollowings({ now }: Context): Promise<void> {
  const old = new Date(now.getTime() - UNCONFIRMED_DAYS * 86_400_000);
  await Following.deleteMany({ status: 'asked', askedAt: { $lt: old }, 'pending.0': { $exists: false } });
  await Following.deleteMany({ status: 'stopped', 'pending.0': { $exists: false } });
}
