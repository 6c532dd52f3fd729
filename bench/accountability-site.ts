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
import { Dispatcher, Journal } from '../server/platform/journal/index.ts';
import { siteOf } from '../server/platform/site.ts';
import { sealEntries, verifyRecord } from '../server/sealed-record/index.ts';
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

const ENTRIES_OF_A_BLOCK = 1_000;
const SUBMISSIONS = 2 * ENTRIES_OF_A_BLOCK;
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

function seal(blocks: number): Promise<number> {
  let turns = 0;
  return sealEntries(() => machineClock.now(), { stopped: () => turns++ >= blocks });
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
  /**
   * One after another, without the way over HTTP and without what follows: what sealing is held against is no longer than
   * it must be. They come before all that waits to be sealed, so that the next blocks hold them and nothing else.
   */
  async submit() {
    const [oldest] = await Journal.find({ unsealed: true }, { at: 1 })
      .sort({ at: 1, _id: 1 })
      .limit(1)
      .lean();
    const now = new Date((oldest?.at ?? machineClock.now()).getTime() - 1_000);
    const submitted = await timed(async () => {
      for (let at = 0; at < SUBMISSIONS; at++)
        await submitFeedback({ ...context(), now }, submissionOf(7_000_000 + at), { channel: 'api' });
      return SUBMISSIONS;
    });
    await new Dispatcher([], site).recover();
    return submitted;
  },
  /** The entries of these submissions and no others. */
  async seal() {
    const sealed = await timed(() => seal(SUBMISSIONS / ENTRIES_OF_A_BLOCK));
    if (sealed.count !== SUBMISSIONS)
      throw new Error(`${sealed.count} entries of ${SUBMISSIONS} submissions`);
    return sealed;
  },
  async verify() {
    await seal(BLOCKS);
    return timed(async () => (await verifyRecord()).entries);
  },
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
