import { Feedback, type FeedbackFields } from '../item/model.ts';
import { UNSHIELDED } from '../item/shielded.ts';

const ANSWERS = {
  code: 1,
  kind: 1,
  status: 1,
  unit: 1,
  regulation: 1,
  language: 1,
  publishText: 1,
  originalText: 1,
  publicText: 1,
  points: 1,
  answer: 1,
  earlierAnswers: 1,
  evidence: 1,
  rating: 1,
  reopening: 1,
  closedAt: 1,
} as const;

/** An item with all its answers, the first one of a reopened item too, and the question as it was sent: private. */
export type ItemWithAnswers = Pick<FeedbackFields, keyof typeof ANSWERS>;

/** Undefined when there is no such item. */
export async function itemWithAnswers(code: string): Promise<ItemWithAnswers | undefined> {
  return (await Feedback.findOne({ code, ...UNSHIELDED }, ANSWERS).lean<ItemWithAnswers>()) ?? undefined;
}

/** The same by the id of the document, as journal entries name it. */
export async function itemWithAnswersById(id: string): Promise<ItemWithAnswers | undefined> {
  return (await Feedback.findOne({ _id: id, ...UNSHIELDED }, ANSWERS).lean<ItemWithAnswers>()) ?? undefined;
}

export async function isAnswered(code: string): Promise<boolean> {
  return (await Feedback.exists({ code, status: 'answered', ...UNSHIELDED })) !== null;
}
