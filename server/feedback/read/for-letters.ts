import type { Language } from '../../platform/context.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { UNSHIELDED } from '../item/shielded.ts';

const ITEM = { code: 1, unit: 1, dueAt: 1, publicText: 1, language: 1 } as const;

/** What letters to those inside tell of an item. */
export type ItemForLetter = Pick<FeedbackFields, keyof typeof ITEM>;

/** Of these codes, in their order. */
export function itemsForLetters(codes: readonly string[]): Promise<ItemForLetter[]> {
  return Feedback.find({ code: { $in: codes }, ...UNSHIELDED }, ITEM)
    .sort({ code: 1 })
    .lean<ItemForLetter[]>();
}

/** By the id of the document, with the dialogue question that it was; undefined when there is no such item. */
export async function askedItemForLetter(
  id: string,
): Promise<(ItemForLetter & Pick<FeedbackFields, 'askedIn'>) | undefined> {
  const row = await Feedback.findOne({ _id: id, ...UNSHIELDED }, { ...ITEM, askedIn: 1 }).lean<
    ItemForLetter & Pick<FeedbackFields, 'askedIn'>
  >();
  return row ?? undefined;
}

export interface SenderAddress {
  email: string;
  language: Language;
}

/** Where the sender of an item reads letters; undefined when no address was given. */
export async function senderAddress(code: string): Promise<SenderAddress | undefined> {
  const item = await Feedback.findOne({ code }, { 'sender.email': 1, language: 1 }).lean<
    Pick<FeedbackFields, 'sender' | 'language'>
  >();
  const email = item?.sender.email;
  return item && email ? { email, language: item.language } : undefined;
}
