import { cityMinute } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';
import { timelineOf } from '../platform/journal/index.ts';
import { closedByFile, closedNow, SITE } from './current.ts';
import { SiteState } from './model.ts';
import { noticeAt } from './rules.ts';

/** Whether the site is closed, by what, the notice, and who has changed that. */
export async function siteStateShown({ now }: Context) {
  const state = await SiteState.findById(SITE).lean();
  const entries = state ? await timelineOf(state) : [];
  const notice = state?.notice;
  return {
    closed: state?.closed ?? null,
    reason: closedNow(),
    byFile: closedByFile(),
    notice: notice && {
      ...notice,
      shown: !!noticeAt(notice, now),
      over: !!notice.until && notice.until <= now,
    },
    history: entries
      .reverse()
      .slice(0, 20)
      .map(({ at, name, actor }) => ({ at, name: name.replace('.', '-'), by: actor.name })),
    values: { from: cityMinute(now) },
  };
}
