import { type Move, statusAfter } from '../session/rules/moves.ts';
import type { DialogueStatus } from '../session/rules/status.ts';

/** Grounds on which a moderator rejects a question; the asker reads the ground and may contest it once. */
export const REJECTION_REASONS = [
  'off-topic',
  'duplicate',
  'personal-data',
  'abusive',
  'complaint',
  'decided',
  'illegible',
] as const;

export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** How a question was answered. */
export const ANSWER_WAYS = ['room', 'written'] as const;

export type AnswerWay = (typeof ANSWER_WAYS)[number];

/** True when a participant has to wait before the next question. @param slowSeconds set by the moderator */
export function mustWait(lastAskedAt: Date | null, now: Date, slowSeconds: number): boolean {
  return lastAskedAt !== null && now.getTime() - lastAskedAt.getTime() < slowSeconds * 1000;
}

/**
 * `pending`: seen by moderators only. `approved`: in the queue. `answered`: in the room or in writing. `checking`: "we
 * will check" was said. `open`: the session ended before it was reached. The last two become items of feedback.
 */
export const QUESTION_STATUSES = [
  'pending',
  'approved',
  'rejected',
  'merged',
  'withdrawn',
  'answered',
  'checking',
  'open',
] as const;

export type QuestionStatus = (typeof QUESTION_STATUSES)[number];

/** States of a question that a moderator has decided on, and can take back while the session takes questions. */
export const DECIDED = ['approved', 'answered', 'checking'] as const;

export type Decided = (typeof DECIDED)[number];

export type QuestionEntry =
  | 'question.asked'
  | 'question.approved'
  | 'question.rejected'
  | 'question.contested'
  | 'question.rejection-upheld'
  | 'question.merged'
  | 'question.followed'
  | 'question.separated'
  | 'question.edited'
  | 'question.assigned'
  | 'question.prepared'
  | 'question.withdrawn'
  | 'question.answered'
  | 'question.promised'
  | 'question.approval-taken-back'
  | 'question.answer-taken-back'
  | 'question.promise-taken-back'
  | 'question.rejection-taken-back'
  | 'question.upholding-taken-back'
  | 'question.left-open'
  | 'question.became-item'
  | 'question.item-answered';

const WAITING = ['pending', 'approved'] as const;

export const QUESTION_MOVES: readonly Move<QuestionEntry, QuestionStatus>[] = [
  { entry: 'question.approved', from: ['pending', 'rejected'], to: 'approved' },
  { entry: 'question.rejected', from: WAITING, to: 'rejected' },
  // Once: the question goes back before the moderators, who decide anew.
  { entry: 'question.contested', from: ['rejected'], to: 'stays' },
  { entry: 'question.rejection-upheld', from: ['rejected'], to: 'stays' },
  { entry: 'question.merged', from: WAITING, to: 'merged' },
  // Its target was merged into another one.
  { entry: 'question.followed', from: ['merged'], to: 'stays' },
  // By a moderator, or because its target went away.
  { entry: 'question.separated', from: ['merged'], to: 'pending' },
  { entry: 'question.edited', from: [...WAITING, 'checking', 'open'], to: 'stays' },
  { entry: 'question.assigned', from: WAITING, to: 'stays' },
  { entry: 'question.prepared', from: WAITING, to: 'stays' },
  { entry: 'question.withdrawn', from: WAITING, to: 'withdrawn' },
  { entry: 'question.answered', from: ['approved', 'checking'], to: 'answered' },
  { entry: 'question.promised', from: ['approved'], to: 'checking' },
  // By a slip: one key or one click has decided it.
  { entry: 'question.approval-taken-back', from: ['approved'], to: 'pending' },
  { entry: 'question.answer-taken-back', from: ['answered'], to: 'approved' },
  { entry: 'question.promise-taken-back', from: ['checking'], to: 'approved' },
  { entry: 'question.rejection-taken-back', from: ['rejected'], to: 'pending' },
  { entry: 'question.upholding-taken-back', from: ['rejected'], to: 'stays' },
  { entry: 'question.left-open', from: WAITING, to: 'open' },
  // Answered in writing in the very moment of the end: the item is there, and is linked.
  { entry: 'question.became-item', from: ['checking', 'open', 'answered'], to: 'stays' },
  { entry: 'question.item-answered', from: ['checking', 'open', 'answered'], to: 'stays' },
];

/** The state of a question after a move; undefined when the table has no such row. */
export function questionAfter(status: QuestionStatus, entry: QuestionEntry): QuestionStatus | undefined {
  return statusAfter(QUESTION_MOVES, status, entry);
}

/** Questions that everybody may read. */
export const PUBLIC_QUESTIONS: readonly QuestionStatus[] = ['approved', 'answered', 'checking', 'open'];

/** Everybody may read it. */
export function isPublic({
  status,
  screenedAt,
}: {
  status: QuestionStatus;
  screenedAt: Date | null;
}): boolean {
  // What ended before a moderator has seen it is known by its item only.
  return PUBLIC_QUESTIONS.includes(status) && screenedAt !== null;
}

/** When an answer can be given, by its way. After the end the item is what is answered. */
export const ANSWERING: Readonly<Record<AnswerWay, readonly DialogueStatus[]>> = {
  room: ['live'],
  written: ['announced', 'live'],
};

/** When "we will check" can be said. */
export const PROMISING: readonly DialogueStatus[] = ['live', 'ended'];
