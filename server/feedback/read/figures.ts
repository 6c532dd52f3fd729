import { Feedback } from '../item/model.ts';

/** When the first item was entered; undefined while there is none. */
export async function firstEntryAt(): Promise<Date | undefined> {
  const oldest = await Feedback.findOne({}, { createdAt: 1 }).sort({ _id: 1 }).lean();
  return oldest?.createdAt;
}

/** Whether all that happened before a moment is in the figures: what is on its way to the journal is not yet. */
export async function figuresReach(moment: Date): Promise<boolean> {
  return (await Feedback.exists({ 'pending.at': { $lt: moment } })) === null;
}
