import { CallBack } from '../feedback/call-backs/model.ts';
import { castVoice, reachedByCall } from '../feedback/index.ts';
import { Feedback } from '../feedback/item/model.ts';
import { askToFollow, confirmFollowing, followingToken } from '../following/index.ts';
import { subjectOf } from '../following/rules.ts';
import type { Context, Site } from '../platform/context.ts';
import { randomToken } from '../platform/secrets.ts';

/** How many neighbours have the same matter, of the newest items under way: some few, most of them nobody. */
const VOICES = [4, 0, 11, 0, 1, 2, 0, 23, 0, 3, 0, 7];

/** What readers do with items of others. */
export async function playReaders(site: Site, now: Date): Promise<void> {
  const reader: Context = {
    ...{ site, now, language: 'vi', requestId: 'demo' },
    actor: { kind: 'visitor', holds: [] },
  };
  for (const status of ['accepted', 'routed', 'assigned'] as const) {
    const items = await Feedback.find(
      { status, publishText: true, closedAt: null, shield: null },
      { code: 1 },
    )
      .sort({ receivedAt: -1, _id: -1 })
      .limit(VOICES.length)
      .lean();
    for (const [at, { code }] of items.entries())
      for (let voice = 0; voice < VOICES[at]!; voice++)
        await castVoice(reader, code, { person: randomToken(), on: true });
  }
  await followSome(reader);
}

const FOLLOWED = [{ unit: 'dept-construction' }, { regulation: 'birth-registration' }, { q: 'cây xanh' }];

/** Neighbours who want to hear of an item, and somebody who reads what is asked of an office. */
async function followSome(reader: Context): Promise<void> {
  const items = await Feedback.find({ voices: { $gte: 3 }, closedAt: null }, { code: 1 })
    .limit(3)
    .lean();
  const targets = [...items.map(({ code }) => ({ item: code })), ...FOLLOWED];
  for (const [at, target] of targets.entries()) {
    const email = `reader${at % 3}@kin.example`;
    await askToFollow(reader, { ...target, email });
    const followed = subjectOf(target)!;
    await confirmFollowing(reader, followingToken(reader.site, { to: email, ...followed }));
  }
}

/** Calls of the last days wait; all before have been made. */
const CALLS_WAIT_DAYS = 9;

export async function playCalls(coordinator: Context): Promise<void> {
  const since = new Date(coordinator.now.getTime() - CALLS_WAIT_DAYS * 86_400_000);
  const made = await CallBack.find({ status: 'due', since: { $lt: since } }, { code: 1, entry: 1 }).lean();
  for (const { code, entry } of made) await reachedByCall(coordinator, code, entry);
}
