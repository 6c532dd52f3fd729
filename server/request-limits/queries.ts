import type { Context } from '../platform/context.ts';
import { timelineOf } from '../platform/journal/index.ts';
import { guardNow, SITE, tendRefusals } from './current.ts';
import { GuardState, RefusalModel } from './model.ts';
import { GUARD_MODES, MOST_SHOWN } from './rules.ts';

const MOST_ENTRIES = 20;

/** How the limits are kept, whom they refuse, and who has changed that. */
export async function limitsShown(context: Context) {
  // What this process has gathered so far belongs on the page.
  await tendRefusals(context);
  const [state, rows, more] = await Promise.all([
    GuardState.findById(SITE).lean(),
    RefusalModel.find().sort({ lastAt: -1, _id: 1 }).limit(MOST_SHOWN).lean(),
    RefusalModel.countDocuments(),
  ]);
  const entries = state ? await timelineOf(state) : [];
  const mode = guardNow();
  return {
    mode,
    modes: GUARD_MODES.map((name) => ({ name, chosen: name === mode })),
    before: state?.before,
    counts: context.site.guarded?.counts ?? 'alone',
    // Refused once more since: then it is being limited again.
    rows: rows.map((row) => ({ ...row, released: !!row.releasedAt && row.releasedAt >= row.lastAt })),
    hidden: Math.max(0, more - rows.length),
    history: entries
      .reverse()
      .slice(0, MOST_ENTRIES)
      .map(({ at, name, actor, details }) => ({
        ...{ at, name: name.replace('.', '-'), by: actor.name, details },
      })),
  };
}
