import { DelayList, type DelayListFields } from '../accountability/delay-list/model.ts';
import {
  approveList,
  correctEntry,
  entryMark,
  listsDue,
  makeDueLists,
  replyToEntry,
  tellAbove,
  tellingJob,
  tendList,
} from '../accountability/index.ts';
import type { Actor, Context, Site } from '../platform/context.ts';
import { systemContext } from '../platform/context.ts';
import { type Cast, names } from './people.ts';

/** An office replies to one entry in so many; of so many lists one is corrected. */
const REPLIES_TO = 2;
const CORRECTS = 3;

/** One day of the monthly delay lists: made, opened, replied to, corrected, approved, published. */
export async function playDelayLists(site: Site, at: Date, cast: Cast): Promise<void> {
  const context = systemContext(site, 'demo', at);
  const as = (actor: Actor): Context => ({ ...context, actor });
  await tellingJob.run(context);
  await makeDueLists(context);
  for (const id of await listsDue(at)) await tendList(context, id);
  const lists = await DelayList.find({ status: { $in: ['open', 'to-approve'] } }, { pending: 0 }).lean<
    DelayListFields[]
  >();
  for (const [number, list] of lists.entries()) {
    if (list.status === 'open') await reply(list, async (unit) => as(await cast.inUnit('head', unit, at)));
    else {
      if (number % CORRECTS === 0 && list.unit !== null) await correct(list, as(await cast.coordinator()));
      await approveList(as(await cast.listed('leader')), list._id);
    }
  }
  // The demo has no letters of jobs: whoever signs in is not told of half a year at once.
  await tellAbove(context, { sendLetter: async () => undefined });
}

async function reply(list: DelayListFields, head: (unit: string) => Promise<Context>): Promise<void> {
  const [respondent] = list.respondents;
  if (!respondent || list.replyUntil! < (await head(respondent)).now) return;
  const silent = list.entries.filter((entry, number) => !entry.reply && number % REPLIES_TO === 0);
  for (const [number, entry] of silent.entries())
    await replyToEntry(await head(respondent), list._id, {
      entry: entry.id,
      seen: entryMark(entry, list),
      text: names.delayReplies[number % names.delayReplies.length]!,
      looked: false,
    });
}

/** What the reply has shown to be right: a day less, or nothing left. */
async function correct(list: DelayListFields, coordinator: Context): Promise<void> {
  const entry = list.entries.find(({ reply, removed }) => reply && !removed);
  if (!entry || list.corrections.length > 0) return;
  const change =
    entry.days > 1 ? ({ kind: 'changed', days: entry.days - 1 } as const) : ({ kind: 'removed' } as const);
  await correctEntry(coordinator, list._id, {
    ...{ entry: entry.id, seen: entryMark(entry, list), reason: names.delayCorrection, looked: false },
    ...change,
  });
}
