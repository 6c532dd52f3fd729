import { cityDate } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';
import { commit, retrying } from '../platform/journal/index.ts';
import { settingOn } from '../settings/index.ts';
import { goesNow } from './due.ts';
import { RETAINED } from './kinds.ts';
import { RetentionDay, type RetentionDayFields } from './model.ts';
import { KINDS, type Kind } from './rules.ts';
import { RETENTION } from './settings.ts';

/** In one run: what is left goes an hour later, so that others get their turn. */
const MOST_AT_ONCE = 2_000;

/** Carries out the rules of today. A run that is cut off is taken up by the next. */
export async function carryOutRetention(context: Context): Promise<void> {
  const today = cityDate(context.now);
  for (const kind of KINDS) {
    const before = goesNow(kind, today, settingOn(RETENTION, today));
    const gone = before ? await RETAINED[kind].drop(context, before, MOST_AT_ONCE) : 0;
    if (gone > 0) await note(context, { day: today, kind, gone });
  }
}

/** In numbers alone: which items they were stands with each of them. */
function note(
  context: Context,
  { day, kind, gone }: { day: string; kind: Kind; gone: number },
): Promise<void> {
  return retrying(async () => {
    const row = (await RetentionDay.findById(day)) ?? new RetentionDay({ _id: day });
    row.gone = { ...row.gone, [kind]: (row.gone[kind] ?? 0) + gone };
    row.markModified('gone');
    await commit<RetentionDayFields>(context, row, {
      name: 'retention.carried-out',
      details: { kind, gone },
    });
  });
}
