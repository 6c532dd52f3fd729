import { cityDate, cityMidnight } from '../calendar/index.ts';
import { type ListedItem, listedAmong } from '../feedback/index.ts';
import type { Job } from '../platform/clock/scheduler.ts';
import type { Context } from '../platform/context.ts';
import type { Tools } from '../platform/feature.ts';
import { stopRefused, sweepFollowings } from './actions.ts';
import { linksOf } from './letters.ts';
import { type NewsRow, newsSince, nextMailbox, noteTold } from './news.ts';
import { type FollowingRow, shownTarget, type TargetShown } from './queries.ts';
import { isTimeOfLetters, queryOf } from './rules.ts';
import { listToken } from './tokens.ts';

export const sweepJob: Job = {
  name: 'following.sweep',
  everySeconds: 3600,
  async run(context) {
    await stopRefused(context);
    await sweepFollowings(context);
  },
};

/** An entry comes into the journal once its reactions have run, with its earlier moment: what is younger waits for the next letter. */
const LATE_MS = 15 * 60_000;

/** Once a day each mailbox gets one letter about all that it follows; where nothing has happened, none. */
export function digestJob(tools: Tools): Job {
  return {
    name: 'following.digest',
    everySeconds: 300,
    async run(context) {
      const date = cityDate(context.now);
      if (!isTimeOfLetters(context.now, cityMidnight(date))) return;
      const until = new Date(context.now.getTime() - LATE_MS);
      const found = finder(context, until);
      for (let rows = await nextMailbox(date); rows.length > 0; rows = await nextMailbox(date)) {
        await tellMailbox(context, { rows, date, found }, tools);
        await noteTold(rows, { at: until, date });
      }
    },
  };
}

const MOST_SHOWN = 20;

interface Group {
  target: TargetShown;
  items: ListedItem[];
  more: number;
}

async function tellMailbox(
  context: Context,
  { rows, date, found }: { rows: FollowingRow[]; date: string; found: ReturnType<typeof finder> },
  tools: Tools,
): Promise<void> {
  const groups: Group[] = [];
  for (const row of rows) {
    const items = await found(row);
    const target = items.length > 0 && (await shownTarget(context, row).catch(() => undefined));
    if (target)
      groups.push({
        target,
        items: items.slice(0, MOST_SHOWN),
        more: Math.max(0, items.length - MOST_SHOWN),
      });
  }
  if (groups.length === 0) return;
  const [first] = rows;
  const list = listToken(context.site, first!.to);
  await tools.sendLetter(context, {
    id: `following:${date}:${first!.list}`,
    to: first!.to,
    language: first!.language,
    view: 'following/letters/digest',
    stopAt: `${context.site.publicUrl}/following/list/${list}/stop`,
    model: { groups, ...linksOf(context, first!), stopHref: `/following/list/${list}/stop` },
  });
}

/** What has happened is read once a run, and each search is made once for all who follow it since the same moment. */
function finder(context: Context, until: Date): (row: FollowingRow) => Promise<ListedItem[]> {
  const news = new Map<number, Promise<NewsRow[]>>();
  const searches = new Map<string, Promise<ListedItem[]>>();
  return async (row) => {
    const since = row.toldAt ?? until;
    const at = since.getTime();
    if (!news.has(at)) news.set(at, newsSince(since, until));
    const codes = (await news.get(at)!).map(({ code }) => code);
    const key = `${at} ${row.what} ${row.subject}`;
    if (!searches.has(key)) searches.set(key, listedAmong(context, queryOf(row), codes));
    return searches.get(key)!;
  };
}
