import { Question, type QuestionFields } from './model.ts';
import { WAITING } from './unsettled.ts';

export type { QuestionFields };

/** For what follows by itself and asks on nobody's behalf: letters, reactions, jobs. */
export function questionRow(id: string | null | undefined): Promise<QuestionFields | null> {
  return id ? Question.findById(id).lean<QuestionFields>().exec() : Promise.resolve(null);
}

/** What stands for the same as this question. */
export function mergedInto(id: string): Promise<QuestionFields[]> {
  return Question.find({ into: id, status: 'merged' })
    .sort({ askedAt: 1, _id: 1 })
    .lean<QuestionFields[]>()
    .exec();
}

/** How many point to it, whatever has become of them. */
export function countMerged(id: string): Promise<number> {
  return Question.countDocuments({ into: id }).exec();
}

/** Before the moderators since before a moment. */
export function countUnscreened(code: string, before: Date): Promise<number> {
  return Question.countDocuments({ dialogue: code, status: 'pending', askedAt: { $lt: before } }).exec();
}

/** Given to a unit, and not dealt with. */
export function countWaitingFor(unit: string, code: string): Promise<number> {
  return Question.countDocuments({ dialogue: code, unit, status: { $in: WAITING } }).exec();
}

/** An item that a question became, of whose answer the session does not know. */
export async function isItemAwaited(item: string): Promise<boolean> {
  return (await Question.exists({ item, itemAnsweredAt: null })) !== null;
}

/** Codes of the items that questions of a session became. */
export function itemsOf(code: string): Promise<string[]> {
  return Question.distinct('item', { dialogue: code, item: { $ne: null } }).exec() as Promise<string[]>;
}

/** Participants who asked in a session. */
export function askersIn(code: string): Promise<string[]> {
  return Question.distinct('participant', { dialogue: code, participant: { $ne: null } }).exec() as Promise<
    string[]
  >;
}
