import type { Succession } from '../city/succession.ts';
import type { Context } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { commit, retrying } from '../platform/journal/index.ts';
import { stop } from './actions.ts';
import { Following } from './model.ts';
import { followingToken, hashed } from './tokens.ts';

/** A search that names the unit: 'q=x&unit=dept-justice'. Slugs hold letters, digits and hyphens only. */
const naming = (units: readonly string[]) => ({
  status: { $ne: 'stopped' },
  $or: [
    { what: 'unit', subject: { $in: [...units] } },
    ...units.map((unit) => ({ what: 'search', subject: { $regex: `(^|&)unit=${unit}(&|$)` } })),
  ],
});

export function countFollowersOf(units: readonly string[]): Promise<number> {
  return Following.countDocuments({ ...naming(units), status: 'confirmed' } as never);
}

function subjectAfter(subject: string, { from, to }: Succession): string {
  if (subject === from) return to;
  return subject.replace(new RegExp(`(^|&)unit=${from}(?=&|$)`), `$1unit=${to}`);
}

/** Whoever follows a unit that has ended follows its successor; whoever follows both already is told once. */
export async function succeedFollowings(context: Context, succession: Succession): Promise<void> {
  const rows = await Following.find(naming([succession.from]) as never, { _id: 1 }).lean();
  for (const { _id } of rows)
    await retrying(async () => {
      const it = await Following.findOne({ _id, ...naming([succession.from]) } as never);
      if (!it) return;
      const { what, to } = it;
      const subject = subjectAfter(it.subject, succession);
      // Its links are made of what is followed.
      const key = hashed(followingToken(context.site, { to, what, subject }));
      if (await Following.exists({ key })) return stop(context, it);
      it.set({ subject, key });
      await commit(context, it, { name: 'following.succeeded', details: { what, subject } }).catch(
        (error) => {
          if (!isDuplicateKey(error)) throw error;
        },
      );
    });
}
