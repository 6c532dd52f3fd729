import { pause } from '../../platform/clock/clock.ts';
import type { Context } from '../../platform/context.ts';
import { announce, type Change, commitMany, type Entry } from '../../platform/journal/index.ts';
import { faultDetails, log } from '../../platform/log.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { movingItems, type OpenItem } from './open-items.ts';
import { changeOf, recalculateDeadline } from './recalculate.ts';

/** In one command: enough to share a flush of the disk, few enough not to hold up the pages. */
const TOGETHER = 50;
/** Between two: pages are served first. The store itself serves them between the items of one command. */
export const BREATH_MS = 5;
/** Letters of a small change go at once. Of a large one, recovery carries them from the store, a few at a time. */
const MOST_ANNOUNCED = 2000;

interface Unmoved {
  /** Codes of items that could not be changed. */
  failed: string[];
  /** Codes of items that somebody has closed meanwhile, or that need no change any more. */
  left: string[];
}

/**
 * Changes the items of a batch that need it. One that somebody changes at the same moment is counted anew by itself.
 * @param run `moved`: how many it has moved before
 */
export async function changeAll(
  context: Context,
  items: OpenItem[],
  run: { _id: string; moved: number },
): Promise<Unmoved> {
  const unmoved: Unmoved = { failed: [], left: [] };
  const told: Entry[] = [];
  let writing: Promise<void> = Promise.resolve();
  for (let at = 0; at < items.length; at += TOGETHER) {
    const some = items.slice(at, at + TOGETHER);
    // Read and counted while the store writes those before.
    const moving = await movingItems(some);
    const changes = moving.flatMap((item) => changeOf(item, { run: run._id, now: context.now }) ?? []);
    await writing;
    writing = write(some, changes);
    // It is heard of at the next await.
    writing.catch(() => undefined);
    await pause(BREATH_MS);
  }
  await writing;
  if (run.moved < MOST_ANNOUNCED) announce(context, ...told);
  return unmoved;

  async function write(some: OpenItem[], changes: Change<FeedbackFields>[]): Promise<void> {
    const entries = await commitMany(context, Feedback, changes);
    told.push(...entries);
    const done = new Set(entries.map(({ subject }) => subject.code));
    for (const { code } of some)
      if (!done.has(code)) await changeOne(context, { code, run: run._id }, unmoved);
  }
}

/** One failure stops no other. */
async function changeOne(
  context: Context,
  { code, run }: { code: string; run: string },
  unmoved: Unmoved,
): Promise<void> {
  try {
    if (!(await recalculateDeadline(context, code, run))) unmoved.left.push(code);
  } catch (error) {
    unmoved.failed.push(code);
    log.error({ code, run, ...faultDetails(error) }, 'date not recalculated');
  }
}
