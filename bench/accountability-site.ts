// A store with many items, and one piece of the work that makes the city answerable for them at a time.
import { join } from 'node:path';
import { makeDueLists } from '../server/accountability/delay-list/make-lists.ts';
import { DelayList } from '../server/accountability/delay-list/model.ts';
import { tellingJob } from '../server/accountability/delay-list/told.ts';
import { ToldMonth } from '../server/accountability/delay-list/told-model.ts';
import { startStore } from '../server/embedded-mongo/index.ts';
import { features } from '../server/features.ts';
import { receivedItems, submitFeedback } from '../server/feedback/index.ts';
import { machineClock } from '../server/platform/clock/clock.ts';
import { systemContext } from '../server/platform/context.ts';
import { connectStore, disconnectStore } from '../server/platform/data/connection.ts';
import { Journal } from '../server/platform/journal/index.ts';
import { siteOf } from '../server/platform/site.ts';
import { sealEntries, verifyRecord } from '../server/sealed-record/index.ts';
import { BlockModel } from '../server/sealed-record/model.ts';
import { heldMemory } from './memory.ts';
import { submissionOf } from './submission.ts';

export type Piece = 'lists' | 'submit' | 'seal' | 'verify' | 'export';
/** How much was done, in how many milliseconds, also of both cores; of the export, how much more was held than at first. */
export interface Done {
  count: number;
  ms: number;
  cpu?: number;
  grown?: number;
}

const SUBMISSIONS = 500;
/** Of a thousand entries. */
const BLOCKS = 50;

const store = await startStore({ directory: join(process.env['DATA_DIR']!, 'store') });
const secret = 'only for measuring, thirty-two letters';
const site = siteOf({ clock: machineClock, secret, publicUrl: 'http://localhost', features });
await connectStore(store.uri);
for (const feature of features) await feature.start?.(systemContext(site, `start.${feature.name}`), {});
const context = () => systemContext(site, 'bench', machineClock.now());

async function timed(work: () => Promise<number>): Promise<Done> {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  const count = await work();
  const { user, system } = process.cpuUsage(used);
  return { count, ms: performance.now() - begun, cpu: (user + system) / 1_000 };
}

const PIECES: Record<Piece, () => Promise<Done>> = {
  /** The last month is told and its lists are made, as on the first day of a month. */
  async lists() {
    await tellingJob.run(context());
    await DelayList.deleteMany({});
    await ToldMonth.updateMany({}, { $unset: { listsOf: 1, listsMadeAt: 1 } });
    await ToldMonth.findOneAndDelete({}, { sort: { _id: -1 } });
    return timed(async () => {
      await tellingJob.run(context());
      await makeDueLists(context());
      return DelayList.countDocuments();
    });
  },
  /** One after another, without the way over HTTP: what sealing is held against is no longer than it must be. */
  submit: () =>
    timed(async () => {
      for (let at = 0; at < SUBMISSIONS; at++)
        await submitFeedback(context(), submissionOf(7_000_000 + at), { channel: 'api' });
      return SUBMISSIONS;
    }),
  async seal() {
    const blocks = await BlockModel.find({}, { entries: 1 }).sort({ _id: -1 }).limit(BLOCKS).lean();
    for (const { _id, entries } of blocks) {
      const ids = entries.map(({ id }) => id);
      await Journal.collection.updateMany({ _id: { $in: ids } } as object, { $set: { unsealed: true } });
      await BlockModel.deleteOne({ _id });
    }
    let turns = 0;
    return timed(() => sealEntries(() => machineClock.now(), { stopped: () => turns++ >= BLOCKS }));
  },
  verify: () => timed(async () => (await verifyRecord()).entries),
  async export() {
    const now = machineClock.now();
    let count = 0;
    let first = 0;
    let most = 0;
    const begun = performance.now();
    for await (const rows of receivedItems({ from: new Date(0), to: now }, now)) {
      count += rows.length;
      if (count % 5_000 !== 0) continue;
      const held = heldMemory();
      first ||= held;
      most = Math.max(most, held);
    }
    return { count, ms: performance.now() - begun, grown: most - first };
  },
};

process.on('message', async (piece: Piece) => process.send!(await PIECES[piece]()));
process.on('SIGTERM', async () => {
  await disconnectStore();
  await store.close();
  process.exit(0);
});
process.send!({});
