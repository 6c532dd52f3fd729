import type { Context } from '../../platform/context.ts';
import { commit } from '../../platform/journal/index.ts';
import { faultDetails, log } from '../../platform/log.ts';
import { loadUnits } from '../../units/index.ts';
import { enact, giveUp, isWritten } from './actions.ts';
import { Reorganisation } from './model.ts';
import { countsOf, succeedAll, succeedPeople } from './parts.ts';

/** Those whose day has come, those that a crash has cut off, and those that are done: something may come back later. */
async function idsOf(now: Date, states: readonly string[]): Promise<string[]> {
  const rows = await Reorganisation.find({ state: { $in: states }, carryAt: { $lte: now } } as never, {
    _id: 1,
  })
    .sort({ carryAt: 1, _id: 1 })
    .lean();
  return rows.map(({ _id }) => _id);
}

export async function carryReorganisations(context: Context): Promise<void> {
  await enactPlans(context);
  for (const id of await idsOf(context.now, ['planned', 'carrying'])) {
    try {
      await carry(context, id);
    } catch (error) {
      // It is taken up again in the next turn; the others go on.
      log.error({ reorganisation: id, ...faultDetails(error) }, 'reorganisation not carried to its end');
    }
  }
}

/** Plans that a crash has kept out of the catalogue; one that is just being made writes itself. */
async function enactPlans(context: Context): Promise<void> {
  const before = new Date(context.now.getTime() - 60_000);
  for (const plan of await Reorganisation.find({
    state: 'planned',
    change: null,
    createdAt: { $lt: before },
  }))
    await enact(context, plan);
}

async function carry(context: Context, id: string): Promise<void> {
  const found = (await Reorganisation.findById(id))!;
  await loadUnits();
  if (found.state === 'planned') {
    // Somebody has brought the catalogue back, or another plan was faster. A unit that a file lets go on keeps what it has.
    const ending = found.from.filter((slug) => isWritten({ from: [slug], lastDay: found.lastDay }));
    if (ending.length === 0) return giveUp(context, id);
    found.from = ending;
    found.found = await countsOf(found.from);
    found.state = 'carrying';
    await commit(context, found, {
      name: 'reorganisation.begun',
      details: { from: ending, found: found.found },
    });
  }
  if (found.heir) {
    await succeedPeople(context, found.from, found.heir);
    await succeedAll(context, found.from, found.heir);
  }
  const done = (await Reorganisation.findById(id))!;
  done.left = await countsOf(done.from);
  done.state = 'done';
  done.doneAt = context.now;
  await commit(context, done, { name: 'reorganisation.done', details: { left: done.left } });
}

/** An item that is opened again, parted from another or sent back comes to the unit that had it: its successor gets it. */
export async function followUp(context: Context): Promise<void> {
  for (const id of await idsOf(context.now, ['done'])) {
    const { from, heir } = (await Reorganisation.findById(id).lean())!;
    if (heir) await succeedAll(context, from, heir);
  }
}
