import { Snapshots, StreamRows } from './model.ts';
import type { State } from './protocol.ts';

type Value = State[string];

/** Of questions and participants; who moderated stays. */
const OF_PEOPLE = /^(inner|participant):/;

function nameless<Told extends Value>(key: string, value: Told): Told {
  const named = value as { name?: unknown } | null;
  return OF_PEOPLE.test(key) && named?.name ? ({ ...named, name: '' } as unknown as Told) : value;
}

/** Takes the names that people gave out of what a stream of moderators has kept. What happened, and when, stays. */
export async function eraseNames(dialogue: string): Promise<void> {
  const named = { dialogue, stream: 'staff' as const, 'changes.value.name': { $gt: '' } };
  for (const { _id, changes } of await StreamRows.find(named, { changes: 1 }).lean()) {
    const left = changes.map(({ key, value, ...change }) => ({
      ...change,
      key,
      value: nameless(key, value),
    }));
    await StreamRows.updateOne({ _id }, { $set: { changes: left } });
  }
  const kept = await Snapshots.findById(`${dialogue} staff`, { state: 1 }).lean();
  if (!kept) return;
  const state = Object.fromEntries(
    Object.entries(kept.state).map(([key, value]) => [key, nameless(key, value)]),
  );
  await Snapshots.updateOne({ _id: kept._id }, { $set: { state } });
}
