import type { Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { allow, Conflict } from '../../platform/errors.ts';
import { findKnown } from '../item/find.ts';
import { Feedback } from '../item/model.ts';
import { canAddVoice } from '../item/policy.ts';
import { Voice } from './model.ts';
import { voiceId } from './rules.ts';

/**
 * Says that an item concerns somebody too, or takes that back; the same again changes nothing.
 * @throws NotFound; Forbidden for staff, for the sender and for what is not public; Conflict once it is closed
 */
export async function castVoice(
  context: Context,
  code: string,
  { person, on }: { person: string; on: boolean },
): Promise<void> {
  const item = await findKnown(context, code);
  allow(canAddVoice(context.actor, item));
  if (on && item.closedAt) throw new Conflict('feedback.voices.closed');
  const _id = voiceId(code, person);
  if (on) await addOnce({ _id, code, person, at: context.now });
  else await Voice.deleteOne({ _id });
  await count(code);
}

async function addOnce(row: { _id: string; code: string; person: string; at: Date }): Promise<void> {
  try {
    await Voice.collection.insertOne(row as never);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Counted anew each time, and once more after writing: of two at once the later one leaves the right sum. */
async function count(code: string): Promise<void> {
  for (let told = -1, now = await Voice.countDocuments({ code }); told !== now; ) {
    told = now;
    // Past the version of the item: whoever is writing an answer is not interrupted by a voice.
    await Feedback.collection.updateOne(
      { code },
      now > 0 ? { $set: { voices: now } } : { $unset: { voices: '' } },
    );
    now = await Voice.countDocuments({ code });
  }
}

export async function hasVoice(code: string, person: string | undefined): Promise<boolean> {
  return person !== undefined && (await Voice.exists({ _id: voiceId(code, person) })) !== null;
}
