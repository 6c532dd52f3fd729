import type { Context } from '../../platform/context.ts';
import { commit, emptyPersonalParts, retrying } from '../../platform/journal/index.ts';
import { Participant } from '../participants/model.ts';
import { Question } from '../questions/model.ts';
import { Dialogue } from '../session/model.ts';
import { eraseNames } from '../streams/erase-names.ts';
import { forgetRoom } from '../streams/rooms.ts';

interface Span {
  from: Date;
  to: Date;
}

/** Sessions that were over in a time: their minutes are public, or they were called off. While minutes are owed names are needed. */
const overIn = (at: object) => ({
  $or: [
    { status: 'published' as const, endedAt: at },
    { status: 'cancelled' as const, cancelledAt: at },
  ],
});

const KEPT = { personalErasedAt: null };

async function sessionsOver(at: object): Promise<string[]> {
  const rows = await Dialogue.find(overIn(at), { code: 1 }).sort({ startsAt: 1, _id: 1 }).lean();
  return rows.map(({ code }) => code);
}

/**
 * Those who took part in sessions that were over before a moment lose the name given, organisation and address, here, at
 * their questions and in the stream of the moderators. The name that others read stays beside what was asked.
 * @returns how many
 */
export async function eraseParticipants(context: Context, before: Date, most: number): Promise<number> {
  const codes = await sessionsOver({ $lt: before });
  const rows = await Participant.find({ dialogue: { $in: codes }, ...KEPT }, { _id: 1, dialogue: 1 })
    .limit(most)
    .lean();
  // First what is not found again once the participants are done.
  // Who asked on the phone is no participant: a session may have such askers alone.
  const asked = await Question.distinct('dialogue', { dialogue: { $in: codes }, name: { $gt: '' } });
  for (const code of new Set([...rows.map(({ dialogue }) => dialogue), ...asked])) {
    // What a room in memory keeps would come back with its next snapshot.
    forgetRoom(code);
    await eraseNames(code);
    await eraseAskers(context, code);
    forgetRoom(code);
  }
  let erased = 0;
  for (const { _id } of rows) if (await eraseParticipant(context, _id)) erased += 1;
  return erased;
}

/** Names at questions: also of those who asked on the phone, and take no other part. */
async function eraseAskers(context: Context, code: string): Promise<void> {
  for (const { _id } of await Question.find({ dialogue: code, name: { $gt: '' } }, { _id: 1 }).lean())
    await retrying(async () => {
      const question = await Question.findById(_id);
      if (!question?.name) return;
      question.name = '';
      await commit(context, question, { name: 'question.name-erased', code });
    });
}

function eraseParticipant(context: Context, id: string): Promise<boolean> {
  return retrying(async () => {
    const it = await Participant.findById(id);
    if (!it || it.personalErasedAt || !(await emptyPersonalParts(it))) return false;
    it.set({ name: '', organisation: '', email: '', personalErasedAt: context.now });
    await commit(context, it, { name: 'participant.personal-erased', code: it.dialogue });
    return true;
  });
}

export async function countParticipantsToErase({ from, to }: Span): Promise<number> {
  const codes = await sessionsOver({ $gte: from, $lt: to });
  return codes.length === 0 ? 0 : Participant.countDocuments({ dialogue: { $in: codes }, ...KEPT });
}
