import type { Job } from '../platform/clock/scheduler.ts';
import type { Context, Site } from '../platform/context.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import { GuardState, RefusalModel } from './model.ts';
import { type GuardMode, KEPT_MS } from './rules.ts';

export const SITE = 'site';
const EVERY_SECONDS = 10;

const memory = storeMemory<{ mode: GuardMode }>(() => ({ mode: 'on' }));

export function guardNow(): GuardMode {
  return memory().mode;
}

export async function readGuard(): Promise<void> {
  const state = await GuardState.findById(SITE, { mode: 1 }).lean();
  memory().mode = state?.mode ?? 'on';
}

/** Writes what this process has refused since the last time, and lets go whom somebody has let go in another process. */
export async function tendRefusals({ site, now }: Pick<Context, 'site' | 'now'>): Promise<void> {
  const gathered = site.guarded?.refusals.take() ?? [];
  if (gathered.length > 0)
    await RefusalModel.bulkWrite(
      gathered.map(({ kind, mark, count, since, lastAt }) => ({
        updateOne: {
          filter: { _id: `${kind}:${mark}` },
          update: {
            $inc: { count },
            $max: { lastAt },
            $setOnInsert: { kind, mark, since },
          },
          upsert: true,
        },
      })),
    );
  await RefusalModel.deleteMany({ lastAt: { $lt: new Date(now.getTime() - KEPT_MS) } });
  const since = new Date(now.getTime() - 3 * EVERY_SECONDS * 1000);
  const released = await RefusalModel.find({ releasedAt: { $gt: since } }, { releasedAt: 1 }).lean();
  for (const { _id, releasedAt } of released) await letGoHere(site, _id, releasedAt!);
}

/** The count begins anew, where this process knows whose it is. */
export async function letGoHere({ guarded }: Site, row: string, at: Date): Promise<void> {
  const known = guarded?.refusals.letGo(row, at);
  if (known) await guarded!.limits.forget(known.kind, known.whose);
}

export const requestLimitsJob: Job = {
  name: 'request-limits.tend',
  everySeconds: EVERY_SECONDS,
  everyProcess: true,
  async run(context) {
    await readGuard();
    await tendRefusals(context);
  },
};
